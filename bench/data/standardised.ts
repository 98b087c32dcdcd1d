import type { Table } from '../../src/table/table.ts';

/** Number columns without missing values, brought to mean 0 and deviation 1. @throws TypeError for a category. */
export function standardised(table: Table): Float64Array[] {
  return table.columns.map((column) => {
    if (column.kind !== 'number') throw new TypeError(`${column.name} is a category`);
    const { values } = column;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return values.map((value) => (value - mean) / deviation);
  });
}
