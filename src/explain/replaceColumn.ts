import type { Column, Table } from '../table/table.ts';

/** The table with another column in the place of the one of the same name. */
export function replaceColumn({ rows, columns }: Table, replacement: Column): Table {
  return { rows, columns: columns.map((column) => (column.name === replacement.name ? replacement : column)) };
}
