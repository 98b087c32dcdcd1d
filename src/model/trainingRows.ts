import { argsort } from '../numeric/order.ts';
import { contentOrdering } from '../table/rowContent.ts';
import type { Table } from '../table/table.ts';
import type { WeightedRows } from './weightedRows.ts';

/** Distinct rows with a weight above zero, in an order that follows from their content alone. */
export interface TrainingRows extends WeightedRows {
  /** Row of the table; rows of the same values and label are one, their weights added up. */
  readonly rows: Int32Array;
  readonly weight: Float64Array;
}

/**
 * Rows of a table in canonical form, for sums that depend on the order of their terms.
 *
 * Rows are sorted by the keys, ties by the values themselves (categories by name, −0 as 0). Rows of the same content and label become one. A fit that
 * sees nothing else gives the same bytes for shuffled rows, for k copies as for weight k, and with rows of weight zero or without.
 *
 * @param keys a number for each of the rows, by which they are sorted; equal for rows of the same values.
 */
export function canonicalRows(table: Table, given: WeightedRows, keys: Float64Array): TrainingRows {
  const { label: labels, weight: weights } = given;
  const rowOf = rowsOf(given);
  const { positions, groupEnds } = contentOrder(table, rowOf, keys);
  const rows: number[] = [];
  const label: number[] = [];
  const weight: number[] = [];
  let start = 0;
  for (const end of groupEnds) {
    let negative = 0;
    let positive = 0;
    for (let i = start; i < end; i++) {
      const at = positions[i]!;
      const own = weights ? weights[at]! : 1;
      if (labels[at] === 1) positive += own;
      else negative += own;
    }
    for (let y = negative > 0 ? 0 : 1; y < (positive > 0 ? 2 : 1); y++) {
      rows.push(rowOf[positions[start]!]!);
      label.push(y);
      weight.push(y === 1 ? positive : negative);
    }
    start = end;
  }
  const { positiveWeight, totalWeight } = given;
  return {
    rows: Int32Array.from(rows),
    label: Uint8Array.from(label),
    weight: Float64Array.from(weight),
    positiveWeight,
    totalWeight,
  };
}

function rowsOf({ rows, label }: WeightedRows): Int32Array {
  if (rows) return rows;
  const all = new Int32Array(label.length);
  for (let row = 0; row < all.length; row++) all[row] = row;
  return all;
}

/** Positions among the given rows, those of rows of the same values side by side, and where each such group ends. */
function contentOrder(
  table: Table,
  rows: Int32Array,
  keys: Float64Array,
): { positions: Int32Array; groupEnds: readonly number[] } {
  const positions = argsort(keys);
  const compareRows = contentOrdering(table);
  const compare = (a: number, b: number) => compareRows(rows[a]!, rows[b]!);
  const groupEnds: number[] = [];
  let start = 0;
  while (start < positions.length) {
    let end = start + 1;
    while (end < positions.length && keys[positions[end]!] === keys[positions[start]!]) end += 1;
    if (end > start + 1) {
      const run = positions.subarray(start, end);
      if (run.some((at) => compare(run[0]!, at) !== 0)) run.sort(compare);
    }
    for (let i = start + 1; i < end; i++) if (compare(positions[i - 1]!, positions[i]!) !== 0) groupEnds.push(i);
    groupEnds.push(end);
    start = end;
  }
  return { positions, groupEnds };
}
