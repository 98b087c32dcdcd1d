import type { CategoryColumn, Column, NumberColumn } from '../table/table.ts';
import { type Instant, microsecondsPerDay } from '../time/instant.ts';
import type { ReadColumn } from './readColumn.ts';

/** A column that is made of dates: days since one or from one to another, or the month or the weekday of one. */
export interface DateFeature {
  readonly name: string;
  readonly kind: 'since' | 'between' | 'month' | 'weekday';
  /** The columns of dates it is made of. */
  readonly of: readonly string[];
}

/** What ages are counted up to: one instant for all rows, or each row's own time, in microseconds since 1970. */
export type CountedUpTo = Instant | Float64Array;

/** Of so many dates of a row, the first of the file, the days from one to another are taken. */
const mostForGaps = 6;
const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Whether days may be counted by a column: it holds dates, and nothing speaks for reading them in another way. */
export function isCountable({ kind, reading }: Pick<ReadColumn, 'kind' | 'reading'>): boolean {
  return kind === 'date' && reading.doubt === undefined;
}

/**
 * What can be made of columns of dates.
 *
 * @param dates their names, in the order of the file
 * @param taken names that are taken by other columns
 */
export function dateFeatures(dates: readonly string[], taken: ReadonlySet<string>): readonly DateFeature[] {
  const used = new Set(taken);
  const named = (kind: DateFeature['kind'], wanted: string, ...of: readonly string[]): DateFeature => {
    let name = wanted;
    while (used.has(name)) name = `${name} (date)`;
    used.add(name);
    return { name, kind, of };
  };
  const gaps = dates
    .slice(0, mostForGaps)
    .flatMap((from, at, all) =>
      all.slice(at + 1).map((to) => named('between', `days from ${from} to ${to}`, from, to)),
    );
  return [
    ...dates.map((date) => named('since', `days since ${date}`, date)),
    ...gaps,
    ...dates.map((date) => named('month', `month of ${date}`, date)),
    ...dates.map((date) => named('weekday', `weekday of ${date}`, date)),
  ];
}

/** The latest instant that any of the columns has in the given rows; NaN where there is none. */
export function latestDate(columns: readonly ReadColumn[], rows: Int32Array): Instant {
  let latest = Number.NaN;
  for (const { column } of columns) {
    if (column.kind !== 'number') continue;
    for (const row of rows)
      if (!(column.values[row]! <= latest) && !Number.isNaN(column.values[row])) latest = column.values[row]!;
  }
  return latest;
}

/**
 * The values of such a column. Of a row with a time of its own, dates after it are not known yet: they count as missing.
 *
 * @param valuesOf instants of a column of dates, per row, in microseconds since 1970
 */
export function dateColumn(
  { name, kind, of }: DateFeature,
  valuesOf: (column: string) => Float64Array,
  upTo: CountedUpTo,
): Column {
  const knownOf = (column: string) => {
    const values = valuesOf(column);
    return typeof upTo === 'number' ? values : values.map((value, row) => (value <= upTo[row]! ? value : Number.NaN));
  };
  const first = knownOf(of[0]!);
  switch (kind) {
    case 'since':
      return days(name, first, typeof upTo === 'number' ? () => upTo : (row) => upTo[row]!);
    case 'between': {
      const second = knownOf(of[1]!);
      return days(name, first, (row) => second[row]!);
    }
    case 'month':
      return parts(name, first, months, (date) => date.getUTCMonth());
    case 'weekday':
      return parts(name, first, weekdays, (date) => date.getUTCDay());
  }
}

function days(name: string, from: Float64Array, to: (row: number) => number): NumberColumn {
  return { kind: 'number', name, values: from.map((value, row) => (to(row) - value) / microsecondsPerDay) };
}

function parts(
  name: string,
  values: Float64Array,
  levels: readonly string[],
  partOf: (date: Date) => number,
): CategoryColumn {
  const codes = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : partOf(new Date(Math.floor(value / 1000))),
  );
  return { kind: 'category', name, codes, levels };
}
