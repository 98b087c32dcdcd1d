import type { CategoryColumn, Column, NumberColumn } from '../table/table.ts';

/** A number per row; NaN is missing. */
export function numberColumn(name: string, rows: number, valueAt: (row: number) => number): NumberColumn {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) values[row] = valueAt(row);
  return { kind: 'number', name, values };
}

/** A text per row, null for missing; its levels are those that occur, ascending by code unit. */
export function categoryColumn(name: string, rows: number, valueAt: (row: number) => string | null): CategoryColumn {
  const found = new Map<string, number>();
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = valueAt(row);
    if (value === null) {
      codes[row] = -1;
      continue;
    }
    let code = found.get(value);
    if (code === undefined) {
      code = found.size;
      found.set(value, code);
    }
    codes[row] = code;
  }
  const levels = [...found.keys()].sort((a, b) => (a < b ? -1 : 1));
  const ordered = new Int32Array(levels.length);
  for (const [position, level] of levels.entries()) ordered[found.get(level)!] = position;
  for (let row = 0; row < rows; row++) if (codes[row]! >= 0) codes[row] = ordered[codes[row]!]!;
  return { kind: 'category', name, codes, levels };
}

/** Whether a column has a value at a row. */
export function isKnown(column: Column, row: number): boolean {
  return column.kind === 'number' ? !Number.isNaN(column.values[row]!) : column.codes[row]! >= 0;
}
