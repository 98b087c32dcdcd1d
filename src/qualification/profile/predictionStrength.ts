import { permutation } from '../../numeric/permutation.ts';
import type { Random } from '../../numeric/random.ts';
import { assign, clusters } from './clusters.ts';
import type { Coordinates } from './correspondence.ts';
import type { Patterns } from './patterns.ts';

/** Random halves that are compared. */
const halvings = 12;

/**
 * Prediction strength: the rows are halved, both halves are clustered, and of the pairs that are together in a cluster of one half the share is counted that
 * the clusters of the other half put together, too; what counts is the cluster with the least share. One cluster has a strength of 1.
 *
 * Tibshirani and Walther (2005), J. Comput. Graph. Stat. 14, 511–528.
 */
export function predictionStrength(patterns: Patterns, points: Coordinates, k: number, random: Random): number {
  const found = Array.from({ length: halvings }, () => halved(patterns, points, k, random));
  return found.reduce((sum, value) => sum + value, 0) / halvings;
}

function halved(patterns: Patterns, points: Coordinates, k: number, random: Random): number {
  // Pattern by pattern, so that the order of the rows plays no part.
  const rows = patterns.ofRow.toSorted();
  const order = permutation(rows.length, random);
  const sides = [new Float64Array(patterns.weight.length), new Float64Array(patterns.weight.length)] as const;
  for (const [position, row] of order.entries()) sides[position % 2]![rows[row]!]!++;
  const [learned, asked] = sides;
  const theirs = assign(points, clusters(points, learned, k, random));
  const own = assign(points, clusters(points, asked, k, random));
  return Math.min(...Array.from({ length: k }, (_, cluster) => together(asked, own, theirs, cluster, k)));
}

/** Share of the pairs of rows of a cluster that the other clusters put together; 0 for a cluster of no pairs. */
function together(weight: Float64Array, own: Int32Array, theirs: Int32Array, cluster: number, k: number): number {
  const counts = new Float64Array(k);
  for (let pattern = 0; pattern < weight.length; pattern++)
    if (own[pattern] === cluster) counts[theirs[pattern]!]! += weight[pattern]!;
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all < 2) return 0;
  return counts.reduce((sum, count) => sum + count * (count - 1), 0) / (all * (all - 1));
}
