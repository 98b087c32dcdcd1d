import { HandraiseError } from '../errors.ts';
import { denseRank } from '../numeric/denseRank.ts';
import type { ScoreTally } from '../numeric/scoreTally.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkProbabilities } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { EvaluationInput } from './evaluate.ts';
import type { Estimate } from './evaluation.ts';
import { positivesAbove } from './positivesAbove.ts';
import { rankRows, tallyRanks, tallyResamples } from './rankTally.ts';

/** How the best k rows did. */
export interface PrecisionAtK {
  readonly k: number;
  /** Share of positives among them; times k, the positives found. */
  readonly precision: Estimate;
}

/**
 * Share of positives among the best k rows, for each of several k, with bootstrap intervals clustered by unit: each resample
 * is ranked anew and cut at the same k.
 *
 * Rows equal in probability and `tieOrder` count in proportion where the cut falls among them.
 *
 * @param counts ascending whole numbers from 1 to the number of rows.
 * @throws HandraiseError `data`, see `checkProbabilities`; `config` for other counts.
 */
export function precisionAtK(
  { probabilities, label, unit, tieOrder }: EvaluationInput,
  counts: readonly number[],
  options: BootstrapOptions,
): PrecisionAtK[] {
  checkProbabilities(probabilities, label);
  checkLength('units', unit, probabilities);
  if (tieOrder) checkLength('tie-breaking keys', tieOrder, probabilities);
  const bad = counts.find(
    (k, i) => !Number.isSafeInteger(k) || k < 1 || k > probabilities.length || k <= (counts[i - 1] ?? 0),
  );
  if (bad !== undefined)
    throw new HandraiseError('config', `${bad} is not a number of the ${probabilities.length} rows, or out of order`);
  if (counts.length === 0) return [];
  const ranked = rankRows(probabilities, tieOrder);
  const { rank, count } = denseRank(unit);
  const values = precisions(tallyRanks(ranked, label), counts);
  const resampled = tallyResamples(ranked, label, rank, counts.at(-1));
  const intervals = bootstrapIntervals(count, (copies) => precisions(resampled(copies), counts), options);
  return counts.map((k, i) => ({ k, precision: estimate(values[i]!, intervals[i]!) }));
}

/** A resample may hold fewer than k rows; then it is the share among all of them. */
function precisions(tally: ScoreTally, counts: readonly number[]): number[] {
  const rows = total(tally.rows);
  const taken = counts.map((k) => Math.min(k, rows));
  return positivesAbove(tally, taken).map((found, i) => found / taken[i]!);
}
