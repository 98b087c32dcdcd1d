import {
  BatchedEvent,
  batchFull,
  batchSize,
  eventOf,
  findContacts,
  isSilent,
  parseBatch,
  poolFull,
} from './eventBatch';
import { addValue, cellAt, cellOf, firstAfter, wordsOfOne } from './eventCell';
import { createdAtOf, EventFold, headOf, idle, noKind, roleOf } from './eventFold';

/**
 * Folds whole rows of the input [from, to), which is followed by 8 bytes that may be read; leaves how far it came in `position`.
 *
 * @returns why it stopped, see `eventBatch.ts`.
 */
export function foldEvents(address: usize, from: usize, to: usize): i32 {
  const fold = changetype<EventFold>(address);
  let at = from;
  while (true) {
    if (fold.poolWords - fold.poolUsed < (batchSize as u32) * wordsOfOne) {
      fold.position = at;
      return poolFull;
    }
    const status = parseBatch(fold, at, to);
    at = fold.position;
    findContacts(fold);
    touchCells(fold);
    foldBatch(fold);
    if (status !== batchFull) return status;
  }
}

/** Reads what folding the batch will read first: loads of one loop wait for memory together. */
function touchCells(fold: EventFold): void {
  for (let i = 0; i < fold.batched; i++) {
    const event = eventOf(fold.batch, i);
    event.head = event.contact < 0 || event.slot < 0 ? 0 : load<u32>(headOf(fold, event.contact, event.slot));
  }
  let sum: u32 = 0;
  for (let i = 0; i < fold.batched; i++) {
    const event = eventOf(fold.batch, i);
    event.next = event.head ? cellAt(fold, event.head).next : 0;
  }
  for (let i = 0; i < fold.batched; i++) sum += cellAt(fold, eventOf(fold.batch, i).next).key;
  // Stored, so that the loads are not left out.
  fold.touched = sum;
}

function foldBatch(fold: EventFold): void {
  for (let i = 0; i < fold.batched; i++) {
    const event = eventOf(fold.batch, i);
    if (isSilent(event)) continue;
    if (event.slot === noKind) {
      fold.unkinded++;
      continue;
    }
    if (event.contact < 0) {
      fold.orphans++;
      continue;
    }
    // False for NaN too.
    if (!(abs(event.occurredAt) < Infinity)) {
      fold.timeless++;
      continue;
    }
    if (event.occurredAt >= fold.knownBefore) {
      fold.future++;
      continue;
    }
    if (event.slot === fold.otherSlot) fold.otherKinds++;
    if (abs(event.value) > fold.largestValue) {
      fold.badValues++;
      event.value = NaN;
    }
    if (roleOf(fold, event.contact) !== idle) foldEvent(fold, event);
  }
}

function foldEvent(fold: EventFold, event: BatchedEvent): void {
  const occurredAt = event.occurredAt;
  const contact = event.contact as usize;
  let knownAt = occurredAt;
  if (event.ingestedAt > knownAt) knownAt = event.ingestedAt;
  const createdAt = createdAtOf(fold, event.contact);
  if (createdAt > knownAt) knownAt = createdAt;
  if (knownAt >= fold.knownBefore) return;
  const start = fold.listStart ? load<i32>(fold.listStart + (contact << 2)) : 0;
  const end = fold.listStart ? load<i32>(fold.listEnd + (contact << 2)) : fold.cutoffCount;
  const first = firstAfter(fold.cutoffs, knownAt, start, end);
  if (first === end) return;
  const cell = cellOf(fold, headOf(fold, event.contact, event.slot), start, end, first - start, occurredAt);
  cell.count++;
  if (occurredAt > cell.latest) cell.latest = occurredAt;
  if (fold.valuedKinds && event.value === event.value && load<i32>(fold.valued + ((event.slot as usize) << 2)) >= 0)
    addValue(fold, cell, occurredAt, event.value);
}
