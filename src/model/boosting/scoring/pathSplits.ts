import type { Tree } from '../ensemble.ts';
import { coverShares } from './coverShares.ts';

/** What the contributions of a split's sides depend on. Edge 0 leads to the root, 1 + 2 s and 2 + 2 s leave split s. */
export interface PathSplit {
  /** The edge that leads to the split. */
  readonly edge: number;
  /** The last edge above that leaves a split on the same feature; 0 where there is none. */
  readonly above: number;
  /** Product of the shares of cover along all edges above on that feature. */
  readonly shareAbove: number;
  readonly leftShare: number;
  readonly rightShare: number;
}

/** The splits of a tree in their order, and how many features meet on one path at most. */
export interface PathSplits {
  readonly splits: readonly PathSplit[];
  readonly widest: number;
}

/** How the splits of a tree stand to each other on its paths. */
export function pathSplits(tree: Tree): PathSplits {
  const shares = coverShares(tree);
  const edgeTo = edgesToSplits(tree);
  const features = new Int32Array(tree.feature.length);
  const splits: PathSplit[] = [];
  let widest = 0;
  tree.feature.forEach((feature, split) => {
    const edge = edgeTo[split]!;
    const above = lastEdgeOn(feature, edge);
    const upper = splits[splitOf(above)];
    const shareAbove = upper ? upper.shareAbove * (above % 2 === 1 ? upper.leftShare : upper.rightShare) : 1;
    splits.push({ edge, above, shareAbove, leftShare: shares.left[split]!, rightShare: shares.right[split]! });
    features[split] = (edge === 0 ? 0 : features[splitOf(edge)]!) + (above === 0 ? 1 : 0);
    widest = Math.max(widest, features[split]!);
  });
  return { splits, widest };

  function lastEdgeOn(feature: number, from: number): number {
    let edge = from;
    while (edge > 0 && tree.feature[splitOf(edge)] !== feature) edge = edgeTo[splitOf(edge)]!;
    return edge;
  }
}

/** The split that an edge leaves; −1 for edge 0. */
function splitOf(edge: number): number {
  return ((edge + 1) >> 1) - 1;
}

function edgesToSplits(tree: Tree): Int32Array {
  const edges = new Int32Array(tree.feature.length);
  for (let split = 0; split < edges.length; split++) {
    if (tree.left[split]! >= 0) edges[tree.left[split]!] = 1 + 2 * split;
    if (tree.right[split]! >= 0) edges[tree.right[split]!] = 2 + 2 * split;
  }
  return edges;
}
