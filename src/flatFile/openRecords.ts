import type { CsvRecord } from '../crm/import/csvRecord.ts';
import { beginsLikeZip, textOf } from '../crm/import/utf8Chunks.ts';
import type { OpenOptions, RawRecords } from './rawRecords.ts';
import { readShape, type Shape } from './readShape.ts';
import { ShapedRecords } from './shapedRecords.ts';
import type { ShapeRemark } from './shapeRemark.ts';
import { textRecords } from './textRecords.ts';
import { openZipRecords } from './zipRecords.ts';

/** Records, and cells of them, by which the shape is told. */
const sampled = { records: 1000, cells: 1_000_000 };

/** A file as a header and records. */
export interface OpenedRecords {
  readonly names: readonly string[];
  /** Columns are called c1, c2 … for the first line is all numbers. */
  readonly headerless: boolean;
  /** The column, one of `names`, that names the rows where the header names it not. */
  readonly rowNames?: string;
  readonly delimiter: string;
  readonly encoding: string;
  /** The sheet of the workbook that was read. */
  readonly sheet?: string;
  /** What was decided about the shape of the file; complete once all records were read. */
  readonly remarks: readonly ShapeRemark[];
  /** All rows, each with as many cells as there are names. */
  readonly records: AsyncGenerator<readonly CsvRecord[]>;
}

/**
 * Opens a CSV file, packed by gzip or zip or not, or a sheet of a workbook: its header, and its rows as a stream. It may be opened again for another pass.
 *
 * @throws HandraiseError `data` for a file whose cells cannot be told or that holds no rows, also while its rows are read; `usage` for one
 *   that cannot be read.
 */
export async function openRecords(file: string, options: OpenOptions): Promise<OpenedRecords> {
  const raw = await rawRecords(file, options);
  const { delimiter, encoding, sheet, batches } = raw;
  const first: CsvRecord[] = [];
  let shape: Shape;
  try {
    let cells = 0;
    while (first.length < sampled.records && cells < sampled.cells) {
      const { done, value } = await batches.next();
      if (done) break;
      for (const record of value) {
        first.push(record);
        cells += record.cells.length;
      }
    }
    shape = readShape(file, first);
  } catch (error) {
    await batches.return(undefined);
    throw error;
  }
  const rows = new ShapedRecords(file, { ...shape, delimiter });
  const { names, headerless, rowNames } = shape;
  return {
    names,
    headerless,
    ...(rowNames === undefined ? {} : { rowNames }),
    delimiter,
    encoding,
    ...(sheet === undefined ? {} : { sheet }),
    get remarks() {
      return [...raw.remarks(), ...shape.remarks, ...rows.remarks];
    },
    records: rows.rows(withFirst(first.slice(shape.above), batches)),
  };
}

async function rawRecords(file: string, options: OpenOptions): Promise<RawRecords> {
  if (await beginsLikeZip(file)) return openZipRecords(file, options);
  return textRecords(file, await textOf(file, options.encoding, options.onBytes), options);
}

async function* withFirst<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
