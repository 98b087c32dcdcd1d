import { argsort } from './order.ts';

/**
 * Where each value stands among the distinct values, lowest 0; `count` is how many distinct values there are.
 *
 * @example denseRank(Int32Array.of(7, -2, 7)) // { rank: Int32Array [1, 0, 1], count: 2 }
 */
export function denseRank(values: Int32Array): { readonly rank: Int32Array; readonly count: number } {
  const rank = new Int32Array(values.length);
  let count = 0;
  let last = Number.NaN;
  for (const i of argsort(Float64Array.from(values))) {
    const value = values[i]!;
    if (value !== last) count++;
    rank[i] = count - 1;
    last = value;
  }
  return { rank, count };
}
