import { normalQuantile } from '../../numeric/special.ts';
import type { Column } from '../../table/table.ts';
import { knownRows } from './knownRows.ts';
import { measureValues } from './measures.ts';

/** How seldom any column of a table without a signal may be found to tell something by chance. */
const falseWarning = 0.01;

/** Whether χ² of so many degrees of freedom is beyond chance for any of so many columns. Wilson and Hilferty 1931. */
export function isBeyondChance(chiSquared: number, freedom: number, columns: number): boolean {
  const spread = 2 / (9 * freedom);
  const quantile =
    freedom * (1 - spread + normalQuantile(1 - falseWarning / Math.max(1, columns)) * Math.sqrt(spread)) ** 3;
  return chiSquared > quantile;
}

/** Whether the known values of a column tell something of the label, beyond chance for any of so many columns: χ² per row is the square of the association. */
export function tells(column: Column, label: Uint8Array, rows: Int32Array, columns: number): boolean {
  const known = knownRows(column, rows);
  const { association, freedom } = measureValues(
    column,
    Uint8Array.from(known, (row) => label[row]!),
    known,
  );
  return isBeyondChance(association ** 2 * known.length, freedom, columns);
}
