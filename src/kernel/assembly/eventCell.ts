import { bucketOf, dayOf, EventFold, instantBias } from './eventFold';

// Cells of a contact and kind, the newest first.

@unmanaged
export class EventCell {
  /** Word of the next cell, 0 for none. */
  next: u32;
  /** Interval between boundaries, times 2^16, plus the first cutoff that knew; where there are no boundaries, that cutoff alone. */
  key: u32;
  count: u32;
  /** Word of what is kept of its values, 0 for none. */
  value: u32;
  /** The latest of its events, which stands for all of them wherever a window or day is asked for. */
  latest: f64;
}

@unmanaged
export class CellValue {
  /** Halves of the sum in units. */
  low: u64;
  high: i64;
  greatest: f64;
  /** The last event that had a value. */
  lastAt: f64;
  last: f64;
}

const cellWords: u32 = 3;
const valueWords: u32 = 5;

/** Words that a cell takes at most. */
export const wordsOfOne: u32 = 8;

export function cellAt(fold: EventFold, word: u32): EventCell {
  return changetype<EventCell>(fold.pool + ((word as usize) << 3));
}

export function valueAt(fold: EventFold, word: u32): CellValue {
  return changetype<CellValue>(fold.pool + ((word as usize) << 3));
}

/** The first cutoff of [start, end) after `instant`. */
export function firstAfter(cutoffs: usize, instant: f64, start: i32, end: i32): i32 {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<f64>(cutoffs + ((middle as usize) << 3)) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The cell of an event: a known one, or a new one. There is room for it. */
export function cellOf(fold: EventFold, head: usize, start: i32, end: i32, first: i32, at: f64): EventCell {
  const interval = fold.boundaryCount ? intervalOf(fold, at) : 0;
  const key = fold.boundaryCount ? (interval << 16) | first : first;
  for (let word = load<u32>(head); word; ) {
    const cell = cellAt(fold, word);
    if (cell.key === key && (fold.boundaryCount || areAlike(fold, start + first, end, cell.latest, at))) return cell;
    word = cell.next;
  }
  const word = fold.poolUsed;
  fold.poolUsed += cellWords;
  const cell = cellAt(fold, word);
  cell.next = load<u32>(head);
  cell.key = key;
  cell.count = 0;
  cell.value = 0;
  cell.latest = -Infinity;
  store<u32>(head, word);
  return cell;
}

/** Number of boundaries at or before an instant. */
function intervalOf(fold: EventFold, at: f64): i32 {
  const known = fold.interval;
  const end = fold.boundaries + ((known as usize) << 3);
  const isSame = (known === 0 || load<f64>(end - 8) <= at) && (known === fold.boundaryCount || at < load<f64>(end));
  if (!isSame) fold.interval = firstAfter(fold.boundaries, at, 0, fold.boundaryCount);
  return fold.interval;
}

/** Cutoffs times windows up to which it is worth looking whether two events are alike. */
const mostComparisons = 64;

/** Whether no window and no day of cutoffs [first, end) ends between two instants. */
function areAlike(fold: EventFold, first: i32, end: i32, a: f64, b: f64): bool {
  if (a === b) return true;
  if ((end - first) * fold.windows > mostComparisons) return false;
  for (let at = first; at < end; at++) {
    const asOf = load<f64>(fold.cutoffs + ((at as usize) << 3));
    if (bucketOf(fold, asOf - a, 0) !== bucketOf(fold, asOf - b, 0)) return false;
    if (fold.days && dayOf(asOf - a) !== dayOf(asOf - b)) return false;
  }
  return true;
}

/** Values are added up as whole ten-thousandths, which come to the same in any order. */
const unitsPerOne: f64 = 10_000;

export function addValue(fold: EventFold, cell: EventCell, at: f64, value: f64): void {
  if (!cell.value) {
    cell.value = fold.poolUsed;
    fold.poolUsed += valueWords;
    const fresh = valueAt(fold, cell.value);
    fresh.low = 0;
    fresh.high = 0;
    fresh.greatest = -Infinity;
    fresh.lastAt = -Infinity;
    fresh.last = 0;
  }
  const known = valueAt(fold, cell.value);
  // Halves are rounded up, as Math.round does.
  const scaled = value * unitsPerOne;
  const below = floor(scaled);
  const units = (scaled - below >= 0.5 ? below + 1 : below) as i64;
  known.low += (units as u64) & 0xffffffff;
  known.high += units >> 32;
  if (value > known.greatest) known.greatest = value;
  // The greatest of the latest: which of them comes first must not matter.
  if (at > known.lastAt || (at === known.lastAt && value > known.last)) {
    known.lastAt = at;
    known.last = value;
  }
}

/** An instant as it is kept where 0 means never. */
export function biased(instant: f64): u64 {
  return ((instant as i64) + instantBias) as u64;
}
