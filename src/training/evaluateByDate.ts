import type { Program } from '../config/schema.ts';
import { logLoss } from '../evaluation/metrics/logLoss.ts';
import { rocAuc } from '../evaluation/metrics/rocAuc.ts';
import { take } from '../numeric/take.ts';
import { type Instant, microsecondsPerDay } from '../time/instant.ts';
import type { TrainingResult } from './trainingResult.ts';

/**
 * How probabilities do date by date; where every contact has its own date, month by month.
 *
 * @param dates as-of date of each row.
 */
export function evaluateByDate(
  {
    probabilities,
    label,
    dates,
  }: {
    readonly probabilities: Float64Array;
    readonly label: Uint8Array;
    readonly dates: Float64Array;
  },
  program: Pick<Program, 'cutoffs'>,
): TrainingResult['byDate'] {
  const groups = new Map<Instant, number[]>();
  for (const [row, date] of dates.entries()) {
    // Of a flat file, some rows may have no time.
    if (!Number.isFinite(date)) continue;
    const key = dateKey(date, program);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.keys()]
    .sort((a, b) => a - b)
    .map((key) => {
      const rows = Int32Array.from(groups.get(key)!);
      const own = { probabilities: take(probabilities, rows), label: take(label, rows) };
      return {
        asOf: key,
        rows: rows.length,
        positives: own.label.reduce((sum, value) => sum + value, 0),
        meanPredicted: own.probabilities.reduce((sum, value) => sum + value, 0) / rows.length,
        rocAuc: rocAuc(own.probabilities, own.label),
        logLoss: logLoss(own.probabilities, own.label),
      };
    });
}

/** The date that a row counts to: its own of a calendar; where every contact has its own date, the first of the month. */
export function dateKey(asOf: Instant, { cutoffs }: Pick<Program, 'cutoffs'>): Instant {
  return 'every' in cutoffs ? asOf : monthOf(asOf);
}

function monthOf(instant: Instant): Instant {
  const date = new Date(Math.floor(instant / microsecondsPerDay) * (microsecondsPerDay / 1000));
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) * 1000;
}
