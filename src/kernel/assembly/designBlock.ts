import { logarithmOfOnePlus } from './logarithm';

// Some rows of a design, by columns. `designBlocks.ts` of the encoding writes the records; fields and their order are the same there.

@unmanaged
export class DesignBlock {
  /** Rows in use, and rows there is room for in each column, which are even. */
  rows: i32;
  room: i32;
  /** Columns of numbers, f64. */
  numbers: i32;
  values: usize;
  /** Sets of indicators of which at most one holds in a row, u16: 0 none, else 1 + which. */
  indicators: i32;
  slots: usize;
  /** u8 and f64 per row. */
  label: usize;
  weight: usize;
  /** A `NumberScale` per column of numbers. */
  scales: usize;
  /** f64 per row: what a function finds out about each of them. */
  results: usize;
  /** Where nothing is listed 0, else i32 per row and one more: where its terms begin, and where those of the last end. */
  listStarts: usize;
  /** Of what is listed i32 and f64: its term, and what the coefficient of that is multiplied by. */
  listTerms: usize;
  listValues: usize;
}

/** How a number becomes a column of mean 0 and deviation 1. */
@unmanaged
export class NumberScale {
  mean: f64;
  /** 1 / deviation. */
  inverse: f64;
  log: i32;
  /** The set of indicators, of one, that tells missing values; −1 where none is missing. */
  missing: i32;
}

/** The address of a column of numbers. */
export function columnOf(block: DesignBlock, column: i32): usize {
  return block.values + (((column as usize) * block.room) << 3);
}

/** The address of a set of indicators. */
export function slotsOf(block: DesignBlock, set: i32): usize {
  return block.slots + (((set as usize) * block.room) << 1);
}

/** The raw numbers of a table become standardised ones, in place. A row of weight 0 makes their number even. */
export function encodeBlock(address: usize): void {
  const block = changetype<DesignBlock>(address);
  const odd = block.rows & 1;
  if (odd) padBlock(block);
  for (let column = 0; column < block.numbers; column++) {
    const scale = changetype<NumberScale>(block.scales + (column as usize) * offsetof<NumberScale>());
    const values = columnOf(block, column);
    if (odd) store<f64>(values + ((block.rows as usize) << 3), scale.mean);
    if (scale.missing >= 0) noteMissing(block, values, slotsOf(block, scale.missing));
    if (scale.log) logarithmic(values, block.rows);
    standardise(values, block.rows, scale.mean, scale.inverse);
  }
}

function padBlock(block: DesignBlock): void {
  store<u8>(block.label + (block.rows as usize), 0);
  store<f64>(block.weight + ((block.rows as usize) << 3), 0);
  for (let set = 0; set < block.indicators; set++) store<u16>(slotsOf(block, set) + ((block.rows as usize) << 1), 0);
}

function noteMissing(block: DesignBlock, values: usize, slots: usize): void {
  for (let row = 0; row < block.rows; row++) {
    const value = load<f64>(values + ((row as usize) << 3));
    store<u16>(slots + ((row as usize) << 1), value === value ? 0 : 1);
  }
}

/** Each x becomes sign(x) · log(1 + |x|). */
export function logarithmic(values: usize, count: i32): void {
  const end = values + ((count as usize) << 3);
  for (let at = values; at < end; at += 16) {
    const x = v128.load(at);
    const sign = v128.and(x, f64x2.splat(-0.0));
    v128.store(at, v128.or(sign, logarithmOfOnePlus(f64x2.abs(x))));
  }
}

/** Missing values become 0, the mean. */
function standardise(values: usize, rows: i32, mean: f64, inverse: f64): void {
  const means = f64x2.splat(mean);
  const inverses = f64x2.splat(inverse);
  const end = values + ((rows as usize) << 3);
  for (let at = values; at < end; at += 16) {
    const centred = f64x2.sub(v128.load(at), means);
    v128.store(at, v128.and(f64x2.mul(centred, inverses), f64x2.eq(centred, centred)));
  }
}
