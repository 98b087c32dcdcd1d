import { denseRank } from '../numeric/denseRank.ts';
import { argsort } from '../numeric/order.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { estimate } from './estimate.ts';
import type { Estimate } from './evaluation.ts';

/** The mean of one value per row, with its bootstrap interval: rows of one unit are drawn together. */
export function clusteredMean(values: Float64Array, unit: Int32Array, options: BootstrapOptions): Estimate {
  const { rank, count } = denseRank(unit);
  const rows = new Float64Array(count);
  const sums = new Float64Array(count);
  // Added up by size within each unit, so that the order of the rows cannot change the last digit.
  for (const i of argsort(values)) {
    rows[rank[i]!] = rows[rank[i]!]! + 1;
    sums[rank[i]!] = sums[rank[i]!]! + values[i]!;
  }
  const weighted = (perUnit: Float64Array, copies: Float64Array) =>
    perUnit.reduce((sum, value, u) => sum + copies[u]! * value, 0);
  const [interval] = bootstrapIntervals(count, (copies) => [weighted(sums, copies) / weighted(rows, copies)], options);
  return estimate(total(sums) / total(rows), interval!);
}
