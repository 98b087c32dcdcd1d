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

/** The bins by row, from those by column; bytes beside the last feature stay 0. */
export function turnBins(thread: i32, threads: i32, record: usize): void {
  const training = changetype<Training>(record);
  const end = shareStart(training.rows, tileRows, thread + 1, threads);
  for (let row = shareStart(training.rows, tileRows, thread, threads); row < end; row += tileRows) {
    const count = min(tileRows, end - row);
    let feature = 0;
    for (; feature + 8 <= training.features; feature += 8) turnEight(training, feature, row, count);
    for (; feature < training.features; feature++) turnColumn(training, feature, row, count);
  }
}

/** Where the bin of a feature stands in the first of its block's rows. */
function placeOf(training: Training, feature: i32): usize {
  return blockStart(training, feature / blockFeatures) + (feature % blockFeatures);
}

function strideOf(training: Training, feature: i32): usize {
  const block = feature / blockFeatures;
  return blockStride(min(blockFeatures, training.features - block * blockFeatures)) as usize;
}

/** Eight features at a time, which one store writes: blocks begin at multiples of eight. */
function turnEight(training: Training, feature: i32, row: i32, count: i32): void {
  const rows = training.rows as usize;
  const stride = strideOf(training, feature);
  const a = training.columnBins + (feature as usize) * rows + row;
  const b = a + rows;
  const c = b + rows;
  const d = c + rows;
  const e = d + rows;
  const f = e + rows;
  const g = f + rows;
  const h = g + rows;
  let to = placeOf(training, feature) + (row as usize) * stride;
  for (let i: usize = 0; i < (count as usize); i++) {
    const low = (load<u8>(a + i) as u64) | ((load<u8>(b + i) as u64) << 8) | ((load<u8>(c + i) as u64) << 16);
    const middle = ((load<u8>(d + i) as u64) << 24) | ((load<u8>(e + i) as u64) << 32);
    const high = ((load<u8>(f + i) as u64) << 40) | ((load<u8>(g + i) as u64) << 48) | ((load<u8>(h + i) as u64) << 56);
    store<u64>(to, low | middle | high);
    to += stride;
  }
}

function turnColumn(training: Training, feature: i32, row: i32, count: i32): void {
  const stride = strideOf(training, feature);
  const from = training.columnBins + (feature as usize) * training.rows + row;
  const to = placeOf(training, feature) + (row as usize) * stride;
  for (let i: usize = 0; i < (count as usize); i++) store<u8>(to + i * stride, load<u8>(from + i));
}
