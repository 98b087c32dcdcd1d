import { BatchedEvent, codesOf } from './eventBatch';
import { cellAt } from './eventCell';
import { EventFold, headOf } from './eventFold';

// Events wait in queues, one for some thousand contacts in a row each, and are folded when their queue is full: what they are folded into then lies close
// together in memory, and is not fetched anew for every one of them. The cells they make come to lie together too.

/** Events a queue holds; `sweepLayout.ts` of the features has the same. */
export const queueEvents: u32 = 1024;

/** Bytes of an event that waits. */
const stride: usize = 32;

@unmanaged
export class QueuedEvent {
  occurredAt: f64;
  /** When it had occurred and been ingested. */
  knownAt: f64;
  /** NaN for none. */
  value: f64;
  contact: i32;
  slot: i32;
}

export function queuedAt(fold: EventFold, queue: u32, at: u32): QueuedEvent {
  return changetype<QueuedEvent>(fold.queues + ((queue * queueEvents + at) as usize) * stride);
}

function sizeAt(fold: EventFold, queue: u32): usize {
  return fold.queueSizes + ((queue as usize) << 2);
}

export function sizeOf(fold: EventFold, queue: u32): u32 {
  return load<u32>(sizeAt(fold, queue));
}

export function empty(fold: EventFold, queue: u32): void {
  fold.queued -= sizeOf(fold, queue);
  store<u32>(sizeAt(fold, queue), 0);
}

/** i32 per property of an event that waits. */
export function queuedCodes(fold: EventFold, queue: u32, at: u32): usize {
  return fold.queueCodes + ((((queue * queueEvents + at) as usize) * fold.properties) << 2);
}

/** Lets the event at a place of the batch wait. @returns whether its queue, which had room, is full now. */
export function enqueue(fold: EventFold, event: BatchedEvent, place: i32, queue: u32): bool {
  const size = sizeOf(fold, queue);
  const queued = queuedAt(fold, queue, size);
  queued.occurredAt = event.occurredAt;
  queued.knownAt = event.ingestedAt > event.occurredAt ? event.ingestedAt : event.occurredAt;
  queued.value = event.value;
  queued.contact = event.contact;
  queued.slot = event.slot;
  if (fold.properties) {
    const from = codesOf(fold, place);
    const codes = queuedCodes(fold, queue, size);
    for (let at: usize = 0; at < (fold.properties as usize) << 2; at += 4) store<i32>(codes + at, load<i32>(from + at));
  }
  store<u32>(sizeAt(fold, queue), size + 1);
  fold.queued++;
  return size + 1 === queueEvents;
}

/** Reads what folding events [from, to) of a queue will read first: loads of one loop wait for memory together. */
export function touchCells(fold: EventFold, queue: u32, from: u32, to: u32): void {
  let sum: u32 = 0;
  for (let i = from; i < to; i++) sum += load<u32>(headAt(fold, queue, i));
  for (let i = from; i < to; i++) sum += cellAt(fold, load<u32>(headAt(fold, queue, i))).next;
  for (let i = from; i < to; i++) sum += cellAt(fold, cellAt(fold, load<u32>(headAt(fold, queue, i))).next).key;
  // Stored, so that the loads are not left out.
  fold.touched = sum;
}

function headAt(fold: EventFold, queue: u32, at: u32): usize {
  const event = queuedAt(fold, queue, at);
  return headOf(fold, event.contact, event.slot);
}
