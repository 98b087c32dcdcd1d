import { z } from 'zod';
import type { Column, Table } from '../../table/table.ts';
import type { AddTerm } from '../additiveModel.ts';
import type { WeightedRows } from '../weightedRows.ts';
import { categoryEncodingSchema, fitCategory, slotOfCode, slotShares } from './categoryEncoding.ts';
import { ColumnStatistics } from './columnStatistics.ts';
import { indicatorDeviation, standardisedIndicator } from './indicator.ts';
import { fitNumber, numberEncodingSchema, standardised } from './numberEncoding.ts';

const featureEncodingSchema = z.discriminatedUnion('type', [numberEncodingSchema, categoryEncodingSchema]);

export const featureEncodingsSchema = z
  .array(featureEncodingSchema)
  .refine((encodings) => new Set(encodings.map(({ name }) => name)).size === encodings.length, {
    error: 'a feature occurs twice',
  });

/** How one feature becomes encoded columns, learned from training rows alone. */
export type FeatureEncoding = z.output<typeof featureEncodingSchema>;

/**
 * Learns how each column of `table` becomes columns of weighted mean 0 and standard deviation 1 over the training rows.
 *
 * - Number: sign(x) · log(1 + |x|) where the training values have no negatives and exceed 20, or exceed 1,000 in
 *   size; else as it is. Missing counts as the mean, beside an indicator of being missing. Values beyond those
 *   seen count as the nearest seen, so that nothing is extrapolated.
 * - Category: an indicator per level that holds for at least 10 rows and 0.1% of them, one for all other levels (unseen
 *   ones too) and one for missing.
 * - Columns that are constant over the training rows are dropped.
 *
 * Rows are counted by weight. An unseen category, or the first missing value, meets no indicator of its own where
 * training had none.
 */
export function fitEncodings(table: Table, training: WeightedRows): FeatureEncoding[] {
  const statistics = new ColumnStatistics(training);
  return table.columns.map((column) =>
    column.kind === 'number' ? fitNumber(column, statistics) : fitCategory(column, training),
  );
}

/** Shares of the indicators of a feature, those that are constant included. */
export function indicatorShares(encoding: FeatureEncoding): readonly number[] {
  return encoding.type === 'number' ? [encoding.missing] : slotShares(encoding);
}

/** How many encoded columns a feature has: its value where it is a number that varies, then the indicators that vary. */
export function encodedWidth(encoding: FeatureEncoding): number {
  const values = encoding.type === 'number' && encoding.deviation > 0 ? 1 : 0;
  return values + indicatorShares(encoding).filter((share) => indicatorDeviation(share) > 0).length;
}

/** The feature's share of a linear score: its encoded columns times `coefficients`, of which there are `encodedWidth`. */
export function linearTerm(encoding: FeatureEncoding, coefficients: Float64Array, column: Column): AddTerm {
  const shares = indicatorShares(encoding);
  const indicators = coefficients.subarray(encodedWidth(encoding) - countVarying(shares));
  const bySlot = slotTerms(shares, indicators);
  if (encoding.type === 'number' && column.kind === 'number') {
    const { values } = column;
    const { none, slots } = bySlot;
    const whenMissing = slots[0]!;
    // Without a column of its own, every value counts the same.
    const slope = encoding.deviation === 0 ? undefined : coefficients[0]!;
    const termOf = (value: number) => {
      if (Number.isNaN(value)) return whenMissing;
      return slope === undefined ? none : none + slope * standardised(encoding, value);
    };
    return (to, from, step) => {
      // Values are often those of the row above.
      let above = Number.NaN;
      let term = whenMissing;
      for (let row = 0, at = from; row < values.length; row++, at += step) {
        if (values[row]! !== above) {
          above = values[row]!;
          term = termOf(above);
        }
        to[at]! += term;
      }
    };
  }
  if (encoding.type === 'category' && column.kind === 'category') {
    const { codes } = column;
    const byCode = Float64Array.from(slotOfCode(encoding, column), (slot) => bySlot.slots[slot]!);
    return (to, from, step) => {
      for (let row = 0, at = from; row < codes.length; row++, at += step) to[at]! += byCode[codes[row]! + 1]!;
    };
  }
  throw new TypeError(`column ${column.name} was not matched`);
}

/** Weighted mean of |term| over the training rows, of a feature whose encoded columns are all indicators. */
export function indicatorStrength(encoding: FeatureEncoding, coefficients: Float64Array): number {
  const shares = indicatorShares(encoding);
  const { none, slots } = slotTerms(shares, coefficients);
  const rest = Math.max(1 - shares.reduce((sum, share) => sum + share, 0), 0);
  return shares.reduce((sum, share, slot) => sum + share * Math.abs(slots[slot]!), rest * Math.abs(none));
}

function countVarying(shares: readonly number[]): number {
  return shares.filter((share) => indicatorDeviation(share) > 0).length;
}

/** What the indicators add up to on a row of each slot, and on a row of none. */
function slotTerms(shares: readonly number[], indicators: Float64Array): { none: number; slots: Float64Array } {
  let none = 0;
  const raise = new Float64Array(shares.length);
  let next = 0;
  shares.forEach((share, slot) => {
    if (indicatorDeviation(share) === 0) return;
    const { on, off } = standardisedIndicator(share);
    none += indicators[next]! * off;
    raise[slot] = indicators[next]! * (on - off);
    next += 1;
  });
  return { none, slots: raise.map((value) => none + value) };
}
