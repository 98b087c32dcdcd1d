import type { Dataset } from './estimator.ts';

/** Rows of a table that count in a fit, in any order. */
export interface WeightedRows {
  /** Which rows of the table; undefined for all of them, one after the other. */
  readonly rows: Int32Array | undefined;
  readonly label: Uint8Array;
  /** Above 0; undefined where every weight is 1. Sums of weights are exact in any order. */
  readonly weight: Float64Array | undefined;
  readonly positiveWeight: number;
  readonly totalWeight: number;
}

/** Whole weights up to this sum leave room for exact sums of their products. */
const mostWhole = 2 ** 50;

/** Whether a row counts exactly as often as its weight says: then a weight of k is the same as k copies. */
export function hasWholeWeights({ weight, totalWeight }: WeightedRows): boolean {
  return weight === undefined || (totalWeight <= mostWhole && weight.every(Number.isInteger));
}

/** The least power of two that is not below a positive number. */
export function powerAbove(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}

/**
 * The rows of a checked dataset with a weight above 0, in the order of the table.
 *
 * Weights that are not whole are rounded to multiples of 2^−48 of (about) their sum, so that no sum of them depends on the order
 * of the rows; one that rounds to 0 leaves its row out.
 */
export function weightedRows({ label, weight }: Dataset): WeightedRows {
  if (!weight) return counted(undefined, label, undefined);
  const exact = weight.every(Number.isInteger) ? weight : rounded(weight);
  let count = 0;
  for (let row = 0; row < exact.length; row++) if (exact[row]! > 0) count += 1;
  if (count === exact.length) return counted(undefined, label, exact);
  const rows = new Int32Array(count);
  for (let row = 0, at = 0; row < exact.length; row++) if (exact[row]! > 0) rows[at++] = row;
  return counted(
    rows,
    Uint8Array.from(rows, (row) => label[row]!),
    Float64Array.from(rows, (row) => exact[row]!),
  );
}

/** The rows at the given positions, each weight times a power of two that depends on the label. */
export function someRows(
  { rows, label, weight }: WeightedRows,
  positions: Int32Array,
  factors: readonly [number, number],
): WeightedRows {
  const labels = Uint8Array.from(positions, (at) => label[at]!);
  return counted(
    rows ? positions.map((at) => rows[at]!) : positions,
    labels,
    Float64Array.from(positions, (at, i) => (weight ? weight[at]! : 1) * factors[labels[i] === 1 ? 1 : 0]),
  );
}

function rounded(weight: Float64Array): Float64Array {
  let most = 0;
  let count = 0;
  for (const value of weight) {
    if (value > most) most = value;
    if (value > 0) count += 1;
  }
  // The first unit follows from a bound of the sum, the second from the sum itself.
  const coarse = powerAbove(most) * powerAbove(count) * 2 ** -52;
  let sum = 0;
  for (const value of weight) sum += Math.round(value / coarse) * coarse;
  const unit = powerAbove(sum) * 2 ** -48;
  return weight.map((value) => Math.round(value / unit) * unit);
}

function counted(rows: Int32Array | undefined, label: Uint8Array, weight: Float64Array | undefined): WeightedRows {
  let positiveWeight = 0;
  let totalWeight = 0;
  for (let i = 0; i < label.length; i++) {
    const value = weight ? weight[i]! : 1;
    totalWeight += value;
    if (label[i] === 1) positiveWeight += value;
  }
  return { rows, label, weight, positiveWeight, totalWeight };
}
