import { falseDiscovery } from '../../numeric/falseDiscovery.ts';
import { fisherExact } from '../../numeric/fisherExact.ts';
import type { CategoryColumn } from '../../table/table.ts';
import { clusterTest } from './clusterTest.ts';
import { otherValues } from './levels.ts';
import type { People } from './peopleRows.ts';
import { type ShrunkenRate, shrunkenRates } from './shrunkenRates.ts';

/** Share of false discoveries among all that is let through, on average. */
export const falseDiscoveryRate = 0.1;

/** People, and units of theirs, that a value needs, and people that lack it, to be told from the others. */
const least = { people: 10, clusters: 5 } as const;

/** Of the people with a value of an attribute, how many were won, against all. */
export interface ValueLift extends ShrunkenRate {
  readonly value: string;
  readonly people: number;
  readonly won: number;
  /** The shrunken rate over that of all. */
  readonly lift: number;
  /** Two-sided, against all others whose value is known; null where too few have the value, or lack it. */
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
  /** People of whom the value is not known; no value is compared with them. */
  readonly unknown: number;
  /** The greatest lift first. */
  readonly values: readonly ValueLift[];
}

/**
 * How often people were won by each value of each attribute, shrunk towards the rate of all whose value is known, and which of the
 * differences are no mere chance: of those that survive at most a tenth, on average, are (Benjamini and Hochberg).
 *
 * A p-value is the larger of two: that of Fisher's exact test, which is right of few people, and that of a score test that is right of
 * people who are not independent of others of their unit.
 *
 * @param columns of one row per person
 * @returns one per column, in their order
 */
export function liftTable(columns: readonly CategoryColumn[], people: People): readonly AttributeLift[] {
  const counted = columns.map((column) => countValues(column, people));
  const pValues = columns.map((column, at) => testValues(column, people, counted[at]!));
  const adjusted = falseDiscovery(pValues.flat().filter((pValue) => pValue !== null));
  let next = 0;
  return counted.map(({ attribute, unknown, known, values }, at) => {
    const mean = known.people === 0 ? 0 : known.won / known.people;
    const rates = ratesOf(values, mean);
    const lifts = values.map(({ value, people: count, won }, i): ValueLift => {
      const pValue = pValues[at]![i]!;
      const qValue = pValue === null ? null : adjusted[next++]!;
      return {
        ...{ value, people: count, won, ...rates[i]! },
        lift: mean > 0 ? rates[i]!.rate / mean : 1,
        ...{ pValue, qValue, survives: qValue !== null && qValue <= falseDiscoveryRate },
      };
    });
    lifts.sort((a, b) => b.lift - a.lift || (a.value < b.value ? -1 : 1));
    return { attribute, unknown, values: lifts };
  });
}

interface CountedValue {
  readonly code: number;
  readonly value: string;
  readonly people: number;
  readonly won: number;
}

interface Counted {
  readonly attribute: string;
  readonly unknown: number;
  readonly known: { readonly people: number; readonly won: number };
  readonly values: readonly CountedValue[];
}

function countValues({ name, codes, levels }: CategoryColumn, { won }: People): Counted {
  const people = new Int32Array(levels.length);
  const wins = new Int32Array(levels.length);
  const known = { people: 0, won: 0 };
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    people[code]!++;
    wins[code]! += won[row]!;
    known.people++;
    known.won += won[row]!;
  }
  const values = levels
    .map((value, code) => ({ code, value, people: people[code]!, won: wins[code]! }))
    .filter((one) => one.value !== otherValues && one.people > 0);
  return { attribute: name, unknown: codes.length - known.people, known, values };
}

/** Rates moved towards the common one; where all were won, or nobody, there is nothing to tell apart. */
function ratesOf(values: readonly CountedValue[], mean: number): readonly ShrunkenRate[] {
  if (!(mean > 0 && mean < 1)) return values.map(() => ({ rate: mean, low: 0, high: 1 }));
  return shrunkenRates(
    values.map(({ people, won }) => ({ rows: people, positives: won })),
    mean,
  );
}

/** The p-value of each counted value; null where too few have it, or lack it. */
function testValues(
  { codes }: CategoryColumn,
  { won, cluster, clusters }: People,
  { known, values }: Counted,
): readonly (number | null)[] {
  const mean = known.won / known.people;
  return values.map(({ code, people, won: wins }) => {
    if (people < least.people || known.people - people < least.people) return null;
    const having = new Set<number>();
    for (let row = 0; row < codes.length && having.size < least.clusters; row++)
      if (codes[row] === code) having.add(cluster[row]!);
    if (having.size < least.clusters) return null;
    const share = people / known.people;
    const robust = clusterTest(clusters, cluster, (row) =>
      codes[row]! < 0 ? 0 : ((codes[row] === code ? 1 : 0) - share) * (won[row]! - mean),
    );
    return Math.max(fisherExact(wins, people, known.won, known.people), robust);
  });
}
