import type { CategoryColumn, Table } from '../../table/table.ts';
import { slotOfCode } from './categoryEncoding.ts';
import { indicatorDeviation, standardisedIndicator } from './indicator.ts';
import { type FeatureEncoding, indicatorShares } from './linearEncoder.ts';

/** A number that varies: its raw values, and how they become standardised ones. */
export interface NumberPart {
  readonly values: Float64Array;
  readonly mean: number;
  readonly deviation: number;
  readonly log: boolean;
  /** Position among the indicator sets of the one that tells missing values; −1 where it is not there. */
  readonly missing: number;
  readonly missingShare: number;
}

/** Standardised indicators of which at most one holds per row, and their two values. */
export interface IndicatorSet {
  readonly on: Float64Array;
  readonly off: Float64Array;
  /** What tells the one that holds: a category's codes, or values that may be missing; null where a number of the design does. */
  readonly source: CodeSlots | Float64Array | null;
}

/** A category's codes, and by code + 1 the indicator that holds, + 1; 0 for none. */
interface CodeSlots {
  readonly codes: Int32Array;
  readonly slots: Uint16Array;
}

/** Which part of a design a column is: a number, or an indicator of a set. */
export type DesignColumn = { readonly number: number } | { readonly set: number; readonly slot: number };

/** The encoded columns over the rows of a table, none of them written out. */
export interface Design {
  readonly numbers: readonly NumberPart[];
  readonly sets: readonly IndicatorSet[];
  /** In the order of the coefficients. */
  readonly columns: readonly DesignColumn[];
}

/** The design of a table that has the columns of the encodings, in their order. */
export function designOf(encodings: readonly FeatureEncoding[], table: Table): Design {
  const numbers: NumberPart[] = [];
  const sets: IndicatorSet[] = [];
  const columns: DesignColumn[] = [];
  encodings.forEach((encoding, at) => {
    const column = table.columns[at]!;
    const varying = indicatorShares(encoding).flatMap((share, slot) => (indicatorDeviation(share) > 0 ? [slot] : []));
    const hasNumber = encoding.type === 'number' && column.kind === 'number' && encoding.deviation > 0;
    if (hasNumber) {
      columns.push({ number: numbers.length });
      const { mean, deviation, log, missing: missingShare } = encoding;
      numbers.push({
        values: column.values,
        mean,
        deviation,
        log,
        missing: varying.length > 0 ? sets.length : -1,
        missingShare,
      });
    }
    if (varying.length === 0) return;
    const indicators = varying.map((slot) => standardisedIndicator(indicatorShares(encoding)[slot]!));
    columns.push(...varying.map((_, slot) => ({ set: sets.length, slot })));
    sets.push({
      on: Float64Array.from(indicators, ({ on }) => on),
      off: Float64Array.from(indicators, ({ off }) => off),
      source: hasNumber
        ? null
        : column.kind === 'number'
          ? column.values
          : { codes: column.codes, slots: varyingSlots(encoding, column, varying) },
    });
  });
  return { numbers, sets, columns };
}

function varyingSlots(encoding: FeatureEncoding, column: CategoryColumn, varying: readonly number[]): Uint16Array {
  if (encoding.type !== 'category') throw new TypeError(`column ${column.name} was not matched`);
  const position = new Map(varying.map((slot, at) => [slot, at + 1]));
  return Uint16Array.from(slotOfCode(encoding, column), (slot) => position.get(slot) ?? 0);
}
