import type { Random } from '../../numeric/random.ts';
import type { Coordinates } from './correspondence.ts';

/** Starts of which the best is kept: k-means ends where it begins to be good, not where it is best. */
const starts = 8;
const mostRounds = 100;

/**
 * Clusters of points by k-means: the number of the nearest centre of each.
 *
 * Lloyd (1982), IEEE Trans. Inf. Theory 28, 129–137; starts by Arthur and Vassilvitskii (2007), k-means++.
 *
 * @param weight rows of each point that count
 * @returns fewer centres than `k` where there are not so many points
 */
export function clusters(
  points: Coordinates,
  weight: Float64Array,
  k: number,
  random: Random,
): readonly Float64Array[] {
  let best: { readonly centres: readonly Float64Array[]; readonly loss: number } | undefined;
  for (let start = 0; start < starts; start++) {
    const found = descend(points, weight, firstCentres(points, weight, k, random));
    if (!best || found.loss < best.loss - 1e-12) best = found;
  }
  return best!.centres;
}

/** The nearest of the centres to each point; of equally near ones the first. */
export function assign(points: Coordinates, centres: readonly Float64Array[]): Int32Array {
  const count = points.values.length / points.dimensions;
  return Int32Array.from({ length: count }, (_, point) => nearest(points, point, centres).centre);
}

function descend(points: Coordinates, weight: Float64Array, first: readonly Float64Array[]) {
  let centres = first;
  let loss = Number.POSITIVE_INFINITY;
  for (let round = 0; round < mostRounds; round++) {
    const sums = centres.map(() => ({ weight: 0, sum: new Float64Array(points.dimensions) }));
    let now = 0;
    for (let point = 0; point < weight.length; point++) {
      if (weight[point] === 0) continue;
      const { centre, distance } = nearest(points, point, centres);
      now += weight[point]! * distance;
      sums[centre]!.weight += weight[point]!;
      for (let d = 0; d < points.dimensions; d++)
        sums[centre]!.sum[d]! += weight[point]! * points.values[point * points.dimensions + d]!;
    }
    if (!(now < loss - 1e-12)) break;
    loss = now;
    centres = centres.map((centre, at) => {
      const own = sums[at]!;
      return own.weight === 0 ? centre : own.sum.map((value) => value / own.weight);
    });
  }
  return { centres, loss };
}

function firstCentres(points: Coordinates, weight: Float64Array, k: number, random: Random): readonly Float64Array[] {
  const centres: Float64Array[] = [];
  let chance = weight;
  while (centres.length < k) {
    const total = chance.reduce((sum, value) => sum + value, 0);
    if (!(total > 1e-12)) break;
    const point = drawnBy(chance, random.next() * total);
    centres.push(points.values.slice(point * points.dimensions, (point + 1) * points.dimensions));
    chance = weight.map((value, at) => (value === 0 ? 0 : value * nearest(points, at, centres).distance));
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

function nearest({ dimensions, values }: Coordinates, point: number, centres: readonly Float64Array[]) {
  let [centre, distance] = [0, Number.POSITIVE_INFINITY];
  for (let at = 0; at < centres.length; at++) {
    let found = 0;
    for (let d = 0; d < dimensions; d++) found += (values[point * dimensions + d]! - centres[at]![d]!) ** 2;
    if (found < distance) [centre, distance] = [at, found];
  }
  return { centre, distance };
}
