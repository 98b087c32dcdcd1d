import type { CsvRecord } from '../crm/import/csvRecord.ts';

/** Names that say that their column counts or names the rows itself. */
const ownNumber = /^(?:.*[\s_.-])?(?:id|key|nr|no|num|number|index|row|rowid|n|#|nummer|lfd)\.?(?:[\s_.-].*)?$/i;

/**
 * Whether the records, one cell wider than the header, begin with the row names that R writes: 1, 2, 3 … from the first record on.
 *
 * Names in words are not taken for row names: a cell too many at the end, or a comma in a cell, looks the same. Neither are numbers
 * where the first name of the header is that of a number itself.
 *
 * @param records those after the header
 */
export function haveRowNames(names: readonly string[], records: readonly CsvRecord[]): boolean {
  const wide = records.filter(({ cells }) => cells.length === names.length + 1);
  if (wide.length < 2 || ownNumber.test(names[0]!.slice(0, 100))) return false;
  const first = Number(wide[0]!.cells[0]);
  return first === 1 && records.every(({ cells }, at) => cells.length !== names.length + 1 || cells[0] === `${at + 1}`);
}
