import type { ScoreTally } from '../../numeric/scoreTally.ts';
import { total } from '../../numeric/total.ts';
import { checkLength, checkScores } from '../checkRows.ts';
import { positivesAbove } from '../positivesAbove.ts';
import { rankRows, tallyRanks } from '../rankTally.ts';
import type { MetricOfBest } from './metric.ts';

/** How the best k rows did. */
export interface LiftAt {
  readonly share: number;
  /** ⌈share × rows⌉, at least 1. */
  readonly k: number;
  /** Precision over the share of positives in all rows; NaN when there is no positive. */
  readonly lift: number;
  /** Share of positives among the best k. */
  readonly precision: number;
}

/**
 * Lift and precision among the best `share` of the rows, by score descending.
 *
 * @param scores one per row, the higher the likelier: probabilities, margins or any other that order rows so
 * @param label 0 or 1 per row
 * @param share within (0, 1]: of 1,000 rows 0.05 is the best 50; a part of a row counts as a whole one
 * @param order a key per row, such as the entity's index, that breaks ties (smaller first). Rows equal in score and key, or
 * in score where there is no key, count in proportion where the cut falls among them.
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, or scores that are NaN.
 * @example
 * const { lift } = liftAtK(Float64Array.of(0.9, 0.4, 0.3, 0.1), Uint8Array.of(1, 1, 0, 0), 0.25);
 * lift // 2
 */
export function liftAtK(scores: Float64Array, label: Uint8Array, share: number, order?: Int32Array): LiftAt {
  checkScores(scores, label);
  if (order) checkLength('tie-breaking keys', order, scores);
  return liftAtOf(tallyRanks(rankRows(scores, order), label), [share])[0]!;
}

/** `liftAtK` of a tally by rank, at several shares, in their order. */
export function liftAtOf(tally: ScoreTally, shares: readonly number[]): LiftAt[] {
  const n = total(tally.rows);
  const baseRate = total(tally.positives) / n;
  return shares.map((share) => {
    // 0.07 × 100 is a little above 7 in floating point; that must not make it 8.
    const k = Math.min(n, Math.max(1, Math.ceil(share * n - 1e-9)));
    const best = { k, positives: positivesAbove(tally, [k])[0]!, baseRate };
    return { share, k, lift: liftMetric.compute(best), precision: precisionMetric.compute(best) };
  });
}

/** The record of the precision among the best rows. */
export const precisionMetric: MetricOfBest<'precision'> = {
  name: 'precision',
  title: 'precision',
  meaning: 'share that converts',
  definition: 'share of positives among those rows',
  scikitLearn: '',
  best: 'highest',
  range: [0, 1],
  digits: 1,
  unit: 'percent',
  compute: ({ k, positives }) => positives / k,
};

/** The record of the lift among the best rows. */
export const liftMetric: MetricOfBest<'lift'> = {
  name: 'lift',
  title: 'lift',
  meaning: 'times chance',
  definition: 'precision among the best k = ⌈share × rows⌉ rows over the share of positives in all rows',
  scikitLearn: '',
  best: 'highest',
  range: [0, Infinity],
  digits: 1,
  unit: 'times',
  compute: ({ k, positives, baseRate }) => positives / k / baseRate,
};
