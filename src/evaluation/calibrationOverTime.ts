import { checkLength, checkProbabilities } from './checkRows.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Estimate, ReliabilityBin } from './evaluation.ts';
import { reliability } from './reliability.ts';
import { judgeSegment } from './slices.ts';

/** Calibration on rows of neighbouring dates. */
export interface PeriodCalibration {
  /** First and last date of the rows. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly positives: number;
  readonly units: number;
  /** Sum of the probabilities. */
  readonly expected: number;
  /** Positives over `expected`, with its bootstrap interval clustered by unit; see `Slice`. */
  readonly ratio: Estimate;
  /** Bins of equal mass, fewer than those of all rows together. */
  readonly reliability: readonly ReliabilityBin[];
}

const mostPeriods = 8;
const bins = 6;
const level = 0.95;
const resamples = 200;

/**
 * Calibration group by group of dates, in the order of time. Groups stay whole; where there are more than eight, neighbours are
 * put together into at most eight periods of about equally many rows.
 *
 * @param dates.date of each row. @param dates.group what it counts to, such as its month; both finite.
 * @throws HandraiseError `data`, see `checkProbabilities`.
 */
export function calibrationOverTime(
  input: Omit<EvaluationInput, 'tieOrder'>,
  { date, group }: { readonly date: Float64Array; readonly group: Float64Array },
  seed: number,
): PeriodCalibration[] {
  checkProbabilities(input.probabilities, input.label);
  checkLength('dates', date, input.probabilities);
  checkLength('groups of dates', group, input.probabilities);
  return periodsOf(group).map((rows) => {
    const { positives, units, expected, ratio } = judgeSegment('', rows, input, { seed, level, resamples });
    const dates = Float64Array.from(rows, (row) => date[row]!).sort();
    return {
      ...{ from: dates[0]!, to: dates.at(-1)!, rows: rows.length, positives, units, expected, ratio },
      reliability: reliability(
        Float64Array.from(rows, (row) => input.probabilities[row]!),
        Uint8Array.from(rows, (row) => input.label[row]!),
        level,
        bins,
      ),
    };
  });
}

/** Rows of each period: a group falls where the middle of its rows does, as tied scores do in bins of equal mass. */
function periodsOf(group: Float64Array): Int32Array[] {
  const rowsOf = new Map<number, number[]>();
  for (const [row, value] of group.entries()) {
    const rows = rowsOf.get(value);
    if (rows) rows.push(row);
    else rowsOf.set(value, [row]);
  }
  const groups = [...rowsOf].sort(([a], [b]) => a - b);
  const periods: number[][] = Array.from({ length: Math.min(mostPeriods, groups.length) }, () => []);
  let before = 0;
  for (const [i, [, rows]] of groups.entries()) {
    const middle = Math.floor((mostPeriods * (2 * before + rows.length)) / (2 * group.length));
    const period = periods[groups.length <= mostPeriods ? i : middle]!;
    for (const row of rows) period.push(row);
    before += rows.length;
  }
  return periods.filter((rows) => rows.length > 0).map((rows) => Int32Array.from(rows));
}
