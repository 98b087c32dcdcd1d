import type { CsvRecord } from '../crm/import/csvRecord.ts';

/**
 * The record, taken for well quoted where its stray quotes stand inside cells that do not begin with one, as in `5" pipe`: nothing was
 * quoted there, and the cells are what stands between the separators.
 */
export function withLiteralQuotes(record: CsvRecord, delimiter: string, quote: string): CsvRecord {
  if (record.wellQuoted) return record;
  const text = record.text();
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    let before = at - 1;
    while (text[before] === ' ') before--;
    if (before < 0 || text[before] === delimiter) return record;
  }
  return { ...record, wellQuoted: true };
}
