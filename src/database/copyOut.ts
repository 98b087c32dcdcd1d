import type pg from 'pg';
import { type CopyFrames, PayloadFrames } from './copyFrames.ts';
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
 * @param doing what is being read, for messages
 * @returns the number of rows
 * @example
 * await copyOut(client, 'SELECT contact_id, occurred_at FROM handraise.event', (row) => add(row.text(0), row.instant(1)));
 */
export async function copyOut(
  client: pg.ClientBase,
  statement: string,
  onRow: (row: CopyRow) => void,
  signal?: AbortSignal,
  doing = 'reading rows',
): Promise<number> {
  const parser = new RowParser(onRow);
  const frames = new PayloadFrames((bytes, from, to) => parser.push(bytes, from, to));
  const rows = await copyOutFrames(client, statement, frames, signal, doing);
  parser.finish(rows);
  return rows;
}

/**
 * Streams a SELECT as the messages of a binary COPY; otherwise as {@link copyOut}.
 *
 * @returns the number of rows the server counted
 */
export async function copyOutFrames(
  client: pg.ClientBase,
  statement: string,
  frames: CopyFrames,
  signal?: AbortSignal,
  doing = 'reading rows',
): Promise<number> {
  if (signal?.aborted) throw interrupted(signal, doing);
  const query = client.query(new CopyOutQuery(`COPY (${statement}\n) TO STDOUT (FORMAT binary)`, frames));
  const stop = () => query.abandon(interrupted(signal!, doing));
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await query.done;
  } catch (error) {
    const failure = databaseFailure(error, doing);
    throw failure.code === 'unexpected' ? error : failure;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
