import { timestampText } from '../time/instant.ts';

/** What results call an instant. */
const names: ReadonlySet<string> = new Set([
  ...['asOf', 'eligibleAsOf', 'horizonEnds', 'publishedAt', 'startedAt', 'occurredAt', 'recordedUntil'],
  ...['from', 'to', 'first', 'last', 'since', 'until', 'dated', 'expires'],
]);

/** Microseconds that are after April 1970: numbers under these names that are no instants are smaller. */
const least = 1e13;

/** An instant of a result as ISO 8601, exact to the microsecond, for JSON; anything else as it is. */
export function isoInstant(name: string, value: unknown): unknown {
  if (!names.has(name) || typeof value !== 'number' || !(Math.abs(value) >= least)) return value;
  return timestampText(value).replace(/\.0+Z$/, 'Z');
}
