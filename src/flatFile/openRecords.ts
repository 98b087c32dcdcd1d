import type { Hash } from 'node:crypto';
import { type CsvRecord, csvRecords } from '../crm/import/csvRecords.ts';
import { utf8Chunks } from '../crm/import/utf8Chunks.ts';
import { HandraiseError } from '../errors.ts';
import { detectDelimiter } from './delimiter.ts';
import { isMissing } from './missing.ts';
import { numberOf } from './numberText.ts';
import type { ShapeRemark } from './shapeRemark.ts';

/** How to open a file. */
export interface OpenOptions {
  /** Takes the text of the file; absent where it was taken before. */
  readonly hash?: Hash;
  readonly onBytes?: ((read: number, total: number) => void) | undefined;
}

/** A file as a header and records. */
export interface OpenedRecords {
  readonly names: readonly string[];
  /** Columns are called c1, c2 … for the first line is all numbers. */
  readonly headerless: boolean;
  readonly delimiter: string;
  /** What was decided about the shape of the file. */
  readonly remarks: readonly ShapeRemark[];
  /** All records but the header. */
  readonly records: AsyncGenerator<readonly CsvRecord[]>;
}

/**
 * Opens a CSV file: its header, and its records as a stream. It may be opened again for another pass.
 *
 * @throws HandraiseError `data` for a file without rows; `usage` for a file that cannot be read.
 */
export async function openRecords(file: string, { hash, onBytes }: OpenOptions): Promise<OpenedRecords> {
  const text = utf8Chunks(file, 'utf-8', onBytes);
  const chunks = hash ? hashed(text, hash) : text;
  const first = await chunks.next();
  if (first.done) throw new HandraiseError('data', `${file} is empty`);
  const delimiter = detectDelimiter(first.value.toString());
  const batches = csvRecords(withFirst(first.value, chunks), delimiter);
  for (;;) {
    const batch = await batches.next();
    if (batch.done) throw new HandraiseError('data', `${file} has no rows`);
    const [header, ...others] = batch.value;
    if (!header) continue;
    const cells = header.cells.map((cell) => cell.trim());
    const headerless = cells.every((cell) => isMissing(cell) || !Number.isNaN(numberOf(cell, 'point')));
    return {
      names: cells.map((cell, at) => (headerless || cell === '' ? `c${at + 1}` : cell)),
      headerless,
      delimiter,
      remarks: headerless ? [{ kind: 'headerless' }] : [],
      records: withFirst(headerless ? batch.value : others, batches),
    };
  }
}

async function* hashed(chunks: AsyncGenerator<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

async function* withFirst<T>(first: T, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
