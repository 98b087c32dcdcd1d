import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { isMissing, isUnknownWord } from './missing.ts';

/** Cells that have to tell that a column holds numbers. */
const enough = 20;

/** Share of such columns that have to be described. */
const described = 0.8;

/** Records that are looked at to tell so. */
const looked = 100;

/** Records that describe columns, at most. */
const most = 3;

/** Records right after the header that describe the columns. */
export interface SecondHeader {
  readonly records: number;
  /** Columns that tell so: text in these records, nothing but numbers in the others. */
  readonly columns: number;
}

/**
 * How many of the first records describe the columns (in words, another language, or units) rather than a row: at least two columns hold
 * nothing but numbers or dates below, most of their cells hold something here, and none a number.
 *
 * @param records those after the header, of one width
 */
export function secondHeader(records: readonly CsvRecord[]): SecondHeader {
  for (let count = most; count >= 1; count--) {
    const columns = describing(records.slice(0, count), records.slice(count, count + looked));
    if (columns > 0) return { records: count, columns };
  }
  return { records: 0, columns: 0 };
}

function describing(first: readonly CsvRecord[], rest: readonly CsvRecord[]): number {
  if (rest.length < enough) return 0;
  const numeric: number[] = [];
  for (let at = 0; at < rest[0]!.cells.length; at++) {
    const known = rest.map(({ cells }) => cells[at]!.trim()).filter((cell) => !isMissing(cell) && !isUnknownWord(cell));
    if (known.length >= enough && known.every(isNumberLike)) numeric.push(at);
  }
  const texts = first.map(({ cells }) =>
    numeric.map((at) => cells[at]!.trim()).filter((cell) => !isMissing(cell) && !isUnknownWord(cell)),
  );
  const describes = (cells: readonly string[]) =>
    cells.length >= 2 && cells.length >= described * numeric.length && !cells.some(isNumberLike);
  return texts.length > 0 && texts.every(describes) ? Math.min(...texts.map((cells) => cells.length)) : 0;
}

/** Whether a cell may be a number, an amount of money, a share or a date: it has digits and hardly a letter. */
function isNumberLike(text: string): boolean {
  return /\d/.test(text) && (!/\p{L}/u.test(text) || /^[-+]?[\d.,]+(?:e[-+]?\d+)?\s?\p{L}{0,3}$/iu.test(text));
}
