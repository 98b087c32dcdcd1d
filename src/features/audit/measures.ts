import { rankAuc } from '../../numeric/rankAuc.ts';
import { tallyScores } from '../../numeric/scoreTally.ts';
import type { CategoryColumn, Column, NumberColumn } from '../../table/table.ts';
import type { FoldedRows } from './foldedRows.ts';
import { knownRows, valuesAt } from './knownRows.ts';
import { rarestLevel } from './rarestLevel.ts';
import { shapedAuc } from './shapedAuc.ts';

/** How one column alone tells the classes apart on the rows looked at. */
export interface ColumnMeasures {
  readonly missingShare: number;
  /** Whether all rows have one and the same value. */
  readonly constant: boolean;
  readonly rows: number;
  /** Rows with a value. */
  readonly known: number;
  /** Rows of the rarer class. */
  readonly rarer: number;
  /** Those with a value of the class that has fewer of them. */
  readonly rarerKnown: number;
  /** ROC AUC of the known values, the better direction; NaN with one class only. */
  readonly auc: number;
  /** |Pearson correlation| or Cramér's V of the known values with the label; NaN when undefined. */
  readonly association: number;
  /** Degrees of freedom of the association: 1, or those of the levels. */
  readonly freedom: number;
  /** ROC AUC by ranges or levels, out of fold: see `shapedAuc`. */
  readonly shapedAuc: number;
  /** Whether the ROC AUC is one by levels on the same rows, which flatters. */
  readonly byLevels: boolean;
  /** ROC AUC of being missing or not, the better direction; NaN with one class only. */
  readonly missingAuc: number;
}

/**
 * Measures a column on `rows`.
 *
 * A category is ranked by its levels' rates of positives on the same rows, which is optimistic the more levels there
 * are; levels with fewer than 20 rows are pooled for that reason.
 *
 * @param folded a sample of `rows`.
 */
export function measureColumn(column: Column, label: Uint8Array, rows: Int32Array, folded: FoldedRows): ColumnMeasures {
  const known = knownRows(column, rows);
  const knownLabel = new Uint8Array(known.length);
  for (let i = 0; i < known.length; i++) knownLabel[i] = label[known[i]!]!;
  const knownPositives = knownLabel.reduce((sum, y) => sum + y, 0);
  const knownNegatives = known.length - knownPositives;
  const positives = rows.reduce((sum, row) => sum + label[row]!, 0);
  const missingRate = (mine: number, all: number) => (all - mine) / all;
  const missingGap = missingRate(knownPositives, positives) - missingRate(knownNegatives, rows.length - positives);
  return {
    missingShare: rows.length === 0 ? Number.NaN : 1 - known.length / rows.length,
    constant: known.length === rows.length && hasOneValue(column, known),
    rows: rows.length,
    known: known.length,
    rarer: Math.min(positives, rows.length - positives),
    rarerKnown: Math.min(knownPositives, knownNegatives),
    ...measureValues(column, knownLabel, known),
    shapedAuc: shapedAuc(column, folded),
    byLevels: column.kind === 'category',
    missingAuc: 0.5 + Math.abs(missingGap) / 2,
  };
}

/** How the values of `rows`, all known, tell the classes apart. @param label of those rows, one after the other. */
export function measureValues(
  column: Column,
  label: Uint8Array,
  rows: Int32Array,
): Pick<ColumnMeasures, 'auc' | 'association' | 'freedom'> {
  return column.kind === 'number' ? measureNumber(column, label, rows) : measureCategory(column, label, rows);
}

function hasOneValue(column: Column, rows: Int32Array): boolean {
  const values = column.kind === 'number' ? column.values : column.codes;
  return rows.every((row) => values[row] === values[rows[0]!]);
}

function measureNumber({ values }: NumberColumn, label: Uint8Array, rows: Int32Array) {
  const known = valuesAt(values, rows);
  return { auc: betterAuc(known, label), association: Math.abs(correlation(known, label)), freedom: 1 };
}

function measureCategory({ codes, levels }: CategoryColumn, label: Uint8Array, rows: Int32Array) {
  const counts = new Float64Array(levels.length + 1);
  const positives = new Float64Array(levels.length + 1);
  for (const row of rows) counts[codes[row]!]!++;
  const slotOf = (row: number) => (counts[codes[row]!]! < rarestLevel ? levels.length : codes[row]!);
  const slots = Int32Array.from(rows, slotOf);
  counts.fill(0);
  for (let i = 0; i < slots.length; i++) {
    counts[slots[i]!]!++;
    positives[slots[i]!]! += label[i]!;
  }
  const rates = Float64Array.from(slots, (slot) => positives[slot]! / counts[slot]!);
  return {
    auc: betterAuc(rates, label),
    association: cramersV(counts, positives),
    freedom: counts.filter((count) => count > 0).length - 1,
  };
}

function betterAuc(scores: Float64Array, label: Uint8Array): number {
  const auc = rankAuc(tallyScores(scores, label));
  return Math.max(auc, 1 - auc);
}

function correlation(values: Float64Array, label: Uint8Array): number {
  const n = values.length;
  // Scaled first, so that squares of large values stay finite.
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scaled = values.map((value) => value / largest);
  const mean = scaled.reduce((sum, value) => sum + value, 0) / n;
  const rate = label.reduce((sum, y) => sum + y, 0) / n;
  let product = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    product += (scaled[i]! - mean) * (label[i]! - rate);
    square += (scaled[i]! - mean) ** 2;
  }
  return product / Math.sqrt(square * n * rate * (1 - rate));
}

/** With two classes it is the root of chi-squared per row. Cramér 1946. */
function cramersV(counts: Float64Array, positives: Float64Array): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const rate = positives.reduce((sum, count) => sum + count, 0) / n;
  let chiSquared = 0;
  for (let level = 0; level < counts.length; level++)
    if (counts[level]! > 0)
      chiSquared += (positives[level]! - counts[level]! * rate) ** 2 / (counts[level]! * rate * (1 - rate));
  return Math.sqrt(chiSquared / n);
}
