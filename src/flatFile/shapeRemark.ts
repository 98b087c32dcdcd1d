/** Records of one kind: how many, and the lines of the first ten. */
export interface RecordLines {
  readonly records: number;
  readonly lines: readonly number[];
}

/** Counts records, and keeps the lines of the first ten. */
export class RecordTally {
  records = 0;
  readonly #lines: number[] = [];

  add(line: number): void {
    if (this.records++ < 10) this.#lines.push(line);
  }

  get found(): RecordLines {
    return { records: this.records, lines: this.#lines };
  }
}

/** Why a record is not read: another number of cells, quotes that cannot be paired, a cell that holds whole records, the character NUL. */
export type OddReason = 'cells' | 'quotes' | 'records' | 'nul';

/** A record that is not read: its line, the number of its cells, and why. */
export interface OddRecord {
  readonly line: number;
  readonly cells: number;
  readonly why: OddReason;
}

/** Something about the shape of a file that was decided while it was read. */
export type ShapeRemark =
  /** The first line is all numbers: it is a row, and the columns are called c1, c2 … */
  | { readonly kind: 'headerless' }
  /** The file in a zip that was read. */
  | { readonly kind: 'zip entry'; readonly name: string }
  | { readonly kind: 'sheet'; readonly sheet: string }
  /** Cells of a sheet that hold an error, such as `#N/A`, are missing. */
  | ({ readonly kind: 'error cells'; readonly cells: number } & Pick<RecordLines, 'lines'>)
  | { readonly kind: 'encoding'; readonly encoding: string; readonly because: 'mark' | 'declared' }
  | { readonly kind: 'delimiter'; readonly delimiter: string; readonly because: 'records' | 'first line' | 'declared' }
  /** Cells are quoted with another character than `"`. */
  | { readonly kind: 'quote'; readonly quote: string }
  /** Quotes within cells are written `\\"`. */
  | { readonly kind: 'backslashes' }
  /** Lines above the header that belong to no table. */
  | { readonly kind: 'title lines'; readonly lines: readonly number[]; readonly first: string }
  | ({ readonly kind: 'comment lines' } & RecordLines)
  /** Records right after the header that describe the columns: text where `columns` columns hold nothing but numbers. */
  | { readonly kind: 'second header'; readonly lines: readonly number[]; readonly columns: number }
  /** The header is one name short: the first cell of each record is the number of its row, as R writes it. */
  | { readonly kind: 'row names'; readonly name: string }
  /** Columns without a name at the right end, empty in every record, are left out. */
  | { readonly kind: 'empty columns'; readonly columns: number }
  | { readonly kind: 'unnamed columns'; readonly names: readonly string[] }
  | ({ readonly kind: 'repeated header' } & RecordLines)
  /** Records whose cells are all empty. */
  | ({ readonly kind: 'empty records' } & RecordLines)
  /** Records between the others that begin with a word for a sum; they are read. */
  | ({ readonly kind: 'subtotals' } & RecordLines)
  /** The last record sums the others up, or may: it is left out where it is empty in a column that the others fill. */
  | { readonly kind: 'total line'; readonly line: number; readonly text: string; readonly leftOut: boolean }
  /** Text below the table, such as `(1234 rows)`. */
  | { readonly kind: 'footer lines'; readonly lines: readonly number[]; readonly first: string }
  /** The file has as many records as a sheet of Excel may have rows: the rest may have been cut off. */
  | { readonly kind: 'row limit'; readonly records: number }
  | {
      readonly kind: 'odd records';
      /** Where a quote is to blame, its lines: nobody can tell how many records they were. */
      readonly records: number;
      /** Cells of a record that is not odd. */
      readonly width: number;
      readonly first: readonly OddRecord[];
    }
  /** Text that was once decoded wrongly, such as `Ã¼` for `ü`. */
  | { readonly kind: 'decoded twice'; readonly line: number; readonly example: string };

/** How many records are not read for they are odd. */
export function oddRecords(remarks: readonly ShapeRemark[]): number {
  return remarks.reduce((sum, remark) => sum + (remark.kind === 'odd records' ? remark.records : 0), 0);
}
