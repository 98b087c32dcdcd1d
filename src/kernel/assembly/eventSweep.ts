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
import { addValue, cellOf, EventCell, firstAfter, wordsOfOne } from './eventCell';
import { createdAtOf, EventFold, headOf, idle, markCrowded, noKind, roleOf } from './eventFold';
import { empty, enqueue, QueuedEvent, queuedAt, queuedCodes, sizeOf, touchCells } from './eventQueues';
import { addTrace, hasValue, wordsOfTrace } from './eventTrace';

/**
 * Folds whole rows of the input [from, to), which is followed by 8 bytes that may be read; leaves how far it came in `position`. Some of
 * them wait in queues until the trailer is reached.
 *
 * @returns why it stopped, see `eventBatch.ts`.
 */
export function foldEvents(address: usize, from: usize, to: usize): i32 {
  const fold = changetype<EventFold>(address);
  let at = from;
  const words = wordsOfOne + (fold.traces ? wordsOfTrace(fold) : 0);
  while (true) {
    if (fold.poolWords - fold.poolUsed < (fold.queued + (batchSize as u32)) * words) {
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
    if (enqueue(fold, event, i, queue)) foldQueue(fold, queue);
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
    if (fold.traces)
      for (let i = from; i < to; i++) leaveTrace(fold, queuedAt(fold, queue, i), queuedCodes(fold, queue, i));
  }
  empty(fold, queue);
}

function foldEvent(fold: EventFold, event: QueuedEvent): void {
  const occurredAt = event.occurredAt;
  const cell = knownCell(fold, event.contact, event.slot, occurredAt, event.knownAt);
  if (!cell) return;
  if (++cell.count === fold.crowdedCell) markCrowded(fold, event.contact);
  if (occurredAt > cell.latest) cell.latest = occurredAt;
  if (fold.valuedKinds && event.value === event.value && load<i32>(fold.valued + ((event.slot as usize) << 2)) >= 0)
    addValue(fold, cell, occurredAt, event.value);
}

function leaveTrace(fold: EventFold, event: QueuedEvent, codes: usize): void {
  if (!fold.tracesOfAll && roleOf(fold, event.contact) === idle) return;
  if (!fold.everyTrace && !hasValue(fold, codes)) return;
  const createdAt = createdAtOf(fold, event.contact);
  const knownAt = createdAt > event.knownAt ? createdAt : event.knownAt;
  if (knownAt < fold.knownBefore) addTrace(fold, event.contact, event.slot, event.occurredAt, knownAt, codes);
}

/**
 * Counts so many more, or fewer, of the events that a contact had of a slot at one instant and that became known at another. Some of
 * them were folded.
 */
export function recount(address: usize, contact: i32, slot: i32, occurredAt: f64, knownAt: f64, by: i32): void {
  const cell = knownCell(changetype<EventFold>(address), contact, slot, occurredAt, knownAt);
  if (cell) cell.count += by;
}

/** The cell of an event; null where no row is to know of it. */
function knownCell(fold: EventFold, contact: i32, slot: i32, occurredAt: f64, since: f64): EventCell | null {
  if (roleOf(fold, contact) === idle) return null;
  let knownAt = since;
  const createdAt = createdAtOf(fold, contact);
  if (createdAt > knownAt) knownAt = createdAt;
  if (knownAt >= fold.knownBefore) return null;
  const at = (contact as usize) << 2;
  const start = fold.listStart ? load<i32>(fold.listStart + at) : 0;
  const end = fold.listStart ? load<i32>(fold.listEnd + at) : fold.cutoffCount;
  const first = firstAfter(fold.cutoffs, knownAt, start, end);
  if (first === end) return null;
  return cellOf(fold, headOf(fold, contact, slot), start, end, first - start, occurredAt);
}
