import { rankAuc } from '../../numeric/rankAuc.ts';
import { tallyScores } from '../../numeric/scoreTally.ts';
import { checkScores } from '../checkRows.ts';
import type { Metric } from './metric.ts';

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, a tie counting half.
 *
 * As scikit-learn's roc_auc_score(label, scores): there the label is the first argument. NaN when there is one class only.
 *
 * @param scores one per row, the higher the likelier: probabilities, margins or any other that order rows so
 * @param label 0 or 1 per row
 * @param weight ≥ 0 per row, by default 1
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, scores that are NaN, or weights that are negative, not finite or all 0.
 * @example
 * rocAuc(Float64Array.of(0.1, 0.4, 0.35, 0.8), Uint8Array.of(0, 0, 1, 1)) // 0.75
 */
export function rocAuc(scores: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkScores(scores, label, weight);
  return rankAuc(tallyScores(scores, label, weight));
}

/** The record of the ROC AUC. */
export const rocAucMetric: Metric<'rocAuc'> = {
  name: 'rocAuc',
  title: 'ROC AUC',
  meaning: 'ranking over all rows',
  definition: 'the probability that a positive scores above a negative; a tie counts half',
  scikitLearn: 'roc_auc_score',
  best: 'highest',
  range: [0, 1],
  digits: 3,
  needs: { scores: 'order', labels: 'both classes' },
  compute: () => rankAuc,
};
