import type { CsvRecord } from '../crm/import/csvRecords.ts';

/**
 * Hands out the cells of every record, without blanks around them.
 *
 * @param positions where each column stands in a record; −1 where it does not, which gives empty cells.
 * @param each called with the number of a column, its cell and the line of its record.
 * @returns how many records there are.
 */
export async function eachRow(
  batches: AsyncGenerator<readonly CsvRecord[]>,
  positions: readonly number[],
  each: (column: number, cell: string, line: number) => void,
): Promise<number> {
  let rows = 0;
  for await (const batch of batches)
    for (const { cells, line } of batch) {
      rows++;
      for (let column = 0; column < positions.length; column++)
        each(column, positions[column]! < 0 ? '' : cells[positions[column]!]!.trim(), line);
    }
  return rows;
}
