import { permutation } from '../../numeric/permutation.ts';
import type { Random } from '../../numeric/random.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { clusters, type Patterns, patternsOf } from './clusters.ts';

/** Shuffles that are compared with. */
const shuffles = 12;

/**
 * By how many standard deviations the rows lie nearer to `k` centres than rows whose values have nothing to do with one another: the same values, shuffled
 * attribute by attribute. The gap statistic with that reference.
 *
 * Tibshirani, Walther and Hastie (2001), JRSS B 63, 411–423.
 */
export function shuffledGap(
  columns: readonly CategoryColumn[],
  rows: Int32Array,
  patterns: Patterns,
  k: number,
  random: Random,
): number {
  const own = Math.log(clusters(patterns, patterns.weight, k, random).loss);
  const others = Array.from({ length: shuffles }, () => {
    const shuffled = shuffledPatterns(columns, rows, random);
    return Math.log(clusters(shuffled, shuffled.weight, k, random).loss);
  });
  const mean = others.reduce((sum, value) => sum + value, 0) / shuffles;
  const variance = others.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (shuffles - 1);
  const spread = Math.sqrt(variance * (1 + 1 / shuffles));
  return spread > 0 ? (mean - own) / spread : 0;
}

function shuffledPatterns(columns: readonly CategoryColumn[], rows: Int32Array, random: Random): Patterns {
  const shuffled = columns.map((column): CategoryColumn => {
    const sorted = Int32Array.from(rows, (row) => column.codes[row]!).sort();
    return { ...column, codes: Int32Array.from(permutation(rows.length, random), (position) => sorted[position]!) };
  });
  return patternsOf(shuffled, Int32Array.from(rows.keys()));
}
