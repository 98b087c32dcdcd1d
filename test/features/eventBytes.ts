import { CopyWriter } from '../../src/database/copyWriter.ts';
import { EventStream } from '../../src/features/sweep/eventStream.ts';
import { EventSweep } from '../../src/features/sweep/eventSweep.ts';
import type { SweepShape } from '../../src/features/sweep/sweepShape.ts';

/** An event as the database sends it; NaN is null. */
export interface SentEvent {
  readonly contact: string | null;
  readonly occurredAt: number;
  readonly ingestedAt?: number;
  readonly kind: string | null;
  readonly value?: number;
}

/** Events as a binary COPY. */
export function eventBytes(events: readonly SentEvent[]): Buffer {
  const writer = new CopyWriter(5);
  for (const { contact, occurredAt, ingestedAt = Number.NaN, kind, value = Number.NaN } of events) {
    writer.text(contact);
    writer.instant(occurredAt);
    writer.instant(ingestedAt);
    writer.text(kind);
    writer.float(value);
  }
  return Buffer.concat(writer.finish());
}

/** A sweep that events were folded into, in pieces of so many bytes. */
export function folded(shape: SweepShape, events: readonly SentEvent[], piece = 64): EventSweep {
  const sweep = new EventSweep(shape);
  const stream = new EventStream(sweep.memory, sweep.layout);
  const bytes = eventBytes(events);
  for (let at = 0; at < bytes.length; at += piece) stream.push(bytes, at, Math.min(at + piece, bytes.length));
  stream.finish(events.length);
  sweep.finish();
  return sweep;
}
