import type { Tree } from '../ensemble.ts';

/** Per split: the shares of its training rows, by cover, that went left and right; they add up to 1. */
export interface CoverShares {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/** Shares of a tree's splits. Where no cover went either way, both sides have half. */
export function coverShares(tree: Tree): CoverShares {
  const splits = tree.feature.length;
  const left = new Float64Array(splits);
  const right = new Float64Array(splits);
  for (let split = 0; split < splits; split++) {
    const leftCover = coverOf(tree, tree.left[split]!);
    const both = leftCover + coverOf(tree, tree.right[split]!);
    left[split] = both > 0 ? leftCover / both : 0.5;
    right[split] = 1 - left[split]!;
  }
  return { left, right };
}

/** Per split: the mean of the leaf values below it, each weighted by its share of the cover. */
export function meanValues(tree: Tree): Float64Array {
  const splits = tree.feature.length;
  const shares = coverShares(tree);
  const means = new Float64Array(splits);
  const meanOf = (child: number) => (child >= 0 ? means[child]! : tree.value[-1 - child]!);
  for (let split = splits - 1; split >= 0; split--)
    means[split] = shares.left[split]! * meanOf(tree.left[split]!) + shares.right[split]! * meanOf(tree.right[split]!);
  return means;
}

function coverOf(tree: Tree, child: number): number {
  return child >= 0 ? tree.cover[child]! : tree.leafCover[-1 - child]!;
}
