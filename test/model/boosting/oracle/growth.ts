import type { Tree, TreeEnsemble } from '../../../../src/model/boosting/ensemble.ts';
import type { GrowthOptions } from '../../../../src/model/boosting/options.ts';
import type { Dataset } from '../../../../src/model/estimator.ts';
import { binned } from './bins.ts';
import { classWeight, type Row, rowsWithWeight, scaleOf, slopeOf, wholeCount, wholeSums } from './quantise.ts';
import { bestSplit, type Node, type Split, sumsOf, type TreeData, unbounded, weightOf } from './splits.ts';

/** A leaf of a tree that grows. */
interface Leaf {
  readonly node: Node;
  readonly depth: number;
  readonly best: Split | undefined;
  /** Puts the number of a split where the leaf was. */
  readonly replace: (split: number) => void;
}

/** The ensemble of docs/explanation/gradient-boosting.md, word by word and slowly; without sampling and validation. */
export function growEnsemble(data: Dataset, options: GrowthOptions): TreeEnsemble {
  const rows = rowsWithWeight(data);
  const scale = scaleOf(rows);
  const limits = {
    maxBins: options.maxBins,
    minLevelCount: options.minLevelRows * (scale.whole ? 1 : 2 ** (10 + scale.e)),
  };
  const at = rows.map((row) => row.at);
  const count = rows.map((row) => wholeCount(scale, row));
  const features = data.table.columns.map((column) => binned(column, at, count, limits));
  const base = Math.log(classWeight(rows, 1)) - Math.log(classWeight(rows, 0));
  const margins = rows.map(() => base);
  const trees: Tree[] = [];
  while (trees.length < options.trees) {
    const slopes = rows.map(({ label }, i) => slopeOf(margins[i]!, label));
    const whole = rows.map((row, i) => wholeSums(scale, row, slopes[i]!));
    const { tree, leaves } = growTree({ features, whole, scale, options }, rows, slopes);
    if (tree.feature.length === 0) break;
    trees.push(tree);
    leaves.forEach((members, leaf) => {
      for (const row of members) margins[row]! += tree.value[leaf]!;
    });
  }
  return {
    features: features.map(({ name, type, levels }) =>
      type === 'number' ? { type, name } : { type, name, levels: [...levels] },
    ),
    base,
    trees,
  };
}

function growTree(
  data: TreeData,
  rows: readonly Row[],
  slopes: readonly { readonly g: number; readonly h: number }[],
): { tree: Tree; leaves: readonly (readonly number[])[] } {
  const { learningRate, l1, l2, maxLeaves, maxDepth } = data.options;
  const tree: Tree = {
    feature: [],
    threshold: [],
    leftLevels: [],
    missingLeft: [],
    left: [],
    right: [],
    gain: [],
    cover: [],
    leafCover: [],
    value: [],
  };
  const leafOf = (node: Node, depth: number, replace: (split: number) => void): Leaf => {
    return { node, depth, replace, best: depth < maxDepth ? bestSplit(data, node) : undefined };
  };
  const leaves = [leafOf({ rows: rows.map((_, i) => i), bounds: unbounded }, 0, () => {})];
  while (leaves.length < maxLeaves) {
    const gains = leaves.map(({ best }) => best?.gain ?? -Infinity);
    const leaf = gains.indexOf(Math.max(...gains));
    const { node, depth, best, replace } = leaves[leaf]!;
    if (!best) break;
    const split = tree.feature.length;
    replace(split);
    tree.feature.push(best.feature);
    tree.threshold.push(best.threshold);
    tree.leftLevels.push(best.leftLevels);
    tree.missingLeft.push(best.missingLeft);
    tree.gain.push(best.gain);
    tree.cover.push(sumsOf(data, node.rows).h);
    tree.left.push(-1 - leaf);
    tree.right.push(-1 - leaves.length);
    leaves[leaf] = leafOf(best.left, depth + 1, (below) => {
      tree.left[split] = below;
    });
    leaves.push(
      leafOf(best.right, depth + 1, (below) => {
        tree.right[split] = below;
      }),
    );
  }
  for (const { node } of leaves) {
    const sum = (part: 'g' | 'h') => node.rows.reduce((total, i) => total + rows[i]!.weight * slopes[i]![part], 0);
    tree.value.push(learningRate * weightOf({ g: sum('g'), h: sum('h') }, l1, l2, node.bounds));
    tree.leafCover.push(sumsOf(data, node.rows).h);
  }
  return { tree, leaves: leaves.map(({ node }) => node.rows) };
}
