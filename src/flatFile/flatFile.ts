import type { ReadColumn } from './columnBuilder.ts';

/** One or two CSV files of the same columns, as columns. */
export interface FlatFile {
  readonly rows: number;
  /** Rows of the first file; the others are of the second. */
  readonly firstRows: number;
  readonly columns: readonly ReadColumn[];
  /** Text per row of the id column; absent where none was named. */
  readonly ids?: readonly string[];
  /** Records with another number of cells than the header, which are left out. */
  readonly ragged: number;
  /** Records with bytes that are not UTF-8. */
  readonly damaged: number;
  /** Columns are called c1, c2 … for the first line is all numbers. */
  readonly headerless: boolean;
  readonly delimiter: string;
  /** SHA-256 of the text of both files, as 64 hexadecimal digits. */
  readonly fingerprint: string;
}
