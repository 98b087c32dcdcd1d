import { permutation } from '../../numeric/permutation.ts';
import type { Random } from '../../numeric/random.ts';
import { symmetricEigen } from '../../numeric/symmetricEigen.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { type Patterns, patternsOf } from './patterns.ts';

/** Shuffles that are compared with, and dimensions at most. */
const shuffles = 20;
const mostDimensions = 5;

/** By how many standard deviations a dimension must be stronger than where no value has anything to do with another. */
const leastGap = 3;

/** Where each pattern lies in the dimensions along which values go together; row-major. */
export interface Coordinates {
  readonly dimensions: number;
  readonly values: Float64Array;
}

/**
 * Patterns of values as points: multiple correspondence analysis, whose dimensions are those along which the values of several attributes go together. Kept are
 * those that are clearly stronger than the same ones of values shuffled attribute by attribute (parallel analysis).
 *
 * Greenacre (2007), Correspondence Analysis in Practice, 18 and 19; Horn (1965), Psychometrika 30, 179–185.
 *
 * @param rows rows of the columns that the patterns are of
 */
export function correspondence(
  columns: readonly CategoryColumn[],
  rows: Int32Array,
  patterns: Patterns,
  random: Random,
): Coordinates {
  const own = dimensionsOf(patterns);
  const others = Array.from({ length: shuffles }, () => dimensionsOf(shuffledPatterns(columns, rows, random)).values);
  let dimensions = 0;
  while (dimensions < Math.min(mostDimensions, own.values.length) && isClear(own.values, others, dimensions))
    dimensions++;
  const values = new Float64Array(patterns.weight.length * dimensions);
  for (let pattern = 0; pattern < patterns.weight.length; pattern++)
    for (let dimension = 0; dimension < dimensions; dimension++) {
      // Strong dimensions count for more; what even values alone would give counts for nothing.
      const worth = Math.sqrt(Math.max(0, own.values[dimension]! - 1 / patterns.attributes));
      let sum = 0;
      eachLevel(patterns, pattern, (level) => {
        sum += own.vectors[dimension]![level]! / Math.sqrt(own.counts[level]!);
      });
      values[pattern * dimensions + dimension] = sum * worth;
    }
  return { dimensions, values };
}

function isClear(own: Float64Array, others: readonly Float64Array[], at: number): boolean {
  const mean = others.reduce((sum, values) => sum + values[at]!, 0) / shuffles;
  const variance = others.reduce((sum, values) => sum + (values[at]! - mean) ** 2, 0) / (shuffles - 1);
  return own[at]! - mean > leastGap * Math.sqrt(variance);
}

/** Dimensions of the table of how often each value occurs with each other, without that of the frequencies themselves. */
function dimensionsOf(patterns: Patterns) {
  const { attributes, levels, weight } = patterns;
  const size = levels.reduce((sum, count) => sum + count, 0);
  const together = new Float64Array(size * size);
  for (let pattern = 0; pattern < weight.length; pattern++)
    eachLevel(patterns, pattern, (one) =>
      eachLevel(patterns, pattern, (other) => {
        together[one * size + other]! += weight[pattern]!;
      }),
    );
  const counts = Float64Array.from({ length: size }, (_, level) => Math.max(together[level * size + level]!, 1e-9));
  const rows = weight.reduce((sum, value) => sum + value, 0);
  const matrix = together.map((count, at) => {
    const expected = Math.sqrt(counts[Math.floor(at / size)]! * counts[at % size]!);
    return count / (attributes * expected) - expected / (rows * attributes);
  });
  return { ...symmetricEigen(matrix, size), counts };
}

function eachLevel({ attributes, levels, codes }: Patterns, pattern: number, call: (level: number) => void): void {
  for (let attribute = 0, from = 0; attribute < attributes; from += levels[attribute++]!) {
    const code = codes[pattern * attributes + attribute]!;
    if (code >= 0) call(from + code);
  }
}

function shuffledPatterns(columns: readonly CategoryColumn[], rows: Int32Array, random: Random): Patterns {
  const shuffled = columns.map((column): CategoryColumn => {
    const sorted = Int32Array.from(rows, (row) => column.codes[row]!).sort();
    return { ...column, codes: Int32Array.from(permutation(rows.length, random), (position) => sorted[position]!) };
  });
  return patternsOf(shuffled, Int32Array.from(rows.keys()));
}
