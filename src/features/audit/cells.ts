import { fewValues } from '../../numeric/fewValues.ts';
import { firstAtOrAfter } from '../../numeric/search.ts';
import { sortedValues } from '../../numeric/sortedValues.ts';
import type { Column } from '../../table/table.ts';

/** Ranges of a number enough to see where an outcome is, whatever the shape; so few values are codes or counts, a cell each. */
const shape = { ranges: 32, values: 100 } as const;

/** A column's values in a few cells. */
export interface Cells {
  /** Their number; the last is that of missing values. */
  readonly cells: number;
  cellOf(row: number): number;
}

/**
 * A number's cells are its values where it has few, else ranges of about equally many rows; a category's are its most frequent
 * levels and one of all others.
 *
 * @param few distinct numbers at most that are a cell each.
 * @param rows those by which ranges and levels are chosen. @param most cells, but for that of other levels and that of missing values.
 */
export function cellsOf(column: Column, rows: Int32Array, most: number, few: number): Cells {
  return column.kind === 'number' ? rangesOf(column.values, rows, most, few) : levelsOf(column, rows, most);
}

/** The cells by which a column alone is judged: every level, every one of few numbers, or ranges. */
export function shapeCells(column: Column, rows: Int32Array): Cells {
  const most = column.kind === 'number' ? shape.ranges : column.levels.length;
  return cellsOf(column, rows, most, shape.values);
}

function rangesOf(values: Float64Array, rows: Int32Array, most: number, few: number): Cells {
  const ends = endsOf(values, rows, most, few);
  const missing = ends.length + 1;
  return {
    cells: missing + 1,
    cellOf: (row) => (Number.isNaN(values[row]!) ? missing : firstAtOrAfter(ends, values[row]!)),
  };
}

/** The greatest value of each cell but the last, ascending. */
function endsOf(values: Float64Array, rows: Int32Array, most: number, few: number): Float64Array {
  const fewest = fewValues(values, rows);
  if (fewest && fewest.length <= few) return fewest.subarray(0, -1);
  const known = sortedValues(values, rows);
  const distinct = known.filter((value, at) => at === 0 || value !== known[at - 1]);
  if (distinct.length <= few) return distinct.subarray(0, -1);
  return Float64Array.from(
    new Set(Array.from({ length: most - 1 }, (_, i) => known[Math.floor(((i + 1) * known.length) / most)]!)),
  );
}

function levelsOf({ codes, levels }: Extract<Column, { kind: 'category' }>, rows: Int32Array, most: number): Cells {
  const counts = new Float64Array(levels.length);
  for (const row of rows) if (codes[row]! >= 0) counts[codes[row]!]!++;
  const frequent = Int32Array.from(levels, (_, code) => code)
    .sort((a, b) => counts[b]! - counts[a]! || (levels[a]! < levels[b]! ? -1 : 1))
    .subarray(0, most);
  const cellOfLevel = new Int32Array(levels.length).fill(frequent.length);
  frequent.forEach((code, cell) => {
    cellOfLevel[code] = cell;
  });
  const missing = frequent.length + 1;
  return {
    cells: missing + 1,
    cellOf: (row) => (codes[row]! < 0 ? missing : cellOfLevel[codes[row]!]!),
  };
}
