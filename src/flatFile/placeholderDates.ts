import { firstPlausible, lastPlausible } from '../crm/plausible.ts';
import { type Instant, microsecondsPerDay } from '../time/instant.ts';

/** Days that programs write where there is no date: where their calendars begin, and ends of centuries that stand for never. */
const days = [
  '0001-01-01',
  '1753-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '1901-01-01',
  '1970-01-01',
  '2099-12-31',
  '2100-01-01',
];
const listed = days.map((day) => Date.parse(day) * 1000);
const never = Date.parse(lastPlausible) * 1000;

/** A listed day is none of the dates if it is so far before or after all others, and so far by the time that they span. */
const apart = 5 * 365.25 * microsecondsPerDay;
const apartOfSpan = 1 / 4;
/** Where calendars begin lies before all dates; an end of a century after them. */
const begins = Date.parse(firstPlausible) * 1000;
/** So many different days that stand for never are no convention any more: they are dates. */
const mostNever = 3;
/** In zones east of UTC a day begins so much before it at most. */
const zones = (14 / 24) * microsecondsPerDay;

/** Dates of a column that stand for none. */
export interface PlaceholderDates {
  readonly cells: number;
  /** The days, ISO 8601, ascending. */
  readonly days: readonly string[];
  /** The values without them: missing. */
  readonly values: Float64Array;
}

/**
 * Finds dates that stand for none, such as 9999-12-31, or 1900-01-01 where all other dates are years later; null where there are none.
 *
 * @param values instants, NaN where there is none. @param firstRows those of the first file, whose other dates decide.
 */
export function placeholderDates(values: Float64Array, firstRows: number): PlaceholderDates | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const far = new Set<number>();
  const candidates = new Set<number>();
  for (const [row, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    const day = candidateOf(value);
    if (day !== null) candidates.add(day);
    if (value >= never) far.add(dayOf(value));
    else if (day === null && row < firstRows) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (least > most) return null;
  const gap = Math.max(apart, (most - least) * apartOfSpan);
  const found = new Set([...candidates].filter((day) => (day < begins ? day + gap < least : day - gap > most)));
  if (far.size <= mostNever) for (const day of far) found.add(day);
  if (found.size === 0) return null;
  let cells = 0;
  const kept = values.map((value) => {
    const day = value >= never ? dayOf(value) : candidateOf(value);
    if (day === null || !found.has(day)) return value;
    cells++;
    return Number.NaN;
  });
  const said = [...found].sort((a, b) => a - b).map((day) => new Date(day / 1000).toISOString().slice(0, 10));
  return { cells, days: said, values: kept };
}

/** The listed day that an instant is of in some zone. */
function candidateOf(value: Instant): Instant | null {
  const own = dayOf(value);
  if (listed.includes(own)) return own;
  return listed.find((day) => value >= day - zones && value < day) ?? null;
}

function dayOf(value: Instant): Instant {
  return Math.floor(value / microsecondsPerDay) * microsecondsPerDay;
}
