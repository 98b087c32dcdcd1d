import type { Tree, TreeEnsemble } from '../../../src/model/boosting/ensemble.ts';
import type { Column } from '../../../src/table/table.ts';

/**
 * Shapley values of one row by their definition, over all coalitions of features: slow, and independent of the kernel.
 *
 * A coalition's worth is the mean over the leaves that the row can reach when splits on other features follow the cover.
 */
export function shapleyValues(ensemble: TreeEnsemble, columns: readonly Column[], row: number): number[] {
  const count = ensemble.features.length;
  const worth = Array.from({ length: 2 ** count }, (_, coalition) =>
    ensemble.trees.reduce((sum, tree) => sum + expectation(tree, 0, coalition), ensemble.base),
  );
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return ensemble.features.map((_, feature) => {
    let value = 0;
    for (let coalition = 0; coalition < 2 ** count; coalition++) {
      if (coalition & (1 << feature)) continue;
      const size = coalition.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
      value += weight * (worth[coalition | (1 << feature)]! - worth[coalition]!);
    }
    return value;
  });

  function expectation(tree: Tree, node: number, coalition: number): number {
    if (node < 0 || tree.feature.length === 0) return tree.value[node < 0 ? -1 - node : 0]!;
    const left = tree.left[node]!;
    const right = tree.right[node]!;
    if (coalition & (1 << tree.feature[node]!))
      return expectation(tree, goesLeft(tree, node) ? left : right, coalition);
    const cover = (child: number) => (child < 0 ? tree.leafCover[-1 - child]! : tree.cover[child]!);
    return (
      (cover(left) * expectation(tree, left, coalition) + cover(right) * expectation(tree, right, coalition)) /
      tree.cover[node]!
    );
  }

  function goesLeft(tree: Tree, split: number): boolean {
    const feature = ensemble.features[tree.feature[split]!]!;
    const column = columns[tree.feature[split]!]!;
    if (column.kind === 'number') {
      const value = column.values[row]!;
      return value <= tree.threshold[split]! || (Number.isNaN(value) && tree.missingLeft[split]!);
    }
    const level = feature.type === 'category' ? feature.levels.indexOf(column.levels[column.codes[row]!] ?? '') : -1;
    return level < 0 ? tree.missingLeft[split]! : tree.leftLevels[split]!.includes(level);
  }
}
