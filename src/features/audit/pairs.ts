import { quantile } from '../../numeric/quantile.ts';
import { sortedValues } from '../../numeric/sortedValues.ts';
import type { Column, NumberColumn } from '../../table/table.ts';
import { cellsOf } from './cells.ts';
import { cellsAuc, type FoldedRows, foldedRows } from './foldedRows.ts';
import { shapedAuc } from './shapedAuc.ts';

/** Two columns and the ROC AUC that they reach together, out of fold. */
export interface Pair {
  readonly columns: readonly [string, string];
  readonly auc: number;
}

/** Bounds that keep the search to a second or two. */
const most = { columns: 64, rowsPerClass: 2_500, parts: 15 } as const;
/** Rows that a cell of the grid holds on average. */
const perCell = 25;
/** Rows of the rarer class below which the best of so many pairs may be chance. */
const fewest = 30;
/** A convention, as for one column. */
const alarm = 0.9;

/**
 * Pairs of columns that tell the classes apart by a grid of both, or two numbers of one scale by their difference, the best first; no
 * column is in two of them.
 *
 * @param columns the most promising first: of more than 64, the first are looked at. @param keyOf see `foldedRows`.
 */
export function leakingPairs(
  columns: readonly Column[],
  label: Uint8Array,
  rows: Int32Array,
  keyOf: (row: number) => number,
): readonly Pair[] {
  const folded = foldedRows(label, rows, keyOf, most.rowsPerClass);
  const positives = folded.label.reduce((sum, y) => sum + y, 0);
  if (Math.min(positives, folded.rows.length - positives) < fewest) return [];
  const parts = Math.min(most.parts, Math.max(3, Math.floor(Math.sqrt(folded.rows.length / perCell)) - 1));
  const looked = columns.slice(0, most.columns).map((column) => {
    const { cells, cellOf } = cellsOf(column, folded.rows, parts, parts);
    return { column, cells, cell: Int32Array.from(folded.rows, cellOf), scale: scaleOf(column, folded.rows) };
  });
  const grid = new Int32Array(folded.rows.length);
  const found: Pair[] = [];
  for (const [at, a] of looked.entries())
    for (const b of looked.slice(at + 1)) {
      for (let i = 0; i < grid.length; i++) grid[i] = a.cell[i]! * b.cells + b.cell[i]!;
      const byGrid = cellsAuc(grid, a.cells * b.cells, folded);
      const auc =
        a.scale && b.scale && overlap(a.scale, b.scale) ? Math.max(byGrid, byDifference(a, b, folded)) : byGrid;
      if (auc > alarm) found.push({ columns: [a.column.name, b.column.name], auc });
    }
  const taken = new Set<string>();
  return found
    .sort((a, b) => b.auc - a.auc)
    .filter(({ columns: pair }) => {
      if (pair.some((name) => taken.has(name))) return false;
      for (const name of pair) taken.add(name);
      return true;
    });
}

/** A tenth and nine tenths of a number's values; null of a category, of no values and of one. */
function scaleOf(column: Column, rows: Int32Array): readonly [number, number] | null {
  if (column.kind === 'category') return null;
  const known = sortedValues(column.values, rows);
  const [low, high] = [quantile(known, 0.1), quantile(known, 0.9)];
  return low < high ? [low, high] : null;
}

function overlap([low, high]: readonly [number, number], [from, to]: readonly [number, number]): boolean {
  return low < to && from < high;
}

function byDifference(a: { readonly column: Column }, b: { readonly column: Column }, folded: FoldedRows): number {
  const [left, right] = [a.column as NumberColumn, b.column as NumberColumn];
  const values = new Float64Array(folded.rows.length);
  const rows = new Int32Array(folded.rows.length);
  for (let i = 0; i < rows.length; i++) {
    values[i] = left.values[folded.rows[i]!]! - right.values[folded.rows[i]!]!;
    rows[i] = i;
  }
  return shapedAuc({ kind: 'number', name: '', values }, { ...folded, rows });
}
