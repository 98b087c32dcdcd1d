import type { Column } from '../../table/table.ts';
import { isKnown } from '../columns.ts';

/** Those of the rows at which a column has a value, in their order. */
export function knownRows(column: Column, rows: Int32Array): Int32Array {
  const known = new Int32Array(rows.length);
  let count = 0;
  for (const row of rows) if (isKnown(column, row)) known[count++] = row;
  return known.slice(0, count);
}

/** The numbers at rows: a loop, for `Float64Array.from` with a function takes many times as long. */
export function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}
