import { logarithmic } from './designBlock';

// Sums over the values of a column, as exact as those of a pass: see `LogisticPass`. `columnStatistics.ts` of the encoding
// writes the record; fields and their order are the same there.

@unmanaged
export class ColumnStatistics {
  low: f64;
  high: f64;
  /** Weight of the values that are there, and of those that are missing. */
  present: f64;
  missing: f64;
  /** Values are taken as their distance from here, times `inverse`, which leaves them between −1 and 1. */
  centre: f64;
  inverse: f64;
  /** Powers of two: of what is rounded, and of what rounding took from it. */
  scale: f64;
  restScale: f64;
  /** Sums of such values and of their squares, and of what rounding took from the squares, which may be far below 1. */
  sum: f64;
  squares: f64;
  squaresRest: f64;
  log: i32;
  wholeWeights: i32;
  /** f64 each: some values of the column, and their weights. */
  values: usize;
  weights: usize;
}

/** Takes `count` more values into the range and the weights of a column. Weights are whole multiples of some unit. */
export function addRange(address: usize, count: i32): void {
  const column = changetype<ColumnStatistics>(address);
  let low = f64x2.splat(column.low);
  let high = f64x2.splat(column.high);
  let present = f64x2.splat(0);
  let missing = f64x2.splat(0);
  for (let row = 0; row < count; row += 2) {
    const at = (row as usize) << 3;
    const value = v128.load(column.values + at);
    const weight = v128.load(column.weights + at);
    const known = f64x2.eq(value, value);
    // These two keep their first argument where the second is NaN.
    low = f64x2.pmin(low, value);
    high = f64x2.pmax(high, value);
    present = f64x2.add(present, v128.and(weight, known));
    missing = f64x2.add(missing, v128.andnot(weight, known));
  }
  column.low = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  column.high = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  column.present += f64x2.extract_lane(present, 0) + f64x2.extract_lane(present, 1);
  column.missing += f64x2.extract_lane(missing, 0) + f64x2.extract_lane(missing, 1);
}

/** Takes `count` more values into the sums of a column; where their logarithms are wanted, these take their place. */
export function addMoments(address: usize, count: i32): void {
  const column = changetype<ColumnStatistics>(address);
  if (column.log) logarithmic(column.values, count);
  const values = column.values;
  const weights = column.weights;
  const centre = f64x2.splat(column.centre);
  const inverse = f64x2.splat(column.inverse);
  const scale = f64x2.splat(column.scale);
  const restScale = f64x2.splat(column.restScale);
  const one = f64x2.splat(1);
  const whole = i64x2.splat(column.wholeWeights ? -1 : 0);
  let sum = f64x2.splat(0);
  let squares = f64x2.splat(0);
  let squaresRest = f64x2.splat(0);
  const end = (count as usize) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const weight = v128.load(weights + at);
    const factor = v128.bitselect(weight, one, whole);
    const own = f64x2.mul(v128.bitselect(one, weight, whole), scale);
    const distance = f64x2.mul(f64x2.sub(v128.load(values + at), centre), inverse);
    const unit = v128.and(distance, f64x2.eq(distance, distance));
    const scaled = f64x2.mul(unit, own);
    sum = f64x2.add(sum, f64x2.mul(factor, f64x2.nearest(scaled)));
    const square = f64x2.mul(unit, scaled);
    const rounded = f64x2.nearest(square);
    squares = f64x2.add(squares, f64x2.mul(factor, rounded));
    const rest = f64x2.nearest(f64x2.mul(f64x2.sub(square, rounded), restScale));
    squaresRest = f64x2.add(squaresRest, f64x2.mul(factor, rest));
  }
  column.sum += f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  column.squares += f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  column.squaresRest += f64x2.extract_lane(squaresRest, 0) + f64x2.extract_lane(squaresRest, 1);
}
