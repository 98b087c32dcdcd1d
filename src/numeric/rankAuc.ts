import type { ScoreTally } from './scoreTally.ts';

/**
 * Area under the ROC curve by ranks, ties counting half, of a tally whose scores are distinct and descending.
 *
 * NaN when there is one class only. Mann and Whitney 1947.
 */
export function rankAuc({ rows, positives }: ScoreTally): number {
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
