import type { CsvRecord } from '../crm/import/csvRecords.ts';
import { HandraiseError } from '../errors.ts';
import { filledCells, isComment, trimmed } from './header.ts';
import type { Shape } from './readShape.ts';
import { type OddReason, type OddRecord, RecordTally, type ShapeRemark } from './shapeRemark.ts';
import { totalLine } from './totalLine.ts';
import { countsOf } from './widths.ts';

/** The share of odd records, and their number, from which on a file is refused. */
const tooMany = { share: 0.1, records: 10 };

/** The rows of a file: its records without those that are none, which are counted with their lines. */
export class ShapedRecords {
  readonly #file: string;
  readonly #shape: Shape;
  #rows = 0;
  readonly #odd: OddRecord[] = [];
  readonly #oddWidths: number[] = [];
  /** Text below the last row so far. */
  #below: CsvRecord[] = [];
  readonly #comments = new RecordTally();
  readonly #repeated = new RecordTally();
  readonly #empty = new RecordTally();
  #total: ShapeRemark | undefined;

  constructor(file: string, shape: Shape) {
    this.#file = file;
    this.#shape = shape;
  }

  /**
   * The rows, of as many cells as there are names.
   *
   * @param batches the records below the header
   * @throws HandraiseError `data` at the end where too many records were odd.
   */
  async *rows(batches: AsyncGenerator<readonly CsvRecord[]>): AsyncGenerator<readonly CsvRecord[]> {
    // The last one may be a total: that is seen only at the end.
    let last: CsvRecord | undefined;
    for await (const batch of batches) {
      const rows: CsvRecord[] = [];
      for (const record of batch) {
        if (!this.#isRow(record)) continue;
        this.#flushBelow();
        if (last) rows.push(last);
        last = this.#cut(record);
      }
      this.#rows += rows.length;
      yield rows;
    }
    if (last) {
      this.#total = totalLine(last, this.#shape.sample);
      if (!(this.#total?.kind === 'total line' && this.#total.leftOut)) {
        this.#rows++;
        yield [last];
      }
    }
    this.#refuseIfTooMany();
  }

  /** What was seen so far; complete once all rows were read. */
  get remarks(): readonly ShapeRemark[] {
    const tallies = { 'repeated header': this.#repeated, 'empty records': this.#empty } as const;
    return [
      ...(this.#comments.records > 0 ? [{ kind: 'comment lines', ...this.#comments.found } as const] : []),
      ...Object.entries(tallies)
        .filter(([, { records }]) => records > 0)
        .map(([kind, { found }]) => ({ kind: kind as keyof typeof tallies, ...found })),
      ...(this.#total ? [this.#total] : []),
      ...(this.#below.length > 0
        ? [
            {
              kind: 'footer lines',
              lines: this.#below.map(({ line }) => line),
              first: this.#below[0]!.cells.map(trimmed).join(' ').trim(),
            } as const,
          ]
        : []),
      ...(this.#oddWidths.length > 0
        ? [
            {
              kind: 'odd records',
              records: this.#oddWidths.length,
              width: this.#shape.names.length,
              first: this.#odd,
            } as const,
          ]
        : []),
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
    } else if (cells.some((cell) => cell.includes('\0'))) this.#addOdd(record, 'nul');
    else return true;
    return false;
  }

  #addOdd({ line, cells }: CsvRecord, why: OddReason): void {
    this.#flushBelow();
    this.#oddWidths.push(cells.length);
    if (this.#odd.length < 10) this.#odd.push({ line, cells: cells.length, why });
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

  #refuseIfTooMany(): void {
    const odd = this.#oddWidths.length;
    const all = this.#rows + odd;
    if (odd < tooMany.records || odd <= tooMany.share * all) return;
    const columns = this.#shape.names.length;
    const other = countsOf(this.#oddWidths)
      .filter(({ width }) => width !== columns)
      .slice(0, 3)
      .map(({ width, count }) => `${count} have ${width}`);
    const ofQuotes = this.#odd.every(({ why }) => why === 'quotes');
    throw new HandraiseError(
      'data',
      ofQuotes
        ? `${this.#file}: ${odd} of ${all} records have a quote inside a cell (first on line ${this.#odd[0]!.line})`
        : `${this.#file}: the header has ${columns} cells, but ${odd} of ${all} records cannot be read so: ${[...other, `the first is on line ${this.#odd[0]!.line}`].join(', ')}`,
      {
        hint: ofQuotes
          ? 'double quotes within cells, and quote the whole cell'
          : 'quote cells that contain the separator or a line end; left out silently they would bend the result',
      },
    );
  }
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
