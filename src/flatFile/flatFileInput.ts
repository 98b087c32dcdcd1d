import type { FileWriting } from './rawRecords.ts';

/** What to read. */
export interface FlatFileInput {
  readonly file: string;
  /** Of the same columns, in any order; those of `asText` and `exclude` may be absent. */
  readonly second?: string;
  /** Read as text whatever their cells, missing markers too. */
  readonly asText: readonly string[];
  readonly id?: string;
  /** Column by which rows are sorted. */
  readonly time?: string;
  /** Lists of columns that are not used; see `namesInLists`. */
  readonly exclude: readonly string[];
  /** What columns are, as `settledType` takes it; the others are found out. */
  readonly types: ReadonlyMap<string, string>;
  readonly onBytes?: (read: number, total: number) => void;
  /** How the files are written, as far as it is known. */
  readonly written?: FileWriting;
}
