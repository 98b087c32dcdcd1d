import type { TreeEnsemble } from '../../../../src/model/boosting/ensemble.ts';
import type { Table } from '../../../../src/table/table.ts';

/** What a row shows to a split: a number, the position of a known level, or undefined where missing or unknown. */
export function shown(ensemble: TreeEnsemble, table: Table, feature: number, row: number): number | undefined {
  const { name, ...known } = ensemble.features[feature]!;
  const column = table.columns.find((candidate) => candidate.name === name)!;
  if (column.kind === 'number') return Number.isNaN(column.values[row]!) ? undefined : column.values[row]!;
  const level = known.type === 'category' ? known.levels.indexOf(column.levels[column.codes[row]!] ?? '\0') : -1;
  return level < 0 ? undefined : level;
}

/** Per split and per leaf of a tree, which of the rows arrive there, by names and thresholds alone. */
export function arrivals(
  ensemble: TreeEnsemble,
  at: number,
  table: Table,
  rows: readonly number[],
): { readonly splits: readonly (readonly number[])[]; readonly leaves: readonly (readonly number[])[] } {
  const tree = ensemble.trees[at]!;
  const splits: number[][] = tree.feature.map(() => []);
  const leaves: number[][] = tree.value.map(() => []);
  for (const row of rows) {
    let node = tree.feature.length === 0 ? -1 : 0;
    while (node >= 0) {
      splits[node]!.push(row);
      const value = shown(ensemble, table, tree.feature[node]!, row);
      const levels = tree.leftLevels[node]!;
      const left =
        value === undefined
          ? tree.missingLeft[node]!
          : levels
            ? levels.includes(value)
            : value <= tree.threshold[node]!;
      node = left ? tree.left[node]! : tree.right[node]!;
    }
    leaves[-1 - node]!.push(row);
  }
  return { splits, leaves };
}
