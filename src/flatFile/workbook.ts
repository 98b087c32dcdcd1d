import { readXlsx, streamXlsxRows } from 'hucre/xlsx';
import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { HandraiseError } from '../errors.ts';
import { shellWord } from '../text/shellWord.ts';
import type { OpenOptions, RawRecords } from './rawRecords.ts';
import { type DayZero, isSheetError, isSheetNumber, type SheetValue, sheetCellText } from './sheetCell.ts';
import { countsOf } from './widths.ts';
import { entryChunks, openZip, refuseLarge } from './zipFile.ts';

/** Rows by which the width of a sheet is told, and whether it holds anything. */
const sampled = 1000;

interface SheetRow {
  /** From 1, as the sheet counts. */
  readonly line: number;
  readonly values: readonly SheetValue[];
}

/**
 * The records of a sheet, one a row, with as many cells as the header; formulas by the values that were stored with them.
 *
 * @param name what to call the workbook
 * @param sheet by name or number from 1; by default the only one that is shown and holds something
 * @throws HandraiseError `data` when the workbook cannot be read or there are several such sheets, naming them; `usage` for a sheet there is
 *   not.
 */
export async function openWorkbook(
  name: string,
  bytes: Buffer,
  { sheet: wanted, hash }: OpenOptions,
): Promise<RawRecords> {
  await refuseUnread(name, bytes);
  const { sheet, dayZero } = await chosenSheet(name, bytes, wanted);
  let errors = 0;
  const lines: number[] = [];
  const records = async function* (): AsyncGenerator<readonly CsvRecord[]> {
    let batch: SheetRow[] = [];
    let width = 0;
    const taken = (): readonly CsvRecord[] => {
      width ||= widthOf(batch);
      const rows = batch;
      batch = [];
      return rows.map(({ line, values }) => {
        for (const value of values)
          if (isSheetError(value)) {
            errors++;
            if (lines.length < 10 && lines.at(-1) !== line) lines.push(line);
          }
        const cells = Array.from({ length: Math.max(width, values.length) }, (_, at) =>
          sheetCellText(values[at] ?? null, dayZero),
        );
        const isNumber = (at: number) => isSheetNumber(values[at] ?? null);
        const text = cells.join('\t');
        hash?.update(`${text}\n`);
        return { line, cells, text: () => text, damaged: false, wellQuoted: true, isNumber };
      });
    };
    for await (const row of rowsOf(name, bytes, sheet)) {
      batch.push(row);
      if (batch.length === sampled) yield taken();
    }
    yield taken();
  };
  return {
    delimiter: '\t',
    encoding: 'utf-8',
    sheet,
    batches: records(),
    remarks: () => [
      { kind: 'sheet-read', sheet },
      ...(errors > 0 ? [{ kind: 'error-cells', cells: errors, lines } as const] : []),
    ],
  };
}

/** The rows that hold something, without empty cells at their ends; their dates are as `sheetCellText` takes them. */
async function* rowsOf(name: string, bytes: Buffer, sheet: string, maxRows?: number): AsyncGenerator<SheetRow> {
  const options = { sheet, dateSystem: '1904', ...(maxRows ? { maxRows } : {}) } as const;
  try {
    for await (const { index, values } of streamXlsxRows(bytes, options)) {
      const filled = values.findLastIndex((value) => value !== null && value !== '') + 1;
      if (filled > 0) yield { line: index + 1, values: values.slice(0, filled) };
    }
  } catch (error) {
    throw unreadable(name, error);
  }
}

/** The header's width or, where most rows are wider, theirs. */
function widthOf(rows: readonly SheetRow[]): number {
  const filled = rows.map(({ values }) => values.filter((value) => value !== null && value !== '').length);
  const most = Math.max(0, ...filled);
  const header = rows.find((_, at) => filled[at]! >= most / 2);
  const usual = countsOf(rows.map(({ values }) => values.length))[0]?.width ?? 0;
  return Math.max(header?.values.length ?? 0, usual);
}

