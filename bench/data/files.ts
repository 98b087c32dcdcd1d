import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../src/model/estimator.ts';
import type { Column } from '../../src/table/table.ts';

/** A matrix in a raw little-endian file, column after column; peers/matrix.py reads it. */
export interface MatrixFile {
  readonly path: string;
  readonly type: '<f4' | '<f8';
  readonly rows: number;
  readonly columns: number;
}

/** A data set in files; a category is its code, missing is NaN. */
export interface DatasetFiles {
  readonly matrix: MatrixFile;
  /** Positions of the columns that are categories. */
  readonly categories: readonly number[];
  /** A byte per row. */
  readonly label: string;
}

/** Writes a data set whose numbers are exact in float32. */
export function writeDataset(folder: string, name: string, { table, label }: Dataset): DatasetFiles {
  const categories = table.columns.flatMap((column, at) => (column.kind === 'category' ? [at] : []));
  const matrix = writeMatrix(join(folder, `${name}.matrix`), table.columns.map(float32Values));
  return { matrix, categories, label: writeBytes(join(folder, `${name}.label`), label) };
}

/** Writes columns as they are. */
export function writeMatrix(path: string, columns: readonly (Float32Array | Float64Array)[]): MatrixFile {
  writeArrays(path, columns);
  const type = columns[0] instanceof Float32Array ? '<f4' : '<f8';
  return { path, type, rows: columns[0]!.length, columns: columns.length };
}

/** Writes a byte per row. @returns the path. */
export function writeBytes(path: string, bytes: Uint8Array): string {
  writeArrays(path, [bytes]);
  return path;
}

function float32Values(column: Column): Float32Array {
  if (column.kind === 'number') return Float32Array.from(column.values);
  return Float32Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
}

function writeArrays(path: string, arrays: readonly (Uint8Array | Float32Array | Float64Array)[]): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (const { buffer, byteOffset, byteLength } of arrays)
      writeWhole(file, new Uint8Array(buffer, byteOffset, byteLength));
  } finally {
    closeSync(file);
  }
}

/** A single call may write less than it is given. */
function writeWhole(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
}

/** The float64 numbers of a raw little-endian file that a peer has written. */
export function readNumbers(path: string): Float64Array {
  const bytes = Uint8Array.from(readFileSync(path));
  return new Float64Array(bytes.buffer);
}
