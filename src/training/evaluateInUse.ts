import type { Program } from '../config/schema.ts';
import { calibrationOverTime } from '../evaluation/calibrationOverTime.ts';
import { confusionAt } from '../evaluation/confusion.ts';
import { precisionAtK } from '../evaluation/precisionAtK.ts';
import { judgeSegment } from '../evaluation/slices.ts';
import { take } from '../numeric/take.ts';
import { tierFrom, tierRule } from '../ranking/tier.ts';
import { type Instant, microsecondsPerDay } from '../time/instant.ts';
import type { EvaluatedModel } from './evaluate.ts';
import { dateKey } from './evaluateByDate.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { ThresholdBasis, TrainingResult } from './trainingResult.ts';

const week = 7 * microsecondsPerDay;

/** Steps of the counts of rows at which precision is taken, per power of ten. */
const steps = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/**
 * What the selected model would have brought on the given rows to those who work its list: how many converted of those expected,
 * the best k for many k, and who stands above and below the threshold of tier A.
 *
 * @param dates as-of date of each of the rows; absent where rows have none.
 */
export function evaluateInUse(
  { probabilities }: Pick<EvaluatedModel, 'probabilities'>,
  { label, unit, order }: Pick<LabelledRows, 'label' | 'unit' | 'order'>,
  { tiers, cutoffs, seed }: Pick<Program, 'tiers' | 'seed'> & Partial<Pick<Program, 'cutoffs'>>,
  dates?: Float64Array,
): Pick<TrainingResult, 'cameOfExpected' | 'bestRows' | 'threshold'> {
  const rows = label.length;
  if (rows === 0) return {};
  const input = { probabilities, label, unit };
  const descending = probabilities.toSorted().reverse();
  const basis = basisOf(tiers, cutoffs, dates);
  const confusion = confusionAt(input, thresholdOf(basis, descending), { seed });
  const taken = confusion.truePositives + confusion.falsePositives;
  const counts = roundCounts(rows);
  if (taken > 0 && !counts.includes(taken)) counts.push(taken);
  return {
    cameOfExpected: judgeSegment('', Int32Array.from(label.keys()), input, { seed, level: 0.95, resamples: 200 }).ratio,
    // Rows ascend by contact id, then date: the order in which ties are broken.
    bestRows: precisionAtK(
      { ...input, tieOrder: order },
      counts.sort((a, b) => a - b),
      { seed },
    ),
    threshold: { basis, confusion },
  };
}

/** Calibration on the test dates one after the other, or month by month; absent where there is but one. */
export function evaluateOverTime(
  { probabilities }: Pick<EvaluatedModel, 'probabilities'>,
  { label, unit }: Pick<LabelledRows, 'label' | 'unit'>,
  program: Pick<Program, 'cutoffs' | 'seed'>,
  dates: Float64Array,
): Pick<TrainingResult, 'overTime'> {
  // Of a flat file, some rows may have no time.
  const dated = Int32Array.from(dates.keys()).filter((row) => Number.isFinite(dates[row]!));
  const own = take(dates, dated);
  const group = own.map((date) => dateKey(date, program));
  if (new Set(group).size < 2) return {};
  const input = { probabilities: take(probabilities, dated), label: take(label, dated), unit: take(unit, dated) };
  return { overTime: calibrationOverTime(input, { date: own, group }, program.seed) };
}

/** Tier A is whom the program's owners work first. */
function basisOf(
  tiers: Program['tiers'],
  cutoffs: Program['cutoffs'] | undefined,
  dates?: Float64Array,
): ThresholdBasis {
  if (!tiers || !dates || !cutoffs) return { share: 1 - tierFrom.A / 100 };
  if ('probability' in tiers) return { probability: tiers.probability.A };
  const { perWeek } = tiers;
  // At a date of its calendar a program lists everybody anew; where contacts have dates of their own, they come week by week.
  return 'every' in cutoffs
    ? { perWeek, times: new Set(dates).size, per: 'date' }
    : { perWeek, times: weeksOf(dates), per: 'week' };
}

function weeksOf(dates: Float64Array): number {
  let first: Instant = Number.POSITIVE_INFINITY;
  let last: Instant = Number.NEGATIVE_INFINITY;
  for (const date of dates) {
    first = Math.min(first, date);
    last = Math.max(last, date);
  }
  return Math.max(1, Math.ceil((last - first) / week));
}

function thresholdOf(basis: ThresholdBasis, descending: Float64Array): number {
  if ('probability' in basis) return basis.probability;
  if ('perWeek' in basis) return tierRule({ perWeek: basis.perWeek * basis.times }, descending, new Map()).from.A;
  // 0.05 × 100 may be a little above 5 in floating point.
  return descending[Math.max(1, Math.ceil(basis.share * descending.length - 1e-9)) - 1]!;
}

/** Round counts from ten on, up to how many rows there are. */
function roundCounts(rows: number): number[] {
  const counts: number[] = [];
  for (let power = 1; 10 * power <= rows; power *= 10)
    for (const step of steps) if (step * power <= rows) counts.push(step * power);
  return counts;
}
