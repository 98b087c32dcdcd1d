import type { Tree, TreeEnsemble } from '../ensemble.ts';

/** Thresholds that codes of a byte can tell apart, beside missing. */
const mostThresholds = 254;

/** A number's codes: column `column` has missing values as the least code, column + 1 as the greatest. */
export interface NumberCodes {
  readonly feature: number;
  readonly column: number;
  /** Ascending, at most 254; the code of x is how many of them are less than x. */
  readonly thresholds: Float64Array;
}

/** The code of a category that is missing, or of a level that the feature does not list. */
export const missingLevel = 255;

/** A category's codes: positions of its levels, or `missingLevel`. */
export interface LevelCodes {
  readonly feature: number;
  readonly column: number;
}

/** The byte columns that the splits of an ensemble read instead of values. */
export interface ByteColumns {
  readonly count: number;
  readonly numbers: readonly NumberCodes[];
  readonly levels: readonly LevelCodes[];
  /** The column that a split reads, and, of a number, the position of its threshold: codes up to it go left. */
  place(tree: Tree, split: number): { readonly column: number; readonly threshold: number };
}

/**
 * Columns for the features that an ensemble uses. A number of more thresholds than a byte can tell apart gets several pairs.
 */
export function byteColumns({ features, trees }: TreeEnsemble): ByteColumns {
  const used = features.map(() => new Set<number>());
  for (const { feature, threshold } of trees)
    for (let split = 0; split < feature.length; split++) used[feature[split]!]!.add(threshold[split]!);

  const numbers: NumberCodes[] = [];
  const levels: LevelCodes[] = [];
  const ranks: Map<number, number>[] = [];
  const firstColumn: number[] = [];
  let count = 0;
  features.forEach(({ type }, feature) => {
    firstColumn.push(count);
    const thresholds = Float64Array.from(used[feature]!).sort();
    ranks.push(new Map(Array.from(thresholds, (threshold, rank) => [threshold, rank])));
    if (type === 'category') {
      if (thresholds.length > 0) levels.push({ feature, column: count++ });
      return;
    }
    for (let first = 0; first < thresholds.length; first += mostThresholds, count += 2)
      numbers.push({ feature, column: count, thresholds: thresholds.subarray(first, first + mostThresholds) });
  });

  return {
    count,
    numbers,
    levels,
    place(tree, split) {
      const feature = tree.feature[split]!;
      if (features[feature]!.type === 'category') return { column: firstColumn[feature]!, threshold: 0 };
      const rank = ranks[feature]!.get(tree.threshold[split]!)!;
      const pair = Math.floor(rank / mostThresholds);
      return {
        column: firstColumn[feature]! + 2 * pair + (tree.missingLeft[split] ? 0 : 1),
        threshold: rank % mostThresholds,
      };
    },
  };
}
