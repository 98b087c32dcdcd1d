import { type ScoreTally, tallyScores } from '../../numeric/scoreTally.ts';
import { total } from '../../numeric/total.ts';
import { checkProbabilities } from '../checkRows.ts';
import { equalMassBins } from '../equalMassBins.ts';
import type { Metric } from './metric.ts';

/**
 * Expected calibration error: |share of positives − mean probability| per bin, averaged by rows, over 15 bins of about
 * equally many rows, where rows of one probability stay in one bin. In [0, 1]; noise alone makes it positive.
 *
 * @param probabilities one per row, within [0, 1]
 * @param label 0 or 1 per row
 * @param weight ≥ 0 per row, by default 1
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, probabilities outside [0, 1], or weights that are negative, not finite or all 0.
 * @example
 * ece(Float64Array.of(0.5, 0.5), Uint8Array.of(0, 1)) // 0
 */
export function ece(probabilities: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkProbabilities(probabilities, label, weight);
  return eceOf(tallyScores(probabilities, label, weight));
}

/** `ece` of a tally of distinct probabilities. */
export function eceOf(tally: ScoreTally): number {
  let sum = 0;
  for (const bin of equalMassBins(tally)) sum += Math.abs(bin.positives - bin.rows * bin.meanScore);
  return sum / total(tally.rows);
}

/** The record of the expected calibration error. */
export const eceMetric: Metric<'ece'> = {
  name: 'ece',
  title: 'expected calibration error',
  short: 'ECE',
  meaning:
    'how far probabilities are off, in 15 bins of equally many rows (noise raises it, and its interval still more)',
  definition: '\\|share of positives − mean p\\| per bin, averaged by rows, over 15 bins of equally many rows',
  scikitLearn: '',
  best: 'lowest',
  range: [0, 1],
  digits: 4,
  needs: { scores: 'probabilities', labels: 'any' },
  compute: () => eceOf,
};