/** The sheet to read, and from when the workbook counts its days. */
async function chosenSheet(
  name: string,
  bytes: Buffer,
  wanted: string | undefined,
): Promise<{ readonly sheet: string; readonly dayZero: DayZero }> {
  const all: { readonly name: string; readonly hidden: boolean }[] = [];
  let dayZero: DayZero = '1899-12-30';
  try {
    const { dateSystem } = await readXlsx(bytes, {
      sheets: (info) => {
        all.push({ name: info.name, hidden: Boolean(info.hidden || info.veryHidden) });
        return false;
      },
    });
    if (dateSystem === '1904') dayZero = '1904-01-01';
  } catch (error) {
    throw unreadable(name, error);
  }
  const names = all.map((sheet) => sheet.name);
  if (wanted !== undefined) {
    const found = names.find((one) => one === wanted) ?? (/^\d+$/.test(wanted) ? names[Number(wanted) - 1] : undefined);
    if (found !== undefined) return { sheet: found, dayZero };
    throw new HandraiseError('usage', `${name} has no sheet ${JSON.stringify(wanted)}`, {
      hint: `it has ${listed(names)}`,
    });
  }
  const filled: string[] = [];
  for (const sheet of all.filter(({ hidden }) => !hidden))
    if (await holdsSomething(name, bytes, sheet.name)) filled.push(sheet.name);
  if (filled.length === 1) return { sheet: filled[0]!, dayZero };
  if (filled.length === 0) throw new HandraiseError('data', `${name}: no sheet of the workbook holds anything`);
  throw new HandraiseError('data', `${name} has ${filled.length} sheets that hold something: ${listed(filled)}`, {
    hint: `say which one to read, such as --sheet ${shellWord(filled[0]!)}`,
  });
}

async function holdsSomething(name: string, bytes: Buffer, sheet: string): Promise<boolean> {
  try {
    for await (const _ of rowsOf(name, bytes, sheet, sampled)) return true;
    return false;
  } catch (error) {
    // A sheet that is a chart is listed like the others, and has no cells.
    if (error instanceof HandraiseError && isMissingSheet(error.cause)) return false;
    throw error;
  }
}

/** The library that reads workbooks says so in words alone. */
function isMissingSheet(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('missing worksheet file');
}

/** Refuses a workbook that is too large, or whose formulas were stored without their values: those would be read as missing. */
async function refuseUnread(name: string, bytes: Buffer): Promise<void> {
  const opened = await openZip(bytes, name);
  refuseLarge(name, opened.entries);
  for (const entry of opened.entries.filter(({ fileName }) => /^xl\/worksheets\/[^/]+\.xml$/.test(fileName))) {
    let before = '';
    for await (const chunk of entryChunks(name, opened, entry)) {
      const text = before + chunk.toString('latin1');
      if (/<\/(?:\w+:)?f>\s*<\/(?:\w+:)?c>|<(?:\w+:)?f(?:\s[^<>]*)?\/>\s*<\/(?:\w+:)?c>/.test(text))
        throw new HandraiseError('data', `${name}: formulas were stored without their values (${entry.fileName})`, {
          hint: 'open it in a spreadsheet and save it again, or save the sheet as CSV in UTF-8',
        });
      before = text.slice(-256);
    }
  }
}

function unreadable(name: string, cause: unknown): HandraiseError {
  if (cause instanceof HandraiseError) return cause;
  const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  return new HandraiseError('data', `${name}: the workbook cannot be read: ${reason}`, {
    hint: 'open it in a spreadsheet and save it again, or save the sheet as CSV in UTF-8',
    cause,
  });
}

function listed(names: readonly string[]): string {
  return `${names
    .slice(0, 10)
    .map((one) => JSON.stringify(one))
    .join(', ')}${names.length > 10 ? ' …' : ''}`;
}
