import type { Random } from '../../numeric/random.ts';
import type { CategoryColumn } from '../../table/table.ts';

/** Rows that are alike, taken together: a code per attribute, −1 where it is not known. */
export interface Patterns {
  readonly attributes: number;
  /** Values of each attribute. */
  readonly levels: readonly number[];
  /** Row-major codes. */
  readonly codes: Int32Array;
  readonly weight: Float64Array;
  /** Pattern of each row. */
  readonly ofRow: Int32Array;
}

/** Shares of the values of each attribute in a cluster, one attribute after the other. */
export type Centre = Float64Array;

/** Centres, and the distances of all rows to the nearest of them, added up. */
export interface Clusters {
  readonly centres: readonly Centre[];
  readonly loss: number;
}

/** Starts of which the best is kept: k-means ends where it begins to be good, not where it is best. */
const starts = 6;
const mostRounds = 100;

/** Rows with equal values as patterns, in an order that does not depend on that of the rows. */
export function patternsOf(columns: readonly CategoryColumn[], rows: Int32Array): Patterns {
  const keys = Array.from(rows, (row) => columns.map(({ codes }) => codes[row]!).join(' '));
  const sorted = [...new Set(keys)].sort();
  const at = new Map(sorted.map((key, i) => [key, i]));
  const weight = new Float64Array(sorted.length);
  const ofRow = Int32Array.from(keys, (key) => at.get(key)!);
  for (const pattern of ofRow) weight[pattern]!++;
  return {
    attributes: columns.length,
    levels: columns.map(({ levels }) => levels.length),
    codes: Int32Array.from(sorted.flatMap((key) => key.split(' ').map(Number))),
    weight,
    ofRow,
  };
}

/**
 * Clusters of patterns by k-means on their encoded values: a row is as far from a centre as the shares of its values there are from 1, and
 * those of other values from 0, half the squares added up. An unknown value is no distance away.
 *
 * Lloyd (1982), IEEE Trans. Inf. Theory 28, 129–137; starts by Arthur and Vassilvitskii (2007), k-means++.
 *
 * @param weight rows of each pattern that count
 * @returns the best of several starts; fewer centres than `k` where there are not so many patterns
 */
export function clusters(patterns: Patterns, weight: Float64Array, k: number, random: Random): Clusters {
  let best: Clusters | undefined;
  for (let start = 0; start < starts; start++) {
    const found = descend(patterns, weight, firstCentres(patterns, weight, k, random));
    if (!best || found.loss < best.loss - 1e-9) best = found;
  }
  return best!;
}

/** The nearest of the centres to each pattern; of equally near ones the first. */
export function assign(patterns: Patterns, centres: readonly Centre[]): Int32Array {
  return Int32Array.from(patterns.weight, (_, pattern) => nearest(patterns, pattern, centres).centre);
}

function descend(patterns: Patterns, weight: Float64Array, first: readonly Centre[]): Clusters {
  let centres = first;
  let loss = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds; round++) {
    const owner = new Int32Array(patterns.weight.length);
    let now = 0;
    for (let pattern = 0; pattern < owner.length; pattern++) {
      if (weight[pattern] === 0) continue;
      const { centre, distance } = nearest(patterns, pattern, centres);
      owner[pattern] = centre;
      now += weight[pattern]! * distance;
    }
    if (!(now < loss - 1e-12)) break;
    loss = now;
    centres = centres.map((centre, at) => centreOf(patterns, weight, (pattern) => owner[pattern] === at) ?? centre);
  }
  return { centres, loss };
}

function firstCentres(patterns: Patterns, weight: Float64Array, k: number, random: Random): readonly Centre[] {
  const centres: Centre[] = [];
  let chance = weight;
  while (centres.length < k) {
    const total = chance.reduce((sum, value) => sum + value, 0);
    if (!(total > 1e-12)) break;
    const drawn = drawnBy(chance, random.next() * total);
    centres.push(centreOf(patterns, weight, (pattern) => pattern === drawn)!);
    chance = weight.map((value, pattern) => value * nearest(patterns, pattern, centres).distance);
  }
  return centres;
}

function drawnBy(chance: Float64Array, draw: number): number {
  let left = draw;
  let last = 0;
  for (let at = 0; at < chance.length; at++) {
    if (chance[at] === 0) continue;
    last = at;
    left -= chance[at]!;
    if (left < 0) break;
  }
  return last;
}

function nearest(patterns: Patterns, pattern: number, centres: readonly Centre[]) {
  let [centre, distance] = [0, Number.POSITIVE_INFINITY];
  for (const [at, one] of centres.entries()) {
    const found = distanceTo(patterns, pattern, one);
    if (found < distance) [centre, distance] = [at, found];
  }
  return { centre, distance };
}

function distanceTo({ attributes, levels, codes }: Patterns, pattern: number, centre: Centre): number {
  let sum = 0;
  let from = 0;
  for (let attribute = 0; attribute < attributes; attribute++) {
    const count = levels[attribute]!;
    const code = codes[pattern * attributes + attribute]!;
    if (code >= 0)
      for (let level = 0; level < count; level++) sum += ((level === code ? 1 : 0) - centre[from + level]!) ** 2 / 2;
    from += count;
  }
  return sum;
}

/** Shares of values among the patterns that belong; undefined where none does. */
export function centreOf(
  { attributes, levels, codes }: Patterns,
  weight: Float64Array,
  belongs: (pattern: number) => boolean,
): Centre | undefined {
  const centre = new Float64Array(levels.reduce((sum, count) => sum + count, 0));
  const known = new Float64Array(attributes);
  let any = false;
  for (let pattern = 0; pattern < weight.length; pattern++) {
    if (weight[pattern] === 0 || !belongs(pattern)) continue;
    any = true;
    for (let attribute = 0, from = 0; attribute < attributes; from += levels[attribute++]!) {
      const code = codes[pattern * attributes + attribute]!;
      if (code < 0) continue;
      centre[from + code]! += weight[pattern]!;
      known[attribute]! += weight[pattern]!;
    }
  }
  if (!any) return undefined;
  for (let attribute = 0, from = 0; attribute < attributes; from += levels[attribute++]!)
    for (let level = 0; level < levels[attribute]!; level++)
      centre[from + level] = known[attribute]! > 0 ? centre[from + level]! / known[attribute]! : 0;
  return centre;
}
