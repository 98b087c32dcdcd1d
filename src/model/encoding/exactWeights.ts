import type { Dataset } from '../estimator.ts';
import { weightedRows } from '../weightedRows.ts';

/** Weights of all rows whose sums are exact in any order; undefined where every weight is 1. */
export function exactWeights(data: Dataset): Float64Array | undefined {
  const { rows, weight } = weightedRows(data);
  if (!rows || !weight) return weight;
  const all = new Float64Array(data.label.length);
  rows.forEach((row, at) => {
    all[row] = weight[at]!;
  });
  return all;
}
