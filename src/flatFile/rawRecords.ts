import type { Hash } from 'node:crypto';
import type { CsvRecord } from '../crm/import/csvRecord.ts';
import type { ShapeRemark } from './shapeRemark.ts';

/** How a file is written, as far as it is known. */
export interface FileWriting {
  /** A WHATWG label; by default what the byte order mark says, else UTF-8. */
  readonly encoding?: string;
  /** What separates the cells; by default it is found out. */
  readonly delimiter?: string;
  /** The sheet of a workbook, by name or by number from 1; by default the only one that holds something. */
  readonly sheet?: string;
}

/** How to open a file. */
export interface OpenOptions extends FileWriting {
  /** Takes the text of the file; absent where it was taken before. */
  readonly hash?: Hash;
  readonly onBytes?: ((read: number, total: number) => void) | undefined;
}

/** A file's records before it is known which of them are rows. */
export interface RawRecords {
  readonly delimiter: string;
  readonly encoding: string;
  /** The sheet of the workbook that they are of. */
  readonly sheet?: string;
  /** What was decided; complete once all records were read. */
  remarks(): readonly ShapeRemark[];
  readonly batches: AsyncGenerator<readonly CsvRecord[]>;
}
