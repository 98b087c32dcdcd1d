import { type ScoreTally, tallyScores } from '../../numeric/scoreTally.ts';
import { total } from '../../numeric/total.ts';
import { checkProbabilities } from '../checkRows.ts';
import type { Metric } from './metric.ts';

/**
 * Brier score: mean squared difference of probability and label. As scikit-learn's brier_score_loss.
 *
 * @param probabilities one per row, within [0, 1]
 * @param label 0 or 1 per row
 * @param weight ≥ 0 per row, by default 1
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, probabilities outside [0, 1], or weights that are negative, not finite or all 0.
 * @example
 * brier(Float64Array.of(0.5, 1), Uint8Array.of(0, 1)) // 0.125
 */
export function brier(probabilities: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkProbabilities(probabilities, label, weight);
  return brierOf(tallyScores(probabilities, label, weight));
}

/** `brier` of a tally of probabilities. */
export function brierOf({ score, rows, positives }: ScoreTally): number {
  let sum = 0;
  for (let g = 0; g < rows.length; g++) {
    const p = score[g]!;
    sum += positives[g]! * (1 - p) * (1 - p) + (rows[g]! - positives[g]!) * p * p;
  }
  return sum / total(rows);
}

/** The record of the Brier score. */
export const brierMetric: Metric<'brier'> = {
  name: 'brier',
  title: 'Brier score',
  meaning: 'mean squared error',
  definition: 'mean of (p − label)²',
  scikitLearn: 'brier_score_loss',
  best: 'lowest',
  range: [0, 1],
  digits: 4,
  needs: { scores: 'probabilities', labels: 'any' },
  compute: () => brierOf,
};
