import { columnOf, DesignBlock, slotsOf } from './designBlock';
import { exponential } from './exponential';
import { computeMargins, LogisticPass } from './logistic';

/** A column of a design, as it enters a matrix of second derivatives. */
@unmanaged
export class DesignColumn {
  /** Of an indicator: its values where it holds and where it does not. */
  on: f64;
  off: f64;
  /** The column of numbers, or −1; the set of the indicator, or −1, and its slot there. Neither: the ones of the intercept. */
  number: i32;
  set: i32;
  slot: i32;
  padding: i32;
}

/** A row that is predicted with certainty keeps this share of its weight, so that no matrix loses a pivot. */
const leastCurvature: f64 = 1e-16;

/** Stores weight · p · (1 − p) of each row of a block, at the coefficients of the pass. */
export function curvatureOfBlock(passAddress: usize, blockAddress: usize): void {
  const pass = changetype<LogisticPass>(passAddress);
  const block = changetype<DesignBlock>(blockAddress);
  computeMargins(pass, block);
  const one = f64x2.splat(1);
  const end = (block.rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const e = exponential(f64x2.neg(f64x2.abs(v128.load(pass.margin + at))));
    const sum = f64x2.add(one, e);
    const share = f64x2.pmax(f64x2.div(e, f64x2.mul(sum, sum)), f64x2.splat(leastCurvature));
    v128.store(block.results + at, f64x2.mul(v128.load(block.weight + at), share));
  }
}

/**
 * Adds to `out` the products Σ curvature · x_j · x_k of some columns of a block: j from `first` to before `last`, k up to j.
 *
 * @param columns addresses of `DesignColumn`s, u32 each, `count` of them. @param tile room for count + 1 columns of a block.
 * @param out f64, rows of `count`, the first for `first`.
 */
export function addCurvature(
  blockAddress: usize,
  columns: usize,
  count: i32,
  first: i32,
  last: i32,
  tile: usize,
  out: usize,
): void {
  const block = changetype<DesignBlock>(blockAddress);
  const length = (block.room as usize) << 3;
  for (let k = 0; k < last; k++)
    spell(
      block,
      changetype<DesignColumn>(load<u32>(columns + ((k as usize) << 2)) as usize),
      tile + (k as usize) * length,
    );
  const scaled = tile + (count as usize) * length;
  for (let j = first; j < last; j++) {
    multiply(tile + (j as usize) * length, block.results, scaled, block.rows);
    addProducts(tile, length, scaled, block.rows, j + 1, out + ((((j - first) as usize) * count) << 3));
  }
}

/** Writes a column of the design out in full. */
function spell(block: DesignBlock, column: DesignColumn, out: usize): void {
  if (column.number >= 0) {
    memory.copy(out, columnOf(block, column.number), (block.rows as usize) << 3);
    return;
  }
  const slots = column.set >= 0 ? slotsOf(block, column.set) : 0;
  for (let row = 0; row < block.rows; row++) {
    const holds = slots !== 0 && load<u16>(slots + ((row as usize) << 1)) === column.slot;
    store<f64>(out + ((row as usize) << 3), slots === 0 ? 1 : holds ? column.on : column.off);
  }
}

function multiply(x: usize, y: usize, out: usize, rows: i32): void {
  const end = (rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) v128.store(out + at, f64x2.mul(v128.load(x + at), v128.load(y + at)));
}

/** Adds to `out[k]` the product of `scaled` with column k of the tile, four columns at a time. */
function addProducts(tile: usize, length: usize, scaled: usize, rows: i32, columns: i32, out: usize): void {
  let k = 0;
  for (; k + 4 <= columns; k += 4)
    addProducts4(tile + (k as usize) * length, length, scaled, rows, out + ((k as usize) << 3));
  for (; k < columns; k++) {
    let sum = f64x2.splat(0);
    const x = tile + (k as usize) * length;
    const end = (rows as usize) << 3;
    for (let at: usize = 0; at < end; at += 16)
      sum = f64x2.add(sum, f64x2.mul(v128.load(scaled + at), v128.load(x + at)));
    addLanes(out + ((k as usize) << 3), sum);
  }
}

function addProducts4(x: usize, length: usize, scaled: usize, rows: i32, out: usize): void {
  const y = x + length;
  const z = y + length;
  const u = z + length;
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const end = (rows as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const value = v128.load(scaled + at);
    a = f64x2.add(a, f64x2.mul(value, v128.load(x + at)));
    b = f64x2.add(b, f64x2.mul(value, v128.load(y + at)));
    c = f64x2.add(c, f64x2.mul(value, v128.load(z + at)));
    d = f64x2.add(d, f64x2.mul(value, v128.load(u + at)));
  }
  addLanes(out, a);
  addLanes(out + 8, b);
  addLanes(out + 16, c);
  addLanes(out + 24, d);
}

function addLanes(at: usize, pair: v128): void {
  store<f64>(at, load<f64>(at) + f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1));
}
