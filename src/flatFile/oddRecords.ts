import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { HandraiseError } from '../errors.ts';
import type { OddReason, OddRecord, ShapeRemark } from './shapeRemark.ts';
import { countsOf } from './widths.ts';

/** The share of odd records, and their number, from which on a file is refused. */
const tooMany = { share: 0.1, records: 10 };

const reasons: Readonly<Record<OddReason, { readonly what: string; readonly hint: string }>> = {
  cells: {
    what: 'another number of cells than the header',
    hint: 'quote cells that contain the separator or a line end: to leave the records out would bend the result',
  },
  quotes: { what: 'quotes that cannot be paired', hint: 'double quotes within cells, and quote the whole cell' },
  records: { what: 'cells that hold whole lines', hint: 'double quotes within cells, and quote the whole cell' },
  nul: {
    what: 'the character NUL',
    hint: 'write the file again or say how it is encoded, such as --encoding utf-16le',
  },
};

/** Records that are not read. */
export class OddRecords {
  readonly #first: OddRecord[] = [];
  readonly #widths: number[] = [];

  add({ line, cells, text }: CsvRecord, why: OddReason): void {
    const lines = why === 'quotes' || why === 'records' ? text().split(/\r\n|\n|\r/).length : 1;
    for (let times = 0; times < lines; times++) this.#widths.push(cells.length);
    if (this.#first.length < 10) this.#first.push({ line, cells: cells.length, why });
  }

  /** @param width cells of a record that is not odd */
  remarks(width: number): readonly ShapeRemark[] {
    const records = this.#widths.length;
    return records > 0 ? [{ kind: 'odd-records', records, width, first: this.#first }] : [];
  }

  /**
   * Refuses a file of which too much would be left out.
   *
   * @param rows that are read
   * @param width cells of each
   * @throws HandraiseError `data` with the counts.
   */
  refuseMany(file: string, rows: number, width: number): void {
    const odd = this.#widths.length;
    const all = rows + odd;
    const first = this.#first[0];
    if (!first || odd < tooMany.records || odd <= tooMany.share * all) return;
    const sameReason = this.#first.every(({ why }) => why === first.why);
    const other = countsOf(this.#widths)
      .filter((one) => one.width !== width)
      .slice(0, 3)
      .map((one) => `${one.count} have ${one.width}`);
    throw new HandraiseError(
      'data',
      sameReason && first.why !== 'cells'
        ? `${file}: ${reasons[first.why].what} on ${odd} of ${all} lines, the first is line ${first.line}`
        : `${file}: the header has ${width} cells, but ${odd} of ${all} records cannot be read so: ${[...other, `the first is on line ${first.line}`].join(', ')}`,
      { hint: reasons[sameReason ? first.why : 'cells'].hint },
    );
  }
}
