import { barrier } from './barrier';
import { blockFeatures, blockStart, blockStride } from './rowBins';
import { shareStart } from './share';
import { Training } from './training';

/** Bytes of an entry of a leaf's histogram (three f64). */
export const entryBytes = 24;
/** What a thread's partial sums of a block take at most. */
const partialBytes = 64 * 256 * 24;

/** The place in a block from which on a thread looks after features, in pairs, up to that of the next thread. */
export function shareFrom(training: Training, block: i32, thread: i32, threads: i32): i32 {
  const features = min(blockFeatures, training.dense - block * blockFeatures);
  const pairs = (features + 1) >> 1;
  return block * blockFeatures + min(features, ((pairs * thread) / threads) << 1);
}

/** A leaf's histogram, from the first entry of the feature at a place on. */
export function entriesOf(training: Training, histogram: i32, place: i32): usize {
  const start = load<i32>(training.entryStart + ((place as usize) << 2)) as usize;
  return training.histograms + (histogram as usize) * training.histogramBytes + start * entryBytes;
}

/** Fewer rows are added up feature by feature: to put partial sums together would take longer. */
const fewRows = 8192;

/**
 * The sums of the given rows by bin, for the features of one block; they overwrite `histogram`.
 *
 * Every thread calls it and finds the sums of its share of the features (`shareFrom`). Of many rows each thread adds up some for
 * all features, as every row is then fetched once; of few it adds up all for its features.
 */
export function buildHistogram(
  training: Training,
  histogram: i32,
  rows: usize,
  size: i32,
  block: i32,
  thread: i32,
  threads: i32,
): void {
  const first = shareFrom(training, block, thread, threads);
  const last = shareFrom(training, block, thread + 1, threads);
  const to = entriesOf(training, histogram, first);
  const bytes = entriesOf(training, histogram, last) - to;
  if (threads === 1 || size < fewRows) {
    memory.fill(to, 0, bytes);
    addRows(training, rows, size, first, last, to, thread);
    return;
  }
  const blockFirst = block * blockFeatures;
  const blockLast = min(training.dense, blockFirst + blockFeatures);
  const blockBytes = entriesOf(training, 0, blockLast) - entriesOf(training, 0, blockFirst);
  const partial = training.partials + (thread as usize) * partialBytes;
  memory.fill(partial, 0, blockBytes);
  const from = shareStart(size, 1, thread, threads);
  const own = shareStart(size, 1, thread + 1, threads) - from;
  addRows(training, rows + ((from as usize) << 2), own, blockFirst, blockLast, partial, thread);
  barrier(training.barrier, threads);
  const offset = to - entriesOf(training, histogram, blockFirst);
  memory.copy(to, training.partials + offset, bytes);
  for (let other: usize = 1; other < (threads as usize); other++)
    addEntries(to, training.partials + other * partialBytes + offset, bytes);
  barrier(training.barrier, threads);
}

/**
 * Adds the rows to the entries at `to`, for the features at the places from `first` to `last` of one block.
 *
 * Rows are added up in a narrow histogram of 32-bit lanes. Before a batch of them could take the sum of absolute values of a
 * lane beyond 2^31 − 1, the narrow sums move on, in float64.
 */
function addRows(training: Training, rows: usize, size: i32, first: i32, last: i32, to: usize, thread: i32): void {
  if (first === last) return;
  const narrow = training.narrow + (thread as usize) * training.narrowBytes;
  const width = narrowWidth(training, first);
  const block = first / blockFeatures;
  const stride = blockStride(min(blockFeatures, training.dense - block * blockFeatures)) as usize;
  const bins = blockStart(training, block) + (first % blockFeatures);
  let gradients: i64 = 0;
  let hessians: i64 = 0;
  let counts: i64 = 0;
  for (let start = 0; start < size; start += training.batchRows) {
    const batch = rows + ((start as usize) << 2);
    const count = min(training.batchRows, size - start);
    const sums = touchBatch(batch, count, bins, stride, training.lanes);
    gradients += i32x4.extract_lane(sums, 0);
    hessians += i32x4.extract_lane(sums, 1);
    counts += i32x4.extract_lane(sums, 2);
    if (gradients > i32.MAX_VALUE || hessians > i32.MAX_VALUE || counts > i32.MAX_VALUE) {
      widen(training, narrow, width, first, last, to);
      gradients = i32x4.extract_lane(sums, 0);
      hessians = i32x4.extract_lane(sums, 1);
      counts = i32x4.extract_lane(sums, 2);
    }
    addBatch(batch, count, bins, stride, training.lanes, narrow, width, last - first);
  }
  widen(training, narrow, width, first, last, to);
}

/**
 * Bytes from a feature to the next in a narrow histogram: the first at hand has the most bins, as features are arranged by them.
 *
 * Wide ones are set off by a line, or equal bins of all features would meet in the same few lines of the cache.
 */
