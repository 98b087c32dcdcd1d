import { exponential } from './exponential';
import { shareStart } from './share';
import { Training } from './training';

/** How often a weight is counted, as the lanes say; see docs/explanation/gradient-boosting.md. */
export function countRows(thread: i32, threads: i32, record: usize): void {
  const training = changetype<Training>(record);
  const end = shareStart(training.rows, 2, thread + 1, threads);
  for (let row = shareStart(training.rows, 2, thread, threads); row < end; row++) {
    const weight = training.weight ? load<f64>(training.weight + ((row as usize) << 3)) : 1;
    store<i32>(training.lanes + ((row as usize) << 4), countOfWeight(training, weight), 8);
  }
}

function countOfWeight(training: Training, weight: f64): i32 {
  return max(1, nearest(weight * training.countScale) as i32);
}

/** A hash per row of its bins and label, by which rows are sampled: copies have the same. */
export function hashRows(thread: i32, threads: i32, record: usize): void {
  const training = changetype<Training>(record);
  const end = shareStart(training.rows, 1, thread + 1, threads);
  for (let row = shareStart(training.rows, 1, thread, threads); row < end; row++) {
    let hash = mix(0x2545f491, load<u8>(training.label + (row as usize)));
    for (let feature = 0; feature < training.features; feature++)
      hash = mix(hash, load<u8>(training.columnBins + (feature as usize) * training.rows + row));
    store<u32>(training.rowHash + ((row as usize) << 2), hash);
  }
}

/** The mixing of MurmurHash3 (Appleby). */
function mix(hash: u32, word: u32): u32 {
  const mixed = hash ^ (rotl<u32>(word * 0xcc9e2d51, 15) * 0x1b873593);
  return rotl<u32>(mixed, 13) * 5 + 0xe6546b64;
}

/** Gradient and hessian of every row at its margin, for the next tree; and, per thread, their sums. */
export function computeGradients(thread: i32, threads: i32, record: usize, tree: i32): void {
  const training = changetype<Training>(record);
  const end = shareStart(training.rows, 2, thread + 1, threads);
  const sums = training.rootSums + ((thread as usize) << 5);
  memory.fill(sums, 0, 32);
  for (let row = shareStart(training.rows, 2, thread, threads); row < end; row += gradientRows)
    gradientsOf(training, row, min(end, row + gradientRows), tree, sums);
}

/** Rows a call: enough to be worth it, few enough for the optimising compiler to take over at the next. */
const gradientRows = 1024;

