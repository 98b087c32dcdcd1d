import type { CsvRecord } from './csvRecord.ts';

const lineEnding = /\r\n|\n|\r/;

/** Parts of a text that have fewer characters are copied by V8; a longer one keeps the whole text in memory as long as it lives itself. */
const copied = 13;

/**
 * The records of lines without quotes, blank lines left out: the cells are what stands between the delimiters.
 *
 * @param text whole lines, the last one with its ending or without
 * @param firstLine number of the first one
 * @returns the records, and the number of the line after them.
 */
export function plainRecords(
  text: string,
  delimiter: string,
  firstLine: number,
): { readonly records: CsvRecord[]; readonly nextLine: number } {
  const lines = text.split(text.includes('\r') ? lineEnding : '\n');
  // What follows the last ending is no line.
  if (lines.at(-1) === '') lines.pop();
  const records: CsvRecord[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === '') continue;
    const cells = line.split(delimiter);
    for (let i = 0; i < cells.length; i++) if (cells[i]!.length >= copied) cells[i] = Buffer.from(cells[i]!).toString();
    records.push({ line: firstLine + at, cells, text: () => line, damaged: false, wellQuoted: true });
  }
  return { records, nextLine: firstLine + lines.length };
}
