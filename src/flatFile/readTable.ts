import { createTable, type Table } from '../table/table.ts';
import type { FileWriting } from './rawRecords.ts';
import { readFlatFile } from './readFlatFile.ts';
import type { ColumnReading } from './reading/columnReading.ts';

/** What is known of a file before it is read; the rest is found out. */
export interface TableFileOptions extends FileWriting {
  /** Columns to leave out; a text may hold several names with commas between them. */
  readonly exclude?: readonly string[];
  /** Column → what it is: `number`, `number:1.234,5`, `category`, `date:DD/MM/YYYY`, `text` or `id`. */
  readonly types?: ReadonlyMap<string, string>;
}

/** A file as columns. */
export interface TableFile {
  /** Dates are numbers: microseconds since 1970 in UTC. Of a text that is no category every value is missing. */
  readonly table: Table;
  /** What every column was taken for and why, and what of it could not be read. */
  readonly columns: readonly ColumnReading[];
  /** Records that are left out since their cells cannot be told apart. */
  readonly ragged: number;
}

/**
 * Reads a CSV file, plain or zipped, or a sheet of a workbook, into a table. Separator, encoding, formats and types are found out, and
 * `columns` says what was found.
 *
 * @param file a path
 * @param options what is known of the file
 * @throws UnclearColumnsError (`data`) for columns that can be read in two ways; HandraiseError `data` for a file without rows, `usage` for one that is not there.
 * @example
 * await writeFile('visits.csv', 'visits;country\n1,5;NL\n2,5;DE\n3,5;NL\n');
 * const { table } = await readTable('visits.csv');
 * table.columns.map(({ name, kind }) => [name, kind]) // [['visits', 'number'], ['country', 'category']]
 */
export async function readTable(file: string, options: TableFileOptions = {}): Promise<TableFile> {
  const { exclude = [], types = new Map(), ...written } = options;
  const { rows, columns, ragged } = await readFlatFile({ file, written, exclude, types, asText: [] });
  return {
    table: createTable(
      rows,
      columns.map(({ column }) => column),
    ),
    columns: columns.map(({ reading }) => reading),
    ragged,
  };
}