function gradientsOf(training: Training, from: i32, to: i32, tree: i32, sums: usize): void {
  const one = f64x2.splat(1);
  const gradientScale = f64x2.splat(training.gradientScale);
  const hessianScale = f64x2.splat(training.hessianScale);
  const exactScale = f64x2.splat(training.exactScale);
  const countScale = f64x2.splat(training.countScale);
  const weightScale = f64x2.splat(training.weightScale);
  const isWhole = training.wholeWeights !== 0;
  const isSampled = training.rowSample < 4294967296;
  let pairSums = i64x2.splat(0);
  let counts: i64 = 0;
  // Arrays have room for one row behind the last.
  for (let row = from; row < to; row += 2) {
    const margins = v128.load(training.margin + ((row as usize) << 3));
    const labels = pairOfBytes(training.label + (row as usize));
    const weights = training.weight ? v128.load(training.weight + ((row as usize) << 3)) : one;
    const e = exponential(f64x2.neg(f64x2.abs(margins)));
    const large = f64x2.div(one, f64x2.add(one, e));
    const small = f64x2.mul(e, large);
    // The probability of the other label, without the cancellation of p − 1: its sign makes it p − y.
    const isPositive = i64x2.ne(labels, i64x2.splat(0));
    const isWrong = v128.xor(f64x2.gt(margins, f64x2.splat(0)), isPositive);
    const wrong = v128.bitselect(large, small, isWrong);
    let g = v128.bitselect(f64x2.neg(wrong), wrong, isPositive);
    let h = f64x2.mul(large, small);
    let scaled = weights;
    if (isSampled) {
      const mask = sampleMask(training, row, tree);
      g = v128.and(g, mask);
      h = v128.and(h, mask);
      scaled = v128.and(scaled, mask);
    }
    const count = f64x2.pmax(
      f64x2.nearest(f64x2.mul(scaled, countScale)),
      v128.and(one, f64x2.gt(scaled, f64x2.splat(0))),
    );
    if (isWhole) {
      storeLanes(
        training.lanes + ((row as usize) << 4),
        f64x2.mul(weights, f64x2.nearest(f64x2.mul(g, gradientScale))),
        f64x2.mul(weights, f64x2.nearest(f64x2.mul(h, hessianScale))),
        count,
      );
      const whole = wholeOf(weights);
      storeExact(
        training.exact + ((row as usize) << 4),
        i64x2.mul(whole, wholeOf(f64x2.mul(g, exactScale))),
        i64x2.mul(whole, wholeOf(f64x2.mul(h, exactScale))),
      );
    } else {
      const wg = f64x2.mul(f64x2.mul(weights, weightScale), g);
      const wh = f64x2.mul(f64x2.mul(weights, weightScale), h);
      storeLanes(
        training.lanes + ((row as usize) << 4),
        f64x2.nearest(f64x2.mul(wg, gradientScale)),
        f64x2.nearest(f64x2.mul(wh, hessianScale)),
        count,
      );
      storeExact(
        training.exact + ((row as usize) << 4),
        wholeOf(f64x2.mul(wg, exactScale)),
        wholeOf(f64x2.mul(wh, exactScale)),
      );
    }
    for (let at = row; at < min(row + 2, to); at++) {
      const lanes = v128.load(training.lanes + ((at as usize) << 4));
      pairSums = i64x2.add(pairSums, i64x2.extend_low_i32x4_s(lanes));
      counts += i32x4.extract_lane(lanes, 2);
    }
  }
  store<i64>(sums, load<i64>(sums) + i64x2.extract_lane(pairSums, 0));
  store<i64>(sums, load<i64>(sums, 8) + i64x2.extract_lane(pairSums, 1), 8);
  store<i64>(sums, load<i64>(sums, 16) + counts, 16);
}

/** Two bytes as two whole numbers of 64 bits. */
function pairOfBytes(at: usize): v128 {
  const both = load<u16>(at) as u64;
  return i64x2.replace_lane(i64x2.splat(both & 255), 1, both >> 8);
}

/** The nearest whole numbers, for numbers up to 2^51 in size: 1.5 · 2^52 pushes the fraction out of the mantissa. */
function wholeOf(x: v128): v128 {
  const shift = f64x2.splat(6755399441055744);
  return i64x2.sub(f64x2.add(x, shift), shift);
}

/** Of two rows: gradient, hessian, count, 0. */
function storeLanes(at: usize, gradients: v128, hessians: v128, counts: v128): void {
  const sums = v128.shuffle<i32>(
    i32x4.trunc_sat_f64x2_s_zero(gradients),
    i32x4.trunc_sat_f64x2_s_zero(hessians),
    0,
    4,
    1,
    5,
  );
  const both = i32x4.trunc_sat_f64x2_s_zero(counts);
  v128.store(at, v128.shuffle<i32>(sums, both, 0, 1, 4, 6));
  v128.store(at, v128.shuffle<i32>(sums, both, 2, 3, 5, 6), 16);
}

function storeExact(at: usize, gradients: v128, hessians: v128): void {
  v128.store(at, v128.shuffle<i64>(gradients, hessians, 0, 2));
  v128.store(at, v128.shuffle<i64>(gradients, hessians, 1, 3), 16);
}

/** All bits of the lanes of two rows that the tree's sample has. */
function sampleMask(training: Training, row: i32, tree: i32): v128 {
  const first: i64 = isInSample(training, row, tree) ? -1 : 0;
  const second: i64 = isInSample(training, row + 1, tree) ? -1 : 0;
  return i64x2.replace_lane(i64x2.splat(first), 1, second);
}

function isInSample(training: Training, row: i32, tree: i32): bool {
  const hash = mix(mix(load<u32>(training.rowHash + ((row as usize) << 2)), training.seed), tree);
  const last = (hash ^ (hash >>> 16)) * 0x85ebca6b;
  return ((last ^ (last >>> 13)) as f64) < training.rowSample;
}
