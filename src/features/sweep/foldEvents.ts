import type pg from 'pg';
import { copyOutFrames } from '../../database/copyOut.ts';
import { EventStream } from './eventStream.ts';
import type { SweepLayout } from './sweepLayout.ts';

/** Where events are folded, and what is heard of it. */
export interface FoldTarget {
  readonly memory: WebAssembly.Memory;
  readonly layout: SweepLayout;
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the number of events read so far. */
  readonly onProgress?: ((events: number) => void) | undefined;
}

/** Streams the events of a statement, see `eventStatement`, into the memory of a sweep. */
export async function foldEvents(client: pg.ClientBase, statement: string, target: FoldTarget): Promise<void> {
  const stream = new EventStream(target);
  const rows = await copyOutFrames(client, statement, stream, target.signal, 'reading events');
  stream.finish(rows);
  target.onProgress?.(rows);
}
