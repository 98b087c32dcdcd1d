import { z } from 'zod';
import type { NumberColumn } from '../../table/table.ts';
import type { ColumnStatistics } from './columnStatistics.ts';

export const numberEncodingSchema = z.strictObject({
  type: z.literal('number'),
  name: z.string().min(1),
  /** Whether values are replaced by sign(x) · log(1 + |x|). */
  log: z.boolean(),
  /** Least and greatest training value; others count as the nearer of the two. */
  low: z.number(),
  high: z.number(),
  /** Mean and standard deviation of the (transformed) values, missing ones set to the mean; deviation 0: no column. */
  mean: z.number(),
  deviation: z.number().min(0),
  /** Share of missing values; an indicator column exists where it lies strictly between 0 and 1. */
  missing: z.number().min(0).max(1),
});

/** How a number becomes at most one value column and one indicator of being missing. */
export type NumberEncoding = z.output<typeof numberEncodingSchema>;

/**
 * From here on a scale is taken to be one of sizes, where ratios count more than differences: without negatives
 * 20, such as counts, days and money; with negatives 1,000, such as changes of money.
 */
const sizeLimit = { nonNegative: 20, signed: 1000 };

/** Below this share of the largest value a deviation is rounding, not information. */
const relativeDeviation = 1e-10;

/** Learns the encoding of one number column from the statistics of the training rows. */
export function fitNumber(column: NumberColumn, statistics: ColumnStatistics): NumberEncoding {
  const { low, high, present, missing } = statistics.range(column.values);
  const shared = { type: 'number', name: column.name, missing: missing / (present + missing) } as const;
  if (present === 0) return { ...shared, log: false, low: 0, high: 0, mean: 0, deviation: 0 };

  const log = Math.max(high, -low) > (low >= 0 ? sizeLimit.nonNegative : sizeLimit.signed);
  const least = transform(low, log);
  const greatest = transform(high, log);
  const centre = least + (greatest - least) / 2;
  const half = Math.max(greatest - centre, centre - least);
  const kept = { ...shared, log, low: low + 0, high: high + 0 };
  if (!(half > 0)) return { ...kept, mean: centre + 0, deviation: 0 };
  const { sum, squares } = statistics.moments(column.values, log, centre, half);
  const mean = centre + half * (sum / present);
  // Missing values count as the mean, which adds nothing to the squares about it.
  const variance = Math.max(squares - sum * (sum / present), 0) / (present + missing);
  const deviation = half * Math.sqrt(variance);
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  // A deviation so small that there is no dividing by it counts as none.
  const constant = deviation <= relativeDeviation * size || 1 / deviation === Infinity;
  return { ...kept, mean: mean + 0, deviation: constant ? 0 : deviation };
}

/** The standardised value of a number that is not missing. */
export function standardised(encoding: NumberEncoding, value: number): number {
  return standardisedAsIs(encoding, Math.min(Math.max(value, encoding.low), encoding.high));
}

/** The same without regard to the values seen: of one that is among them. */
export function standardisedAsIs(
  { log, mean, deviation }: Pick<NumberEncoding, 'log' | 'mean' | 'deviation'>,
  value: number,
): number {
  return (transform(value, log) - mean) / deviation;
}

function transform(value: number, log: boolean): number {
  if (!log) return value;
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value);
}
