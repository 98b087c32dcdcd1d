import { createHash } from 'node:crypto';
import type { CsvRecord } from '../crm/import/csvRecords.ts';
import { HandraiseError } from '../errors.ts';
import { type ColumnBuilder, columnBuilder } from './columnBuilder.ts';
import { columnKind } from './columnKind.ts';
import { namesInLists } from './columnLists.ts';
import { columnNamed, positionsOf } from './columnNamed.ts';
import type { FlatFile } from './flatFile.ts';
import { openRecords } from './openRecords.ts';
import type { FileWriting } from './rawRecords.ts';
import { oddRecords, type ShapeRemark } from './shapeRemark.ts';

/** Records by which columns are told what they are. */
const sampled = 5000;

/** What to read. */
export interface FlatFileInput {
  readonly file: string;
  /** Of the same columns, in any order; those that the lists of `mayLack` name may be absent; see `namesInLists`. */
  readonly second?: string;
  /** Read as text whatever their cells, missing markers too. */
  readonly asText: readonly string[];
  readonly id?: string;
  readonly mayLack: readonly string[];
  readonly onBytes?: (read: number, total: number) => void;
  /** How the files are written, as far as it is known. */
  readonly written?: FileWriting;
}

/**
 * Reads a CSV file, and a second one after it, into columns: streamed, packed by gzip or not, with any of the usual separators.
 *
 * What a column is is told by the first 5,000 records of the first file. A first line of numbers alone is no header.
 *
 * @throws HandraiseError `data` for a file without rows, columns of one name, or a second file that lacks columns; `usage` for a
 *   file that cannot be read.
 */
export async function readFlatFile(input: FlatFileInput): Promise<FlatFile> {
  const hash = createHash('sha256');
  const first = await openRecords(input.file, { ...input.written, hash, onBytes: input.onBytes });
  const { names } = first;
  if (new Set(names).size < names.length) {
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    throw new HandraiseError('data', `${input.file}: column ${JSON.stringify(twice)} occurs twice`, {
      hint: 'give the columns names of their own',
    });
  }
  const nameOf = (name: string) => columnNamed(name, names, input.file);
  const id = input.id === undefined ? first.rowNames : nameOf(input.id);
  const into = new Reading(names, { asText: input.asText.map(nameOf), ...(id === undefined ? {} : { id }) });
  await into.take(
    first.records,
    names.map((_, at) => at),
  );
  into.endSample();
  const firstRows = into.rows;
  if (firstRows === 0) throw new HandraiseError('data', `${input.file} has no rows`);
  const remarks = [...first.remarks];
  let secondRemarks: readonly ShapeRemark[] = [];
  if (input.second !== undefined) {
    const second = await openRecords(input.second, { ...input.written, hash, onBytes: input.onBytes });
    const positions = positionsOf(names, second.names);
    const mayLack = [...namesInLists(input.mayLack, names), first.rowNames];
    const lacking = names.filter((name, at) => positions[at]! < 0 && !mayLack.includes(name));
    if (lacking.length > 0)
      throw new HandraiseError(
        'data',
        `${input.second} has no column ${lacking.map((name) => JSON.stringify(name)).join(', ')}`,
        {
          hint: `it needs the columns of ${input.file}`,
        },
      );
    await into.take(second.records, positions);
    secondRemarks = second.remarks;
  }
  return {
    rows: into.rows,
    firstRows,
    columns: into.finish(),
    ...(id === undefined ? {} : { ids: into.ids }),
    ...(first.rowNames === undefined ? {} : { rowNames: first.rowNames }),
    ragged: oddRecords([...remarks, ...secondRemarks]),
    shape: remarks,
    secondShape: secondRemarks,
    delimiter: first.delimiter,
    encoding: first.encoding,
    fingerprint: hash.digest('hex'),
  };
}

/** Columns under construction, which first look at a sample. */
class Reading {
  rows = 0;
  readonly ids: string[] = [];
  readonly #names: readonly string[];
  readonly #asText: ReadonlySet<string>;
  readonly #idAt: number;
  #sample: string[][] | null = [];
  #builders: readonly ColumnBuilder[] = [];

  constructor(names: readonly string[], { asText, id }: Pick<FlatFileInput, 'asText' | 'id'>) {
    this.#names = names;
    this.#asText = new Set(asText);
    this.#idAt = id === undefined ? -1 : names.indexOf(id);
  }

  /** @param positions where each column stands in a record; −1 where it does not. */
  async take(batches: AsyncGenerator<readonly CsvRecord[]>, positions: readonly number[]): Promise<void> {
    const width = positions.length;
    for await (const batch of batches)
      for (const { cells } of batch) {
        const row: string[] = new Array(width);
        for (let at = 0; at < width; at++) row[at] = positions[at]! < 0 ? '' : cells[positions[at]!]!.trim();
        this.#add(row);
      }
  }

  #add(row: string[]): void {
    this.rows++;
    if (this.#idAt >= 0) this.ids.push(row[this.#idAt]!);
    if (this.#sample) {
      this.#sample.push(row);
      if (this.#sample.length === sampled) this.endSample();
      return;
    }
    for (let at = 0; at < row.length; at++) this.#builders[at]!.add(row[at]!);
  }

  endSample(): void {
    const sample = this.#sample;
    if (!sample) return;
    this.#builders = this.#names.map((name, at) =>
      columnBuilder(
        name,
        this.#asText.has(name) ? { kind: 'text', raw: true } : columnKind(sample.map((row) => row[at]!)),
      ),
    );
    this.#sample = null;
    for (const row of sample) for (let at = 0; at < row.length; at++) this.#builders[at]!.add(row[at]!);
  }

  finish() {
    return this.#builders.map((builder) => builder.finish());
  }
}
