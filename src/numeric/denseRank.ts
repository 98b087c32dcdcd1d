import { argsort } from './order.ts';

/**
 * Where each value stands among the distinct values, lowest 0; `count` is how many distinct values there are.
 *
 * @example denseRank(Int32Array.of(7, -2, 7)) // { rank: Int32Array [1, 0, 1], count: 2 }
 */
export function denseRank(values: Int32Array): { readonly rank: Int32Array; readonly count: number } {
  return rankWithin(values) ?? rankSorted(values);
}

/** By a table of all whole numbers between the least and the greatest; undefined where these are many more than there are values. */
function rankWithin(values: Int32Array): { readonly rank: Int32Array; readonly count: number } | undefined {
  let least = values[0] ?? 0;
  let greatest = least;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (greatest - least >= 4 * values.length + 4) return undefined;
  const place = new Int32Array(greatest - least + 1);
  for (let i = 0; i < values.length; i++) place[values[i]! - least] = 1;
  let count = 0;
  for (let at = 0; at < place.length; at++) {
    const occurs = place[at]!;
    place[at] = count;
    count += occurs;
  }
  const rank = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) rank[i] = place[values[i]! - least]!;
  return { rank, count };
}

function rankSorted(values: Int32Array): { readonly rank: Int32Array; readonly count: number } {
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
