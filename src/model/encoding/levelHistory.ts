import type { CategoryColumn } from '../../table/table.ts';
import type { DatedDataset } from './targetStatistics.ts';

/** Where fewer rows have one, there is next to nothing to learn from statistics, but often something from the levels. */
const leastShare = 0.5;

/**
 * Those of the named categories of which half the rows that have a value meet a label of their level that was known at their
 * time: its row lies a horizon back, or more. Rows are counted by weight.
 */
export function featuresWithHistory(data: DatedDataset, names: readonly string[], horizon: number): readonly string[] {
  const columns = new Map(data.table.columns.map((column) => [column.name, column]));
  return names.filter((name) => {
    const column = columns.get(name);
    return column?.kind === 'category' && hasHistory(column, data, horizon);
  });
}

function hasHistory({ codes, levels }: CategoryColumn, { asOf, weight }: DatedDataset, horizon: number): boolean {
  const first = new Float64Array(levels.length).fill(Infinity);
  codes.forEach((code, row) => {
    if (code >= 0 && (!weight || weight[row]! > 0)) first[code] = Math.min(first[code]!, asOf[row]!);
  });
  let total = 0;
  let known = 0;
  codes.forEach((code, row) => {
    if (code < 0) return;
    const own = weight ? weight[row]! : 1;
    total += own;
    if (asOf[row]! - first[code]! >= horizon) known += own;
  });
  return known >= leastShare * total;
}
