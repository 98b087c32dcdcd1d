import type { ScoreTally } from '../numeric/scoreTally.ts';

/**
 * Positives among the best `counts[j]` rows, for ascending counts (which need not be whole). Where a count ends within an
 * entry, the entry gives its positives in proportion: the mean over all orders of its rows.
 */
export function positivesAbove({ rows, positives }: ScoreTally, counts: readonly number[]): number[] {
  let g = 0;
  let rowsAbove = 0;
  let found = 0;
  return counts.map((count) => {
    while (g < rows.length && rowsAbove + rows[g]! <= count) {
      rowsAbove += rows[g]!;
      found += positives[g]!;
      g++;
    }
    return g < rows.length ? found + ((count - rowsAbove) * positives[g]!) / rows[g]! : found;
  });
}
