import { Training } from './training';

/** Bins of every `threads`-th column staged at `staged`, beginning with `thread`: `count` columns, the features from `first` on. */
export function binColumns(thread: i32, threads: i32, record: usize, staged: usize, first: i32, count: i32): void {
  const training = changetype<Training>(record);
  for (let i = thread; i < count; i += threads) {
    const values = staged + (i as usize) * training.rows * 8;
    binColumn(training, values, first + i, training.sortRoom + (thread as usize) * training.sortRoomBytes);
  }
}

/** The room to sort holds keys and rows, both twice, then the counters of every digit. */
function binColumn(training: Training, values: usize, feature: i32, room: usize): void {
  const rows = training.rows as usize;
  const keys = room;
  const otherKeys = keys + rows * 8;
  const order = otherKeys + rows * 8;
  const otherOrder = order + rows * 4;
  const counters = (otherOrder + rows * 4 + 15) & ~(15 as usize);
  const present = collectKeys(values, training.rows, keys, order);
  sortKeys(keys, order, otherKeys, otherOrder, present, counters);
  const codes = training.columnBins + (feature as usize) * rows;
  const edges = training.edges + (feature as usize) * training.maxBins * 8;
  const bins = cutBins(training, keys, order, present, codes, edges);
  store<i32>(training.binCount + ((feature as usize) << 2), bins);
  if (present < training.rows) markMissing(values, training.rows, codes, bins as u8);
}

/** Keys that sort as the numbers do, with their rows; returns how many are no NaN. */
function collectKeys(values: usize, rows: i32, keys: usize, order: usize): i32 {
  let present = 0;
  for (let row = 0; row < rows; row++) {
    // Adding zero makes −0 into 0.
    const value = load<f64>(values + ((row as usize) << 3)) + 0.0;
    const bits = reinterpret<i64>(value);
    store<u64>(keys + ((present as usize) << 3), (bits ^ ((bits >> 63) | i64.MIN_VALUE)) as u64);
    store<i32>(order + ((present as usize) << 2), row);
    if (value === value) present++;
  }
  return present;
}

/** Bits of a digit at most: the places it is dealt to should stay in the first cache. */
const digitBits = 11;
const digitBytes: usize = 4 << digitBits;

/** Least significant digit first, over the bits in which keys differ. The result is in the first arrays. */
function sortKeys(keys: usize, order: usize, otherKeys: usize, otherOrder: usize, count: i32, counters: usize): void {
  const different = differentBits(keys, count);
  if (different === 0) return;
  const lowest = ctz(different);
  const bits = (64 - clz(different) - lowest) as i32;
  const passes = (bits + digitBits - 1) / digitBits;
  const width = ((bits + passes - 1) / passes) as u64;
  const mask = ((1 as u64) << width) - 1;
  memory.fill(counters, 0, (passes as usize) * digitBytes);
  for (let pass = 0; pass < passes; pass++)
    countDigits(keys, count, counters + (pass as usize) * digitBytes, lowest + (pass as u64) * width, mask);
  for (let pass = 0; pass < passes; pass++) {
    const starts = counters + (pass as usize) * digitBytes;
    sortByDigit(keys, order, otherKeys, otherOrder, count, starts, lowest + (pass as u64) * width, mask);
    const spareKeys = keys;
    const spareOrder = order;
    keys = otherKeys;
    order = otherOrder;
    otherKeys = spareKeys;
    otherOrder = spareOrder;
  }
  if (passes % 2 === 0) return;
  memory.copy(otherKeys, keys, (count as usize) << 3);
  memory.copy(otherOrder, order, (count as usize) << 2);
}

function differentBits(keys: usize, count: i32): u64 {
  const first = load<u64>(keys);
  let different: u64 = 0;
  for (let i: usize = 0; i < (count as usize); i++) different |= load<u64>(keys + (i << 3)) ^ first;
  return different;
}

