import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { checkScores } from './checkRows.ts';

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, a tie counting half.
 *
 * As scikit-learn's roc_auc_score. NaN when there is one class only.
 *
 * @param scores any order-preserving scores, probabilities or margins. @param weight ≥ 0, by default 1.
 * @throws HandraiseError `data`, see `checkScores`.
 */
export function rocAuc(scores: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkScores(scores, label, weight);
  return rocAucOf(tallyScores(scores, label, weight));
}

/** `rocAuc` of a tally whose scores are distinct. */
export function rocAucOf({ rows, positives }: ScoreTally): number {
  let pairs = 0;
  let positivesAbove = 0;
  let negativesAbove = 0;
  for (let g = 0; g < rows.length; g++) {
    const negatives = rows[g]! - positives[g]!;
    pairs += negatives * (positivesAbove + positives[g]! / 2);
    positivesAbove += positives[g]!;
    negativesAbove += negatives;
  }
  return pairs / (positivesAbove * negativesAbove);
}
