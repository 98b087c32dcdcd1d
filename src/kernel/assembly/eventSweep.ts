import {
  BatchedEvent,
  batchFull,
  batchSize,
  eventOf,
  findContacts,
  isSilent,
  parseBatch,
  poolFull,
  reachedTrailer,
} from './eventBatch';
import { addValue, cellOf, firstAfter, wordsOfOne } from './eventCell';
import { createdAtOf, EventFold, headOf, idle, noKind, roleOf } from './eventFold';
import { empty, enqueue, QueuedEvent, queuedAt, sizeOf, touchCells } from './eventQueues';

/**
 * Folds whole rows of the input [from, to), which is followed by 8 bytes that may be read; leaves how far it came in `position`. Some of
 * them wait in queues until the trailer is reached.
 *
 * @returns why it stopped, see `eventBatch.ts`.
 */
export function foldEvents(address: usize, from: usize, to: usize): i32 {
  const fold = changetype<EventFold>(address);
  let at = from;
  while (true) {
    if (fold.poolWords - fold.poolUsed < (fold.queued + (batchSize as u32)) * wordsOfOne) {
      fold.position = at;
      return poolFull;
    }
    const status = parseBatch(fold, at, to);
    at = fold.position;
    findContacts(fold);
    queueBatch(fold);
    if (status === reachedTrailer) for (let queue: u32 = 0; queue < fold.queueCount; queue++) foldQueue(fold, queue);
    if (status !== batchFull) return status;
  }
}

/** Counts what is left aside, and lets the others wait. */
function queueBatch(fold: EventFold): void {
  for (let i = 0; i < fold.batched; i++) {
    const event = eventOf(fold.batch, i);
    if (isSilent(event) || isLeftAside(fold, event)) continue;
    if (event.slot === fold.otherSlot) fold.otherKinds++;
    if (abs(event.value) > fold.largestValue) {
      fold.badValues++;
      event.value = NaN;
    }
    const queue = (event.contact as u32) >> fold.queueBits;
    if (enqueue(fold, event, queue)) foldQueue(fold, queue);
  }
}

function isLeftAside(fold: EventFold, event: BatchedEvent): bool {
  if (event.slot === noKind) fold.unkinded++;
  else if (event.contact < 0) fold.orphans++;
  // False for NaN too.
  else if (!(abs(event.occurredAt) < Infinity)) fold.timeless++;
  else if (event.occurredAt >= fold.knownBefore) fold.future++;
  else return false;
  return true;
}

function foldQueue(fold: EventFold, queue: u32): void {
  const size = sizeOf(fold, queue);
  for (let from: u32 = 0; from < size; from += batchSize) {
    const to = min(size, from + batchSize);
    touchCells(fold, queue, from, to);
    for (let i = from; i < to; i++) foldEvent(fold, queuedAt(fold, queue, i));
  }
  empty(fold, queue);
}

function foldEvent(fold: EventFold, event: QueuedEvent): void {
  if (roleOf(fold, event.contact) === idle) return;
  let knownAt = event.knownAt;
  const createdAt = createdAtOf(fold, event.contact);
  if (createdAt > knownAt) knownAt = createdAt;
  if (knownAt >= fold.knownBefore) return;
  const contact = event.contact as usize;
  const start = fold.listStart ? load<i32>(fold.listStart + (contact << 2)) : 0;
  const end = fold.listStart ? load<i32>(fold.listEnd + (contact << 2)) : fold.cutoffCount;
  const first = firstAfter(fold.cutoffs, knownAt, start, end);
  if (first === end) return;
  const occurredAt = event.occurredAt;
  const cell = cellOf(fold, headOf(fold, event.contact, event.slot), start, end, first - start, occurredAt);
  cell.count++;
  if (occurredAt > cell.latest) cell.latest = occurredAt;
  if (fold.valuedKinds && event.value === event.value && load<i32>(fold.valued + ((event.slot as usize) << 2)) >= 0)
    addValue(fold, cell, occurredAt, event.value);
}
