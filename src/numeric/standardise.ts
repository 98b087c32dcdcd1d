/** A variable with its weighted mean and standard deviation, and its values in units of them. */
interface Standardised {
  readonly mean: number;
  /** Standard deviation; 0 for a constant. */
  readonly spread: number;
  /** The values less the mean, over the spread. */
  readonly z: Float64Array;
  /** The largest of the z in size, among the entries that count. */
  readonly reach: number;
  /** The largest of the values in size, among the entries that count. */
  readonly largest: number;
  /** Sum of the weights. */
  readonly total: number;
}

/** Standardises a variable, as far apart as its values may be. @param rows weight of each entry, ≥ 0. */
export function standardise(x: Float64Array, rows: Float64Array): Standardised {
  let total = 0;
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    if (rows[i] === 0) continue;
    total += rows[i]!;
    largest = Math.max(largest, Math.abs(x[i]!));
  }
  // Scaled first, so that squares of large x stay finite.
  const z = x.map((value) => (largest > 0 ? value / largest : 0));
  let mean = 0;
  for (let i = 0; i < z.length; i++) mean += (rows[i]! * z[i]!) / total;
  let variance = 0;
  for (let i = 0; i < z.length; i++) variance += (rows[i]! * (z[i]! - mean) ** 2) / total;
  const deviation = Math.sqrt(variance);
  let reach = 0;
  for (let i = 0; i < z.length; i++) {
    z[i] = (z[i]! - mean) / deviation;
    if (rows[i] !== 0) reach = Math.max(reach, Math.abs(z[i]!));
  }
  return { mean: mean * largest, spread: deviation * largest, z, reach, largest, total };
}
