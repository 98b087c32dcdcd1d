import type pg from 'pg';
import { copyOutFrames } from '../../database/copyOut.ts';
import { EventStream } from './eventStream.ts';
import type { FoldTarget } from './foldTarget.ts';

/** Streams the events of a statement, see `eventStatement`, into the memory of a sweep. */
export async function foldEvents(client: pg.ClientBase, statement: string, target: FoldTarget): Promise<void> {
  const stream = new EventStream(target);
  const rows = await copyOutFrames(client, statement, stream, target.signal, 'reading events');
  stream.finish(rows);
  target.onProgress?.(rows);
}
