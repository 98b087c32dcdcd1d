import { type DateReader, dateReader } from '../crm/import/dateFormat.ts';
import { isMissing, isUnknownWord } from './missing.ts';
import { type DecimalMark, hasDecimalComma, numberOf } from './numberText.ts';

/** How the cells of a column are read. */
export type ColumnKind =
  | { readonly kind: 'number'; readonly mark: DecimalMark }
  | { readonly kind: 'date'; readonly read: DateReader }
  /** Raw: missing markers are texts too. */
  | { readonly kind: 'text'; readonly raw?: boolean };

/** So many of the cells that have a value must be of a kind for the column to be. */
const most = 0.95;

/** Tried in this order: where days and months cannot be told apart, the day is taken to come first. */
const dateFormats = [
  undefined,
  ...['DD-MM-YYYY', 'DD/MM/YYYY', 'DD.MM.YYYY', 'MM/DD/YYYY', 'MM-DD-YYYY', 'YYYY/MM/DD'].flatMap((date) => [
    date,
    `${date} HH:mm`,
    `${date} HH:mm:ss`,
  ]),
];

/** What a column is, by the cells of its first rows; text where there is no telling. */
export function columnKind(cells: readonly string[]): ColumnKind {
  const known = cells.filter((cell) => !isMissing(cell) && !isUnknownWord(cell));
  if (known.length === 0) return { kind: 'text' };
  const mark = known.some(hasDecimalComma) ? 'comma' : 'point';
  if (share(known, (cell) => !Number.isNaN(numberOf(cell, mark))) >= most) return { kind: 'number', mark };
  if (!/\d/.test(known[0]!)) return { kind: 'text' };
  for (const format of dateFormats) {
    const read = dateReader(format);
    if (read(known[0]!) !== null && share(known, (cell) => read(cell) !== null) >= most) return { kind: 'date', read };
  }
  return { kind: 'text' };
}

function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  return cells.filter(holds).length / cells.length;
}
