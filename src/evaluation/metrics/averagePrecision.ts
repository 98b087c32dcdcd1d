import { type ScoreTally, tallyScores } from '../../numeric/scoreTally.ts';
import { total } from '../../numeric/total.ts';
import { checkScores } from '../checkRows.ts';

/**
 * Average precision: the sum over distinct scores, best first, of the recall gained times the precision reached.
 *
 * As scikit-learn's average_precision_score: no interpolation, tied rows enter together. NaN when there is no positive.
 *
 * @param scores any order-preserving scores. @param weight ≥ 0, by default 1.
 * @throws HandraiseError `data`, see `checkScores`.
 */
export function averagePrecision(scores: Float64Array, label: Uint8Array, weight?: Float64Array): number {
  checkScores(scores, label, weight);
  return averagePrecisionOf(tallyScores(scores, label, weight));
}

/** `averagePrecision` of a tally whose scores are distinct. */
export function averagePrecisionOf({ rows, positives }: ScoreTally): number {
  let sum = 0;
  let rowsAbove = 0;
  let positivesAbove = 0;
  for (let g = 0; g < rows.length; g++) {
    rowsAbove += rows[g]!;
    positivesAbove += positives[g]!;
    if (positives[g]! > 0) sum += (positives[g]! * positivesAbove) / rowsAbove;
  }
  return sum / total(positives);
}
