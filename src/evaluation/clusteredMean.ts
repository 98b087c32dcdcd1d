import { denseRank } from '../numeric/denseRank.ts';
import { argsort } from '../numeric/order.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { estimate } from './estimate.ts';
import type { Estimate } from './evaluation.ts';

/** The mean of one value per row, with its bootstrap interval: rows of one unit are drawn together. */
export function clusteredMean(values: Float64Array, unit: Int32Array, options: BootstrapOptions): Estimate {
  return clusteredMeans([values], unit, options)[0]!;
}

/** The same of several values per row, by the same draws. */
export function clusteredMeans(
  several: readonly Float64Array[],
  unit: Int32Array,
  options: BootstrapOptions,
): readonly Estimate[] {
  const { rank, count } = denseRank(unit);
  const rows = new Float64Array(count);
  for (const u of rank) rows[u] = rows[u]! + 1;
  const sums = several.map((values) => sumsOf(values, rank, count));
  const weighted = (perUnit: Float64Array, copies: Float64Array) => {
    let sum = 0;
    for (let u = 0; u < count; u++) sum += copies[u]! * perUnit[u]!;
    return sum;
  };
  const intervals = bootstrapIntervals(
    count,
    (copies) => {
      const drawn = weighted(rows, copies);
      return sums.map((perUnit) => weighted(perUnit, copies) / drawn);
    },
    options,
  );
  return sums.map((perUnit, i) => estimate(total(perUnit) / total(rows), intervals[i]!));
}

/** Added up by size within each unit, so that the order of the rows cannot change the last digit. */
function sumsOf(values: Float64Array, rank: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (const i of argsort(values)) sums[rank[i]!] = sums[rank[i]!]! + values[i]!;
  return sums;
}
