import type { CsvRecord } from '../crm/import/csvRecord.ts';

/**
 * Hands out the cells of every record, without blanks around them: batch by batch, in each column by column, and of a column from the first
 * record on.
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
  for await (const batch of batches) {
    rows += batch.length;
    // Column by column: what is done with a cell is then mostly what was done with the one before.
    for (let column = 0; column < positions.length; column++) {
      const at = positions[column]!;
      for (const record of batch)
        each(column, at < 0 ? '' : record.cells[at]!.trim(), record.line, at >= 0 && record.isNumber?.(at) === true);
    }
  }
  return rows;
}
