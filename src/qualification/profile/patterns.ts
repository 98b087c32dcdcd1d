import type { CategoryColumn } from '../../table/table.ts';

/** Rows that are alike, taken together: a code per attribute, −1 where it is not known. */
export interface Patterns {
  readonly attributes: number;
  /** Values of each attribute. */
  readonly levels: readonly number[];
  /** Row-major codes. */
  readonly codes: Int32Array;
  readonly weight: Float64Array;
  /** Pattern of each row. */
  readonly ofRow: Int32Array;
}

/** Rows with equal values as patterns, in an order that does not depend on that of the rows. */
export function patternsOf(columns: readonly CategoryColumn[], rows: Int32Array): Patterns {
  const keys = Array.from(rows, (row) => columns.map(({ codes }) => codes[row]!).join(' '));
  const sorted = [...new Set(keys)].sort();
  const at = new Map(sorted.map((key, i) => [key, i]));
  const weight = new Float64Array(sorted.length);
  const ofRow = Int32Array.from(keys, (key) => at.get(key)!);
  for (const pattern of ofRow) weight[pattern]!++;
  return {
    attributes: columns.length,
    levels: columns.map(({ levels }) => levels.length),
    codes: Int32Array.from(sorted.flatMap((key) => key.split(' ').map(Number))),
    weight,
    ofRow,
  };
}
