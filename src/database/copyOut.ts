import type pg from 'pg';
import { CopyOutQuery } from './copyOutQuery.ts';
import type { CopyRow } from './copyRow.ts';
import { databaseFailure } from './failure.ts';
import { interrupted } from './interruption.ts';
import { RowParser } from './rowParser.ts';

export type { CopyRow } from './copyRow.ts';

/**
 * Streams the rows of a SELECT as binary COPY and calls `onRow` for each, in the order the server sends them.
 *
 * Memory does not grow with rows: the row handed over is one reused view of the bytes just received. Casts decide how
 * a column may be read (see {@link CopyRow}). It resolves only when every row the server counted has been handed over;
 * otherwise it rejects and what `onRow` was given must be thrown away. When `onRow` throws or `signal` is aborted the
 * connection is closed, since that is the only way out of a COPY.
 *
 * @param statement the SELECT, without semicolon; values in it are literals (a COPY binds no parameters)
 * @returns the number of rows
 * @example
 * await copyOut(client, 'SELECT contact_id, occurred_at FROM handraise.event', (row) => add(row.text(0), row.instant(1)));
 */
export async function copyOut(
  client: pg.ClientBase,
  statement: string,
  onRow: (row: CopyRow) => void,
  signal?: AbortSignal,
): Promise<number> {
  const parser = new RowParser(onRow);
  const rows = await copyOutBytes(client, statement, (bytes, from, to) => parser.push(bytes, from, to), signal);
  parser.finish(rows);
  return rows;
}

/**
 * Streams a SELECT as the bytes of a binary COPY, in pieces cut anywhere; otherwise as {@link copyOut}.
 *
 * @param take is given bytes [from, to) of a buffer that is valid until it returns
 * @returns the number of rows the server counted
 */
export async function copyOutBytes(
  client: pg.ClientBase,
  statement: string,
  take: (bytes: Buffer, from: number, to: number) => void,
  signal?: AbortSignal,
): Promise<number> {
  if (signal?.aborted) throw interrupted(signal, 'reading rows');
  const query = client.query(new CopyOutQuery(`COPY (${statement}\n) TO STDOUT (FORMAT binary)`, take));
  const stop = () => query.abandon(interrupted(signal!, 'reading rows'));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await query.done;
  } catch (error) {
    const failure = databaseFailure(error, 'reading rows');
    throw failure.code === 'unexpected' ? error : failure;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
