import type { CsvRecord } from '../crm/import/csvRecords.ts';

/**
 * Hands out the cells of every record, without blanks around them.
 *
 * @param positions where each column stands in a record; −1 where it does not, which gives empty cells.
 * @param each called with the number of a column, its cell, the line of its record and whether the cell is a number of a sheet.
 * @returns how many records there are.
 */
export async function eachRow(
  batches: AsyncGenerator<readonly CsvRecord[]>,
  positions: readonly number[],
  each: (column: number, cell: string, line: number, isNumber: boolean) => void,
): Promise<number> {
  let rows = 0;
  for await (const batch of batches)
    for (const record of batch) {
      const { cells, line } = record;
      rows++;
      for (let column = 0; column < positions.length; column++) {
        const at = positions[column]!;
        each(column, at < 0 ? '' : cells[at]!.trim(), line, at >= 0 && record.isNumber?.(at) === true);
      }
    }
  return rows;
}
