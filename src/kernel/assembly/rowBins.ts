import { shareStart } from './share';
import { Training } from './training';

/** Features whose bins of one row stand side by side, in a cache line. */
export const blockFeatures = 64;

/** Bytes between the rows of a block of so many features: a power of two, so that no row lies across two cache lines. */
export function blockStride(features: i32): i32 {
  let stride = 8;
  while (stride < features) stride <<= 1;
  return stride;
}

/** Where block `block` begins: the blocks before it are full. */
export function blockStart(training: Training, block: i32): usize {
  return training.rowBins + (block as usize) * training.rows * blockFeatures;
}

/** Rows that are turned at a time: their lines stay in the first cache. */
const tileRows = 256;

/** The bins by row of the features that are not listed, from those by column; bytes beside the last feature are of no use. */
export function turnBins(thread: i32, threads: i32, record: usize): void {
  const training = changetype<Training>(record);
  const end = shareStart(training.rows, tileRows, thread + 1, threads);
  for (let row = shareStart(training.rows, tileRows, thread, threads); row < end; row += tileRows) {
    const count = min(tileRows, end - row);
    let place = 0;
    for (; place + 8 <= training.dense; place += 8) turnEight(training, place, row, count);
    for (; place < training.dense; place++) turnColumn(training, place, row, count);
  }
}

/** Where the bin of the feature at a place stands in the first of its block's rows. */
function firstOf(training: Training, place: i32): usize {
  return blockStart(training, place / blockFeatures) + (place % blockFeatures);
}

function strideOf(training: Training, place: i32): usize {
  const block = place / blockFeatures;
  return blockStride(min(blockFeatures, training.dense - block * blockFeatures)) as usize;
}

/** The feature at a place. */
export function featureAt(training: Training, place: i32): i32 {
  return load<i32>(training.arranged + ((place as usize) << 2));
}

function binsByColumn(training: Training, place: i32, row: i32): usize {
  return training.columnBins + (featureAt(training, place) as usize) * training.rows + row;
}

/** Eight features at a time, which one store writes: blocks begin at multiples of eight. */
function turnEight(training: Training, place: i32, row: i32, count: i32): void {
  const stride = strideOf(training, place);
  const a = binsByColumn(training, place, row);
  const b = binsByColumn(training, place + 1, row);
  const c = binsByColumn(training, place + 2, row);
  const d = binsByColumn(training, place + 3, row);
  const e = binsByColumn(training, place + 4, row);
  const f = binsByColumn(training, place + 5, row);
  const g = binsByColumn(training, place + 6, row);
  const h = binsByColumn(training, place + 7, row);
  let to = firstOf(training, place) + (row as usize) * stride;
  for (let i: usize = 0; i < (count as usize); i++) {
    const low = (load<u8>(a + i) as u64) | ((load<u8>(b + i) as u64) << 8) | ((load<u8>(c + i) as u64) << 16);
    const middle = ((load<u8>(d + i) as u64) << 24) | ((load<u8>(e + i) as u64) << 32);
    const high = ((load<u8>(f + i) as u64) << 40) | ((load<u8>(g + i) as u64) << 48) | ((load<u8>(h + i) as u64) << 56);
    store<u64>(to, low | middle | high);
    to += stride;
  }
}

function turnColumn(training: Training, place: i32, row: i32, count: i32): void {
  const stride = strideOf(training, place);
  const from = binsByColumn(training, place, row);
  const to = firstOf(training, place) + (row as usize) * stride;
  for (let i: usize = 0; i < (count as usize); i++) store<u8>(to + i * stride, load<u8>(from + i));
}
