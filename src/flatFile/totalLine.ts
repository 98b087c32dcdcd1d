import type { CsvRecord } from '../crm/import/csvRecord.ts';
import type { ShapeRemark } from './shapeRemark.ts';

const total =
  /^(?:(?:grand|sub|overall)[ -]?)?(?:totals?|sums?|average|summe|gesamt(?:summe|ergebnis)?|durchschnitt|somme|total général|moyenne|totale|somma|suma|promedio|soma|totaal|summa|i alt|yhteensä|razem|celkem|итого|合計|总计)\s*:?$/i;

/** Whether a record begins with a word for a sum. */
export function beginsLikeTotal({ cells }: CsvRecord): boolean {
  const first = cells[0]!;
  return first.length <= 20 && total.test(first.trim());
}

/**
 * What is to be said of the last record if it may sum up the others: its first word is Total or the like. It does where it is empty in a
 * column that others fill throughout.
 *
 * @param sample some of the other records
 */
export function totalLine({ line, cells }: CsvRecord, sample: readonly CsvRecord[]): ShapeRemark | undefined {
  const text = cells.find((cell) => cell.trim() !== '')?.trim() ?? '';
  if (!total.test(text)) return undefined;
  const others = sample.filter((record) => record.line !== line);
  const leftOut =
    others.length >= 5 &&
    cells.some((cell, at) => cell.trim() === '' && others.every((record) => record.cells[at]?.trim() !== ''));
  return { kind: 'total-line', line, text, leftOut };
}