/** Turns into starts how often the digit has each value. */
function countDigits(keys: usize, count: i32, counters: usize, shift: u64, mask: u64): void {
  for (let i: usize = 0; i < (count as usize); i++) {
    const at = counters + ((((load<u64>(keys + (i << 3)) >> shift) & mask) as usize) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  let start = 0;
  const end = counters + (((mask + 1) as usize) << 2);
  for (let at = counters; at < end; at += 4) {
    const here = load<i32>(at);
    store<i32>(at, start);
    start += here;
  }
}

function sortByDigit(
  keys: usize,
  order: usize,
  toKeys: usize,
  toOrder: usize,
  count: i32,
  starts: usize,
  shift: u64,
  mask: u64,
): void {
  for (let i: usize = 0; i < (count as usize); i++) {
    const key = load<u64>(keys + (i << 3));
    const at = starts + ((((key >> shift) & mask) as usize) << 2);
    const to = load<u32>(at) as usize;
    store<u32>(at, (to as u32) + 1);
    store<u64>(toKeys + (to << 3), key);
    store<u32>(toOrder + (to << 2), load<u32>(order + (i << 2)));
  }
}

function valueOfKey(key: u64): f64 {
  const bits = key as i64;
  return reinterpret<f64>(bits < 0 ? bits ^ i64.MIN_VALUE : ~bits);
}

/** Assigns bins to the sorted rows and writes the thresholds between them; returns how many bins there are. */
function cutBins(training: Training, keys: usize, order: usize, count: i32, codes: usize, edges: usize): i32 {
  if (count === 0) return 0;
  const isEach = distinctUpTo(keys, count, training.maxBins + 1) <= training.maxBins;
  let remaining = countOf(training, order, 0, count);
  let open = training.maxBins;
  let here: i64 = 0;
  let bin = 0;
  let begin = 0;
  let from = 0;
  let to = runEnd(keys, 0, count);
  let own = countOf(training, order, from, to);
  while (to < count) {
    here += own;
    from = to;
    to = runEnd(keys, from, count);
    own = countOf(training, order, from, to);
    if (!isEach && (open === 1 || (2 * here + own) * open <= 2 * remaining)) continue;
    const last = valueOfKey(load<u64>(keys + (((from - 1) as usize) << 3)));
    store<f64>(edges + ((bin as usize) << 3), between(last, valueOfKey(load<u64>(keys + ((from as usize) << 3)))));
    setCodes(codes, order, begin, from, bin as u8);
    remaining -= here;
    open--;
    here = 0;
    begin = from;
    bin++;
  }
  setCodes(codes, order, begin, count, bin as u8);
  return bin + 1;
}

/** The number of distinct keys, or `most` where there are no fewer. */
function distinctUpTo(keys: usize, count: i32, most: i32): i32 {
  let found = 0;
  for (let from = 0; from < count && found < most; from = runEnd(keys, from, count)) found++;
  return found;
}

/** Where the keys end that equal the one at `from`. */
function runEnd(keys: usize, from: i32, count: i32): i32 {
  if (from >= count) return count;
  const key = load<u64>(keys + ((from as usize) << 3));
  let to = from + 1;
  while (to < count && load<u64>(keys + ((to as usize) << 3)) === key) to++;
  return to;
}

function countOf(training: Training, order: usize, from: i32, to: i32): i64 {
  if (!training.weight) return to - from;
  let sum: i64 = 0;
  for (let i = from; i < to; i++) {
    const row = load<u32>(order + ((i as usize) << 2)) as usize;
    sum += load<i32>(training.lanes + (row << 4), 8);
  }
  return sum;
}

function setCodes(codes: usize, order: usize, from: i32, to: i32, bin: u8): void {
  for (let i = from; i < to; i++) store<u8>(codes + (load<u32>(order + ((i as usize) << 2)) as usize), bin);
}

function between(low: f64, high: f64): f64 {
  const gap = high - low;
  const middle = isFinite(gap) ? low + gap / 2 : low / 2 + high / 2;
  return middle < high ? middle : low;
}

function markMissing(values: usize, rows: i32, codes: usize, bin: u8): void {
  for (let row = 0; row < rows; row++) {
    const value = load<f64>(values + ((row as usize) << 3));
    if (value !== value) store<u8>(codes + (row as usize), bin);
  }
}
