import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CopyWriter } from './copyWriter.ts';
import { databaseFailure } from './failure.ts';
import { interrupted } from './interruption.ts';

export type { CopyWriter } from './copyWriter.ts';

/** Where rows go: a table by its schema and name, and the columns in the order they are written. */
interface CopyTarget {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * Streams rows into a table as binary COPY, with back pressure.
 *
 * `rows` is called once with the writer. It writes the fields of a row, one call per column in the target's order, and
 * yields between rows (after each row, or after some); a yield with a half-written row is an error. When anything throws,
 * the whole COPY is undone by the server and the error comes out.
 *
 * @returns the number of rows written
 * @example
 * await copyIn(client, { schema: 'handraise', table: 'answer', columns: ['contact_id', 'answered_at'] }, function* (row) {
 *   for (const answer of answers) {
 *     row.text(answer.contactId);
 *     row.instant(answer.at);
 *     yield;
 *   }
 * });
 */
export async function copyIn(
  client: pg.ClientBase,
  target: CopyTarget,
  rows: (row: CopyWriter) => Iterable<void> | AsyncIterable<void>,
  signal?: AbortSignal,
): Promise<number> {
  const writer = new CopyWriter(target.columns.length);
  const columns = target.columns.map(pg.escapeIdentifier).join(', ');
  const table = `${pg.escapeIdentifier(target.schema)}.${pg.escapeIdentifier(target.table)}`;
  const stream = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN (FORMAT binary)`));
  try {
    await pipeline(chunks(writer, rows), stream, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted) throw interrupted(signal, 'writing rows');
    const failure = databaseFailure(error, `writing ${target.schema}.${target.table}`);
    throw failure.code === 'unexpected' ? error : failure;
  }
  return writer.rows;
}

async function* chunks(
  writer: CopyWriter,
  rows: (row: CopyWriter) => Iterable<void> | AsyncIterable<void>,
): AsyncGenerator<Buffer> {
  const source = rows(writer);
  if (Symbol.iterator in source) {
    for (const _ of source) yield* writer.take();
  } else {
    for await (const _ of source) yield* writer.take();
  }
  yield* writer.finish();
}
