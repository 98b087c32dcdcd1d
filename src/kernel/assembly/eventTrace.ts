import { EventFold } from './eventFold';

// What single events leave behind, where features tell them apart by their instants or properties. Traces of a contact hang together.

@unmanaged
export class EventTrace {
  /** Word of the next trace of the contact, 0 for none. */
  next: u32;
  slot: i32;
  occurredAt: f64;
  /** When it had occurred and been ingested, and its contact been created. */
  knownAt: f64;
}

/** Words of a trace before the codes of its properties, i32 each. */
const traceWords: u32 = 3;
const codesOffset: usize = 24;

/** Words that a trace takes. */
export function wordsOfTrace(fold: EventFold): u32 {
  return traceWords + ((fold.properties as u32) + 1) / 2;
}

function traceAt(fold: EventFold, word: u32): EventTrace {
  return changetype<EventTrace>(fold.pool + ((word as usize) << 3));
}

/** Whether any property of an event has a value. */
export function hasValue(fold: EventFold, codes: usize): bool {
  for (let at: usize = 0; at < (fold.properties as usize) << 2; at += 4) if (load<i32>(codes + at) !== -1) return true;
  return false;
}

/** Adds a trace to those of a contact. There is room for it. */
export function addTrace(fold: EventFold, contact: i32, slot: i32, occurredAt: f64, knownAt: f64, codes: usize): void {
  const word = fold.poolUsed;
  fold.poolUsed += wordsOfTrace(fold);
  const trace = traceAt(fold, word);
  const head = fold.traces + ((contact as usize) << 2);
  trace.next = load<u32>(head);
  trace.slot = slot;
  trace.occurredAt = occurredAt;
  trace.knownAt = knownAt;
  const into = changetype<usize>(trace) + codesOffset;
  for (let at: usize = 0; at < (fold.properties as usize) << 2; at += 4) store<i32>(into + at, load<i32>(codes + at));
  store<u32>(head, word);
}

/** Puts the traces of every contact in order, the latest first: in whatever order events came, what is read of them is the same. */
export function sortTraces(address: usize, contacts: i32): void {
  const fold = changetype<EventFold>(address);
  for (let contact = 0; contact < contacts; contact++) {
    const head = fold.traces + ((contact as usize) << 2);
    const first = load<u32>(head);
    if (first && !isSorted(fold, first)) store<u32>(head, sorted(fold, first));
  }
}

function isSorted(fold: EventFold, first: u32): bool {
  let word = first;
  let next = traceAt(fold, word).next;
  while (next && !comesBefore(fold, next, word)) {
    word = next;
    next = traceAt(fold, word).next;
  }
  return next === 0;
}

/** Whether one trace must stand before another that it does not equal. */
function comesBefore(fold: EventFold, one: u32, other: u32): bool {
  const a = traceAt(fold, one);
  const b = traceAt(fold, other);
  if (a.occurredAt !== b.occurredAt) return a.occurredAt > b.occurredAt;
  if (a.slot !== b.slot) return a.slot > b.slot;
  if (a.knownAt !== b.knownAt) return a.knownAt > b.knownAt;
  for (let at = codesOffset; at < codesOffset + ((fold.properties as usize) << 2); at += 4) {
    const mine = load<i32>(changetype<usize>(a) + at);
    const theirs = load<i32>(changetype<usize>(b) + at);
    if (mine !== theirs) return mine > theirs;
  }
  return false;
}

/** Merge sort of a chain, runs of one, two, four and so on: no memory but the chain itself. */
function sorted(fold: EventFold, first: u32): u32 {
  let head = first;
  let merges = 2;
  for (let size: u32 = 1; merges > 1; size <<= 1) {
    let rest = head;
    let tail: u32 = 0;
    merges = 0;
    head = 0;
    while (rest) {
      merges++;
      let one = rest;
      let ones: u32 = 0;
      let other = rest;
      while (other && ones < size) {
        ones++;
        other = traceAt(fold, other).next;
      }
      let others = size;
      while (ones > 0 || (others > 0 && other)) {
        let taken: u32;
        if (ones === 0 || (others > 0 && other && comesBefore(fold, other, one))) {
          taken = other;
          other = traceAt(fold, other).next;
          others--;
        } else {
          taken = one;
          one = traceAt(fold, one).next;
          ones--;
        }
        if (tail) traceAt(fold, tail).next = taken;
        else head = taken;
        tail = taken;
      }
      rest = other;
    }
    traceAt(fold, tail).next = 0;
  }
  return head;
}
