import type { ReadColumn } from './readColumn.ts';
import type { ShapeRemark } from './shapeRemark.ts';

/** One or two CSV files of the same columns, as columns. */
export interface FlatFile {
  readonly rows: number;
  /** Rows of the first file; the others are of the second. */
  readonly firstRows: number;
  readonly columns: readonly ReadColumn[];
  /** Text per row of the id column, or of the row names; absent where there are neither. */
  readonly ids?: readonly string[];
  /** The column of the names of the rows, where the header does not name it. */
  readonly rowNames?: string;
  /** Records whose cells cannot be told apart as the header says, which are left out. */
  readonly ragged: number;
  /** What was decided about the shape of the first file, and of the second. */
  readonly shape: readonly ShapeRemark[];
  readonly secondShape: readonly ShapeRemark[];
  readonly delimiter: string;
  readonly encoding: string;
  /** The sheet of the first file, where that is a workbook. */
  readonly sheet?: string;
  /** SHA-256 of the text of both files, as 64 hexadecimal digits. */
  readonly fingerprint: string;
}
