import type { EnsembleFeature, Tree, TreeEnsemble } from '../../../src/model/boosting/ensemble.ts';
import type { Random } from '../../../src/numeric/random.ts';
import type { Column } from '../../../src/table/table.ts';

/** What a random ensemble looks like. */
export interface EnsembleShape {
  readonly numbers: number;
  readonly categories: number;
  readonly trees: number;
  /** Leaves of each tree. */
  readonly leaves: number;
  /** Distinct thresholds to choose from, for each number. */
  readonly thresholds: number;
  /** Levels of each category. */
  readonly levels?: number;
  /** Always split the leaf made last, so that paths are long; otherwise any leaf. */
  readonly chain?: boolean;
  /** Share of the leaves that no training row reached. */
  readonly emptyLeaves?: number;
}

/** An ensemble of random splits; the cover of a split is the sum of its children's. */
export function randomEnsemble(random: Random, shape: EnsembleShape): TreeEnsemble {
  const features: EnsembleFeature[] = [
    ...Array.from({ length: shape.numbers }, (_, i) => ({ type: 'number' as const, name: `number ${i}` })),
    ...Array.from({ length: shape.categories }, (_, i) => ({
      type: 'category' as const,
      name: `category ${i}`,
      levels: Array.from({ length: shape.levels ?? 5 }, (_, level) => `level ${String(level).padStart(3, '0')}`),
    })),
  ];
  const grid = features.map(() => Array.from({ length: shape.thresholds }, () => random.normal()));
  return {
    features,
    base: random.normal(),
    trees: Array.from({ length: shape.trees }, () => randomTree(random, shape, features, grid)),
  };
}

function randomTree(
  random: Random,
  shape: EnsembleShape,
  features: readonly EnsembleFeature[],
  grid: readonly (readonly number[])[],
): Tree {
  const tree: Tree = {
    feature: [],
    threshold: [],
    leftLevels: [],
    missingLeft: [],
    left: [],
    right: [],
    gain: [],
    cover: [],
    leafCover: Array.from({ length: shape.leaves }, () =>
      random.next() < (shape.emptyLeaves ?? 0) ? 0 : random.exponential(),
    ),
    value: Array.from({ length: shape.leaves }, () => random.normal() / 4),
  };
  for (let split = 0; split < shape.leaves - 1; split++) {
    const leaf = shape.chain ? split : random.integer(split + 1);
    // The leaf's own number stays with the left child.
    for (const side of [tree.left, tree.right]) {
      const at = side.indexOf(-1 - leaf);
      if (at >= 0) side[at] = split;
    }
    const at = random.integer(features.length);
    const feature = features[at]!;
    tree.feature.push(at);
    tree.threshold.push(feature.type === 'number' ? grid[at]![random.integer(shape.thresholds)]! : 0);
    tree.leftLevels.push(
      feature.type === 'category' ? [...feature.levels.keys()].filter(() => random.next() < 0.5) : null,
    );
    tree.missingLeft.push(random.next() < 0.5);
    const swap = random.next() < 0.5;
    tree.left.push(-1 - (swap ? split + 1 : leaf));
    tree.right.push(-1 - (swap ? leaf : split + 1));
    tree.gain.push(random.exponential());
  }
  const coverOf = (child: number) => (child >= 0 ? tree.cover[child]! : tree.leafCover[-1 - child]!);
  for (let split = shape.leaves - 2; split >= 0; split--)
    tree.cover[split] = coverOf(tree.left[split]!) + coverOf(tree.right[split]!);
  return tree;
}

/** Columns for the features of an ensemble: missing values, values that equal thresholds, levels that it does not list. */
export function randomColumns(random: Random, ensemble: TreeEnsemble, rows: number): Column[] {
  return ensemble.features.map((feature, at) => {
    const { name } = feature;
    const draw = <T>(make: () => T) => Array.from({ length: rows }, make);
    if (feature.type === 'category') {
      const levels = ['not listed', ...[...feature.levels].reverse(), 'nor this'];
      return {
        kind: 'category',
        name,
        levels,
        codes: Int32Array.from(draw(() => random.integer(levels.length + 1) - 1)),
      };
    }
    const thresholds = ensemble.trees.flatMap((tree) =>
      tree.threshold.filter((_, split) => tree.feature[split] === at),
    );
    const value = () => {
      const kind = random.next();
      if (kind < 0.2) return Number.NaN;
      return kind < 0.4 && thresholds.length > 0 ? thresholds[random.integer(thresholds.length)]! : random.normal();
    };
    return { kind: 'number', name, values: Float64Array.from(draw(value)) };
  });
}
