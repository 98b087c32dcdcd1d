import { falseDiscovery } from '../../numeric/falseDiscovery.ts';
import { fisherExact } from '../../numeric/fisherExact.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { otherValues } from './levels.ts';
import { type ShrunkenRate, shrunkenRates } from './shrunkenRates.ts';

/** Share of false discoveries among all that is let through, on average. */
export const falseDiscoveryRate = 0.1;

/** Units that a value needs, and lacks, to be told from the others. */
export const leastUnits = 10;

/** Of the units with a value of an attribute, how many were won, against all. */
export interface ValueLift extends ShrunkenRate {
  readonly value: string;
  readonly units: number;
  readonly won: number;
  /** The shrunken rate over that of all units. */
  readonly lift: number;
  /** Two-sided, of Fisher's exact test against all other units whose value is known; null where too few have the value, or lack it. */
  readonly pValue: number | null;
  /** The p-value as adjusted for all values of all attributes that are tested. */
  readonly qValue: number | null;
  /** Whether the difference survives the control of false discoveries. */
  readonly survives: boolean;
}

/** An attribute of those who could be won, value by value. */
export interface AttributeLift {
  /** Name of the feature. */
  readonly attribute: string;
  /** Units of which the value is not known; no value is compared with them. */
  readonly unknown: number;
  /** The greatest lift first. */
  readonly values: readonly ValueLift[];
}

/**
 * How often units were won by each value of each attribute, shrunk towards the rate of all units whose value is known, and which of the
 * differences are no mere chance: of those that survive at most a tenth, on average, are (Benjamini and Hochberg).
 *
 * @param columns of one row per unit; units are independent of one another
 * @param won 1 for each unit that was won, 0 for the others
 * @returns one per column, in their order
 */
export function liftTable(columns: readonly CategoryColumn[], won: Uint8Array): readonly AttributeLift[] {
  const counted = columns.map((column) => countValues(column, won));
  const tested = counted.flatMap(({ values, known }) =>
    values.flatMap(({ units, won }) =>
      units >= leastUnits && known.units - units >= leastUnits ? [fisherExact(won, units, known.won, known.units)] : [],
    ),
  );
  const adjusted = falseDiscovery(tested);
  let next = 0;
  return counted.map(({ attribute, unknown, known, values }) => {
    const mean = known.units === 0 ? 0 : known.won / known.units;
    const rates =
      mean > 0 && mean < 1
        ? shrunkenRates(
            values.map((value) => ({ rows: value.units, positives: value.won })),
            mean,
          )
        : values.map(() => ({ rate: mean, low: 0, high: 1 }));
    const lifts = values.map((value, i): ValueLift => {
      const isTested = value.units >= leastUnits && known.units - value.units >= leastUnits;
      const at = isTested ? next++ : -1;
      const qValue = adjusted[at] ?? null;
      return {
        ...value,
        ...rates[i]!,
        lift: mean > 0 ? rates[i]!.rate / mean : 1,
        pValue: tested[at] ?? null,
        qValue,
        survives: qValue !== null && qValue <= falseDiscoveryRate,
      };
    });
    lifts.sort((a, b) => b.lift - a.lift || (a.value < b.value ? -1 : 1));
    return { attribute, unknown, values: lifts };
  });
}

interface Counted {
  readonly attribute: string;
  readonly unknown: number;
  readonly known: { readonly units: number; readonly won: number };
  readonly values: readonly { readonly value: string; readonly units: number; readonly won: number }[];
}

function countValues({ name, codes, levels }: CategoryColumn, won: Uint8Array): Counted {
  const units = new Int32Array(levels.length);
  const wins = new Int32Array(levels.length);
  const known = { units: 0, won: 0 };
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    units[code]!++;
    wins[code]! += won[row]!;
    known.units++;
    known.won += won[row]!;
  }
  const values = levels
    .map((value, code) => ({ value, units: units[code]!, won: wins[code]! }))
    .filter(({ value, units }) => value !== otherValues && units > 0);
  return { attribute: name, unknown: codes.length - known.units, known, values };
}