function narrowWidth(training: Training, first: i32): usize {
  const bytes = ((entriesOf(training, 0, first + 1) - entriesOf(training, 0, first)) / entryBytes) << 4;
  return bytes < 1024 ? bytes : bytes + 64;
}

/**
 * Sums of the absolute lanes of a batch. Each row's bins are read as well, so that they are in the cache when they are
 * added: here, nothing waits for them, and many rows are fetched at the same time.
 */
function touchBatch(rows: usize, count: i32, bins: usize, stride: usize, lanes: usize): v128 {
  let sums = i32x4.splat(0);
  let touched: u32 = 0;
  const end = rows + ((count as usize) << 2);
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at) as usize;
    touched |= load<u8>(bins + row * stride);
    sums = i32x4.add(sums, i32x4.abs(v128.load(lanes + (row << 4))));
  }
  // The last lane is of no use; to put what was touched there keeps the reads from being left out.
  return i32x4.replace_lane(sums, 3, touched);
}

function addBatch(
  rows: usize,
  count: i32,
  bins: usize,
  stride: usize,
  lanes: usize,
  narrow: usize,
  width: usize,
  features: i32,
): void {
  const end = rows + ((count as usize) << 2);
  for (let at = rows; at < end; at += 4) {
    const row = load<u32>(at) as usize;
    const sums = v128.load(lanes + (row << 4));
    let bin = bins + row * stride;
    let to = narrow;
    let left = features;
    for (; left >= 8; left -= 8) {
      const to0 = to + ((load<u8>(bin) as usize) << 4);
      v128.store(to0, i32x4.add(v128.load(to0), sums));
      to += width;
      const to1 = to + ((load<u8>(bin, 1) as usize) << 4);
      v128.store(to1, i32x4.add(v128.load(to1), sums));
      to += width;
      const to2 = to + ((load<u8>(bin, 2) as usize) << 4);
      v128.store(to2, i32x4.add(v128.load(to2), sums));
      to += width;
      const to3 = to + ((load<u8>(bin, 3) as usize) << 4);
      v128.store(to3, i32x4.add(v128.load(to3), sums));
      to += width;
      const to4 = to + ((load<u8>(bin, 4) as usize) << 4);
      v128.store(to4, i32x4.add(v128.load(to4), sums));
      to += width;
      const to5 = to + ((load<u8>(bin, 5) as usize) << 4);
      v128.store(to5, i32x4.add(v128.load(to5), sums));
      to += width;
      const to6 = to + ((load<u8>(bin, 6) as usize) << 4);
      v128.store(to6, i32x4.add(v128.load(to6), sums));
      to += width;
      const to7 = to + ((load<u8>(bin, 7) as usize) << 4);
      v128.store(to7, i32x4.add(v128.load(to7), sums));
      to += width;
      bin += 8;
    }
    for (; left > 0; left--) {
      const to0 = to + ((load<u8>(bin) as usize) << 4);
      v128.store(to0, i32x4.add(v128.load(to0), sums));
      bin++;
      to += width;
    }
  }
}

/** Adds the narrow sums to the entries at `to`, those at place `first` and behind it, and leaves zeros behind. */
function widen(training: Training, narrow: usize, width: usize, first: i32, last: i32, to: usize): void {
  const begin = entriesOf(training, 0, first);
  for (let place = first; place < last; place++) {
    const from = entriesOf(training, 0, place) - begin;
    const end = entriesOf(training, 0, place + 1) - begin;
    widenEntries(narrow + ((place - first) as usize) * width, to + from, to + end);
  }
}

/** Adds narrow sums to the entries from `to` to `end`, and leaves zeros behind. */
export function widenEntries(from: usize, to: usize, end: usize): void {
  for (; to < end; from += 16) {
    const sums = v128.load(from);
    v128.store(from, i32x4.splat(0));
    v128.store(to, f64x2.add(v128.load(to), f64x2.convert_low_i32x4_s(sums)));
    store<f64>(to, load<f64>(to, 16) + (i32x4.extract_lane(sums, 2) as f64), 16);
    to += entryBytes;
  }
}

/** The histogram `from` less `part`, for the features at the places from `first` to `last`, in place. */
export function subtractHistogram(training: Training, from: i32, part: i32, first: i32, last: i32): void {
  const begin = entriesOf(training, from, first);
  const length = entriesOf(training, from, last) - begin;
  subtractEntries(begin, entriesOf(training, part, first), length);
}

function addEntries(to: usize, part: usize, bytes: usize): void {
  const end = to + bytes;
  for (; to + 16 <= end; to += 16) {
    v128.store(to, f64x2.add(v128.load(to), v128.load(part)));
    part += 16;
  }
  if (to < end) store<f64>(to, load<f64>(to) + load<f64>(part));
}

function subtractEntries(from: usize, part: usize, bytes: usize): void {
  const end = from + bytes;
  for (; from + 16 <= end; from += 16) {
    v128.store(from, f64x2.sub(v128.load(from), v128.load(part)));
    part += 16;
  }
  if (from < end) store<f64>(from, load<f64>(from) - load<f64>(part));
}
