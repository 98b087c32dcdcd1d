import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { HandraiseError } from '../errors.ts';
import { filledCells, isComment, trimmed } from './header.ts';
import { OddRecords } from './oddRecords.ts';
import type { Shape } from './readShape.ts';
import { type OddReason, RecordTally, type ShapeRemark } from './shapeRemark.ts';
import { beginsLikeTotal, totalLine } from './totalLine.ts';

/** Rows that a sheet of Excel may have, today and before 2007. */
const rowLimits: readonly number[] = [1_048_576, 65_536];

const lineEnd = /\r\n|\n|\r/;

/** The rows of a file: its records without those that are none, which are counted with their lines. */
export class ShapedRecords {
  readonly #file: string;
  readonly #shape: Shape & { readonly delimiter: string };
  #rows = 0;
  readonly #odd = new OddRecords();
  /** Text below the last row so far. */
  #below: CsvRecord[] = [];
  readonly #comments = new RecordTally();
  readonly #repeated = new RecordTally();
  readonly #empty = new RecordTally();
  readonly #totals = new RecordTally();
  #total: ShapeRemark | undefined;
  /** Records so far, those above the rows too. */
  #records: number;
  readonly #names: ReadonlySet<string>;

  constructor(file: string, shape: Shape & { readonly delimiter: string }) {
    this.#file = file;
    this.#shape = shape;
    this.#records = shape.above;
    this.#names = new Set(shape.headerless ? [] : shape.headers[0]);
  }

  /**
   * The rows, of as many cells as there are names.
   *
   * @param batches the records below the header
   * @throws HandraiseError `data` for a second header of other columns, and at the end where too many records were odd.
   */
  async *rows(batches: AsyncGenerator<readonly CsvRecord[]>): AsyncGenerator<readonly CsvRecord[]> {
    // The last one may be a total: that is seen only at the end.
    let last: CsvRecord | undefined;
    for await (const batch of batches) {
      const rows: CsvRecord[] = [];
      this.#records += batch.length;
      for (const record of batch) {
        if (!this.#isRow(record)) continue;
        this.#flushBelow();
        if (last) rows.push(last);
        if (last && beginsLikeTotal(last)) this.#totals.add(last.line);
        last = this.#cut(record);
      }
      this.#rows += rows.length;
      yield rows;
    }
    if (last) {
      this.#total = totalLine(last, this.#shape.sample);
      if (!(this.#total?.kind === 'total-line' && this.#total.leftOut)) {
        this.#rows++;
        yield [last];
      }
    }
    this.#odd.refuseMany(this.#file, this.#rows, this.#shape.names.length);
  }

  /** What was seen so far; complete once all rows were read. */
  get remarks(): readonly ShapeRemark[] {
    const tallies = { 'repeated-header': this.#repeated, 'empty-records': this.#empty } as const;
    return [
      ...(this.#comments.records > 0 ? [{ kind: 'comment-lines', ...this.#comments.found } as const] : []),
      ...Object.entries(tallies)
        .filter(([, { records }]) => records > 0)
        .map(([kind, { found }]) => ({ kind: kind as keyof typeof tallies, ...found })),
      ...(this.#totals.records > 0 ? [{ kind: 'subtotal-records', ...this.#totals.found } as const] : []),
      ...(this.#total ? [this.#total] : []),
      ...(this.#below.length > 0
        ? [
            {
              kind: 'footer-lines',
              lines: this.#below.map(({ line }) => line),
              first: this.#below[0]!.cells.map(trimmed).join(' ').trim(),
            } as const,
          ]
        : []),
      ...(rowLimits.includes(this.#records) ? [{ kind: 'row-limit', records: this.#records } as const] : []),
      ...this.#odd.remarks(this.#shape.names.length),
    ];
  }

  #isRow(record: CsvRecord): boolean {
    const { cells, line } = record;
    const { names, width, widest, headers } = this.#shape;
    if (cells.every((cell) => cell.trim() === '')) this.#empty.add(line);
    else if (isComment(record, width)) this.#comments.add(line);
    else if (headers.some((header) => isSame(header, cells))) this.#repeated.add(line);
    else if (!record.wellQuoted) this.#addOdd(record, 'quotes');
    else if (cells.length < names.length || cells.length > widest || holdsMore(cells, names.length)) {
      if (filledCells(cells) === 1 && this.#below.length < 10) this.#below.push(record);
      else this.#addOdd(record, 'cells');
    } else if (this.#isOtherHeader(cells)) throw otherColumns(this.#file, line);
    else if (cells.some((cell) => cell.includes('\0'))) this.#addOdd(record, 'nul');
    else if (cells.some((cell) => this.#holdsRecords(cell))) this.#addOdd(record, 'records');
    else return true;
    return false;
  }

  #addOdd(record: CsvRecord, why: OddReason): void {
    this.#flushBelow();
    this.#odd.add(record, why);
  }

  /** Whether nearly all cells are names of columns, though not in their places. */
  #isOtherHeader(cells: readonly string[]): boolean {
    if (cells.length < 3 || (!this.#names.has(trimmed(cells[0]!)) && !this.#names.has(trimmed(cells[1]!))))
      return false;
    const known = new Set(cells.map(trimmed).filter((cell) => cell !== '' && this.#names.has(cell)));
    return known.size >= 3 && known.size >= 0.8 * cells.length;
  }

  /** Whether a cell swallowed records: two stray quotes, lines apart, make one cell of all between them. */
  #holdsRecords(cell: string): boolean {
    const { width, delimiter } = this.#shape;
    if (width < 3 || !cell.includes(delimiter) || !/[\r\n]/.test(cell)) return false;
    const between = cell.split(lineEnd).slice(1, -1);
    return between.some((line) => line.split(delimiter).length === width);
  }

  /** What stood below the rows does not: more follow. */
  #flushBelow(): void {
    if (this.#below.length === 0) return;
    const below = this.#below;
    this.#below = [];
    for (const record of below) this.#addOdd(record, 'cells');
  }

  #cut(record: CsvRecord): CsvRecord {
    const columns = this.#shape.names.length;
    return record.cells.length === columns ? record : { ...record, cells: record.cells.slice(0, columns) };
  }
}

function otherColumns(file: string, line: number): HandraiseError {
  return new HandraiseError(
    'data',
    `${file}, line ${line}: a header of other columns, or of the same in another order`,
    {
      hint: 'files were put together that differ in their columns: give them one by one, or bring them into one form first',
    },
  );
}

function holdsMore(cells: readonly string[], columns: number): boolean {
  for (let at = columns; at < cells.length; at++) if (cells[at]!.trim() !== '') return true;
  return false;
}

function isSame(header: readonly string[], cells: readonly string[]): boolean {
  return (
    header[0] === trimmed(cells[0]!) &&
    header.length === cells.length &&
    header.every((name, at) => name === trimmed(cells[at]!))
  );
}
