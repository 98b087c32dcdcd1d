import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { HandraiseError } from '../errors.ts';
import { findHeader, type Header, trimmed } from './header.ts';
import { haveRowNames } from './rowNames.ts';
import { secondHeader } from './secondHeader.ts';
import type { ShapeRemark } from './shapeRemark.ts';
import { countsOf } from './widths.ts';

/** How the records of a file become rows. */
export interface Shape {
  readonly names: readonly string[];
  readonly headerless: boolean;
  /** The column, one of `names`, that names the rows. */
  readonly rowNames?: string;
  /** Cells of most records of the file: those beyond the names are empty. */
  readonly width: number;
  /** The most cells that a record may have, all beyond the names empty. */
  readonly widest: number;
  /** Records above the first row. */
  readonly above: number;
  /** The cells of the header and of what describes its columns. */
  readonly headers: readonly (readonly string[])[];
  /** Rows among the first records. */
  readonly sample: readonly CsvRecord[];
  readonly remarks: readonly ShapeRemark[];
}

/**
 * Decides from the first records of a file which of them is the header and what a row is. The header's width is the width.
 *
 * @throws HandraiseError `data` where most records are wider or narrower than the header, unless they only have empty cells too many or
 *   begin with R's row names.
 */
export function readShape(file: string, records: readonly CsvRecord[]): Shape {
  if (records.length === 0) throw new HandraiseError('data', `${file} is empty`);
  const header = findHeader(file, records, usualWidth(records.slice(1), records[0]!.cells.length));
  const { cells, headerless } = header;
  const below = records.slice(headerless ? header.at : header.at + 1);
  if (below.length === 0) throw new HandraiseError('data', `${file} has no rows`);
  const width = usualWidth(below, cells.length);
  const rows = below.filter((record) => record.cells.length === width && record.wellQuoted);
  const columns = headerless ? width : columnsOf(cells, rows);
  const rowNamed = columns === undefined && haveRowNames(cells, below);
  if (!rowNamed && (columns === undefined || (headerless && cells.length !== width)))
    throw anotherWidth(file, header, below);
  const own = uniqueNames(cells.slice(0, columns), headerless);
  const names = rowNamed ? [freeName('row name', own), ...own] : own;
  const emptyColumns = Math.max(width, cells.length) - names.length;
  const second = headerless || rows[0] !== below[0] ? { records: 0, columns: 0 } : secondHeader(rows);
  const described = rows.slice(0, second.records);
  const unnamed = headerless ? [] : own.filter((_, at) => cells[at] === '');
  return {
    names,
    headerless,
    ...(rowNamed ? { rowNames: names[0]! } : {}),
    width,
    widest: rowNamed ? width : Math.max(width, cells.length),
    above: header.at + (headerless ? 0 : 1) + second.records,
    headers: headerless ? [] : [cells, ...described.map((record) => record.cells.map(trimmed))],
    sample: rows.slice(second.records),
    remarks: [
      ...header.remarks,
      ...(headerless ? [{ kind: 'no-header' } as const] : []),
      ...(rowNamed ? [{ kind: 'row-names', name: names[0]! } as const] : []),
      ...(second.records > 0
        ? [{ kind: 'second-header', lines: described.map(({ line }) => line), columns: second.columns } as const]
        : []),
      ...(!rowNamed && emptyColumns > 0 ? [{ kind: 'empty-columns', columns: emptyColumns } as const] : []),
      ...(unnamed.length > 0 ? [{ kind: 'unnamed-columns', names: unnamed } as const] : []),
    ],
  };
}

/** Cells of most records; where as many have `preferred`, that. */
function usualWidth(records: readonly CsvRecord[], preferred: number): number {
  const counts = countsOf(records.map(({ cells }) => cells.length));
  const most = counts[0];
  if (!most) return preferred;
  return counts.some(({ width, count }) => width === preferred && count === most.count) ? preferred : most.width;
}

/** Columns that have a name or hold something; undefined where cells would have none of their own. */
function columnsOf(names: readonly string[], rows: readonly CsvRecord[]): number | undefined {
  const named = lastFilled(names);
  const width = rows[0]?.cells.length ?? names.length;
  const filled = rows.reduce((most, { cells }) => Math.max(most, lastFilled(cells)), 0);
  const columns = Math.max(named, filled);
  if (columns > Math.min(names.length, width)) return undefined;
  // A blank at the beginning of one column only is what follows the comma of an unquoted name, Doe, Jane.
  const split = (at: number) => rows.every(({ cells }) => cells[at]!.startsWith(' '));
  const anySplit = names.length < width && rows[0]?.cells.some((_, at) => at > 0 && split(at)) && !split(columns - 1);
  return anySplit ? undefined : columns;
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

function uniqueNames(cells: readonly string[], headerless: boolean): readonly string[] {
  const taken = headerless ? [] : cells;
  return cells.map((cell, at) => (headerless || cell === '' ? freeName(`c${at + 1}`, taken) : cell));
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let more = 2; taken.includes(name); more++) name = `${wanted} (${more})`;
  return name;
}

function anotherWidth(file: string, { cells, line }: Header, below: readonly CsvRecord[]): HandraiseError {
  const counts = countsOf(below.map((record) => record.cells.length));
  const usual = counts[0]!;
  const others = counts
    .slice(1, 4)
    .map(({ width, count }) => `, ${count} have ${width}`)
    .join('');
  const whole = `${file}: the header (line ${line}) has ${cellCount(cells.length)}, but of the first ${below.length} records ${usual.count} have ${usual.width}${others}`;
  const short = usual.width === cells.length + 1;
  return new HandraiseError('data', whole, {
    hint: short
      ? 'if the first cell of each record names its row, write a name for it in front of the header; if a comma stands inside a cell, quote the cell'
      : 'give every column a name, and quote cells that contain the separator; if another separates the cells, say --delimiter',
  });
}

function cellCount(cells: number): string {
  return cells === 1 ? '1 cell' : `${cells} cells`;
}
