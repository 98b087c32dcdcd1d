import type { NoticeFigures } from '../notice/catalogue.ts';
import type { fileShapeFigures } from '../notice/fileShape.ts';

type ShapeKind = keyof typeof fileShapeFigures;

/** Something about the shape of a file that was decided while it was read: the kind of a notice, and its figures but which file it is. */
export type ShapeRemark = {
  readonly [K in ShapeKind]: { readonly kind: K } & Omit<NoticeFigures[K], 'second'>;
}[ShapeKind];

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

/** A record that is not read: its line, the number of its cells, and why: another number of cells, quotes that cannot be paired, a cell that holds whole records, the character NUL. */
export type OddRecord = NoticeFigures['odd-records']['first'][number];

export type OddReason = OddRecord['why'];

/** How many records are not read since they are odd. */
export function oddRecords(remarks: readonly ShapeRemark[]): number {
  return remarks.reduce((sum, remark) => sum + (remark.kind === 'odd-records' ? remark.records : 0), 0);
}
