import type { FeatureTable } from '../feature.ts';

const bits = new DataView(new ArrayBuffer(8));

/** A cell as text that differs whenever a byte of it does. */
export type Cell = string;

/** The cell of a missing value. */
export const missing: Cell = 'missing';

/** The cell of a number, its bits beside it. */
export function numberCell(value: number): Cell {
  if (Number.isNaN(value)) return missing;
  bits.setFloat64(0, value);
  return `${value} (${bits.getBigUint64(0).toString(16)})`;
}

/** Cells of one row by feature. */
export function cellsOfRow({ table }: FeatureTable, row: number): Map<string, Cell> {
  return new Map(
    table.columns.map((column) => {
      if (column.kind === 'number') return [column.name, numberCell(column.values[row]!)];
      const code = column.codes[row]!;
      return [column.name, code < 0 ? missing : `level ${column.levels[code]}`];
    }),
  );
}

/** Whether it is what a column of events says where none happened. */
export function isNothing(cell: Cell): boolean {
  return cell === missing || cell === numberCell(0);
}
