import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { scanNumber } from '../crm/import/numberScan.ts';
import { HandraiseError } from '../errors.ts';
import { isMissing } from './missing.ts';

import type { ShapeRemark } from './shapeRemark.ts';
import { mostCommon } from './widths.ts';

/** The header among the first records of a file. */
export interface Header {
  /** Its place among them. */
  readonly at: number;
  readonly cells: readonly string[];
  readonly line: number;
  readonly headerless: boolean;
  readonly remarks: readonly ShapeRemark[];
}

/**
 * Finds the header: the first record that is no comment and no title, which holds much less than the others do.
 *
 * @param width cells of most records
 * @throws HandraiseError `data` where there is none, or where its cells cannot be told.
 */
export function findHeader(file: string, records: readonly CsvRecord[], width: number): Header {
  const usual = mostCommon(records.map(({ cells }) => filledCells(cells))).width;
  const titles: CsvRecord[] = [];
  const comments: number[] = [];
  let at = 0;
  for (; at < records.length; at++) {
    const record = records[at]!;
    if (isComment(record, width)) comments.push(record.line);
    else if (isTitle(record, width, usual)) titles.push(record);
    else break;
  }
  const header = records[at];
  if (!header) throw new HandraiseError('data', `${file} has no rows`);
  const cells = header.cells.map(trimmed);
  const headerless = cells.every((cell) => isMissing(cell) || scanNumber(cell) !== 0);
  if (headerless && titles.length > 0)
    throw new HandraiseError(
      'data',
      `${file}: line ${header.line} should be the header, below ${lines(titles)} of text, but it is all numbers`,
      { hint: 'remove what is above the table, and give the table a header' },
    );
  if (!headerless) refuseDamage(file, header);
  return {
    at,
    cells,
    line: header.line,
    headerless,
    remarks: [
      ...(titles.length > 0
        ? [
            {
              kind: 'title-lines',
              lines: titles.map(({ line }) => line),
              first: titles[0]!.cells.map(trimmed).join(' ').trim(),
            } as const,
          ]
        : []),
      ...(comments.length > 0
        ? [{ kind: 'comment-lines', records: comments.length, lines: comments.slice(0, 10) } as const]
        : []),
    ],
  };
}

/** Whether a record is a comment rather than one of the table's: it begins with `#` and has another number of cells. */
export function isComment({ cells }: CsvRecord, width: number): boolean {
  return cells[0]!.startsWith('#') && cells.length !== width;
}

/** Cells that hold something. */
export function filledCells(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + Number(cell.trim() !== ''), 0);
}

/** Text without blanks or byte order marks around it. */
export function trimmed(text: string): string {
  return text.replaceAll('\uFEFF', '').trim();
}

/** @param usual how many cells of a record are filled */
function isTitle({ cells }: CsvRecord, width: number, usual: number): boolean {
  const filled = filledCells(cells);
  if (filled <= 1) return cells.length === 1 ? width > 1 : width > 2;
  return usual >= 4 && filled < usual / 2;
}

function refuseDamage(file: string, { line, cells, wellQuoted }: CsvRecord): void {
  const where = `${file}, line ${line}: the header`;
  if (!wellQuoted)
    throw new HandraiseError('data', `${where} has a quote inside a name`, {
      hint: 'double it, and quote the whole name: "Size ("")"',
    });
  if (cells.some((cell) => cell.includes('\0')))
    throw new HandraiseError('data', `${where} holds the character NUL`, {
      hint: 'write it again or, if the file is UTF-16, say --encoding utf-16le',
    });
}

function lines(titles: readonly CsvRecord[]): string {
  return titles.length === 1 ? 'a line' : `${titles.length} lines`;
}
