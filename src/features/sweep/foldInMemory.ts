import { copyData } from '../../database/copyFrames.ts';
import { CopyWriter } from '../../database/copyWriter.ts';
import { EventStream } from './eventStream.ts';
import { EventSweep } from './eventSweep.ts';
import type { SweepShape } from './sweepShape.ts';

/** An event as the database sends it; NaN is null. */
export interface SentEvent {
  readonly contact: string | null;
  readonly occurredAt: number;
  readonly ingestedAt?: number;
  readonly kind: string | null;
  readonly value?: number;
  /** Values of the properties, in their order; by default none. */
  readonly about?: readonly (string | null)[];
  /** Numbers of the properties that are numbers, in their order; by default none. */
  readonly amounts?: readonly number[];
}

/** Events as a binary COPY, with so many properties that are texts, and so many that are numbers. */
export function eventBytes(events: readonly SentEvent[], properties = 0, amounts = 0): Buffer {
  const writer = new CopyWriter(5 + properties + amounts);
  for (const event of events) {
    const { contact, occurredAt, ingestedAt = Number.NaN, kind, value = Number.NaN, about = [] } = event;
    writer.text(contact);
    writer.instant(occurredAt);
    writer.instant(ingestedAt);
    writer.text(kind);
    writer.float(value);
    for (let p = 0; p < properties; p++) writer.text(about[p] ?? null);
    for (let a = 0; a < amounts; a++) writer.float(event.amounts?.[a] ?? Number.NaN);
  }
  return Buffer.concat(writer.finish());
}

/**
 * A sweep that a few events were folded into without a database.
 *
 * @param piece bytes the stream is given at a time.
 */
export function foldInMemory(shape: SweepShape, events: readonly SentEvent[], piece = 65_536): EventSweep {
  const sweep = new EventSweep(shape);
  const stream = new EventStream(sweep);
  const bytes = eventBytes(events, shape.properties.length, shape.amounts.length);
  for (let at = 0; at < bytes.length; at += piece) stream.read(framed(bytes.subarray(at, at + piece)), 0);
  stream.finish(events.length);
  sweep.finish();
  if (shape.rates || shape.means) sweep.addToAll(shape);
  shape.rates?.finish();
  shape.means?.finish();
  return sweep;
}

/** Bytes of a COPY as the message that carries them. */
export function framed(bytes: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header[0] = copyData;
  header.writeInt32BE(bytes.length + 4, 1);
  return Buffer.concat([header, bytes]);
}
