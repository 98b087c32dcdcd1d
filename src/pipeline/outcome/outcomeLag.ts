import { quantile } from '../../numeric/quantile.ts';
import type { Occurrences } from '../../snapshot/population.ts';
import { type Instant, microsecondsOf, microsecondsPerDay } from '../../time/instant.ts';
import type { OutcomeLag } from './outcomeDescription.ts';

/** Spans of which the share of outcomes is given, in days; the longest is what a contact must have been watched for. */
const spans = [30, 60, 90, 180] as const;
const watchedDays = spans.at(-1)!;
const shares = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

/**
 * How long it takes from a beginning to the first outcome at or after it.
 *
 * @param beginnings by contact; NaN, or none, where there is none.
 * @param horizonDays a span of which the share is given, too.
 * @param highWater outcomes are known up to here.
 */
export function outcomeLag(
  { contact, occurredAt }: Occurrences,
  beginnings: ReadonlyMap<number, Instant>,
  horizonDays: number,
  highWater: Instant,
): OutcomeLag {
  const first = new Map<number, Instant>();
  for (let at = 0; at < contact.length; at++) {
    const who = contact[at]!;
    if (!first.has(who) && occurredAt[at]! >= (beginnings.get(who) ?? Number.NaN)) first.set(who, occurredAt[at]!);
  }
  const daysTo = (who: number) => (first.get(who)! - beginnings.get(who)!) / microsecondsPerDay;
  const reached = [...first.keys()];
  const days = Float64Array.from(reached, daysTo).sort();
  const watched = reached.filter((who) => beginnings.get(who)! + microsecondsOf(watchedDays) <= highWater).map(daysTo);
  return {
    contacts: reached.length,
    without: new Set(contact).size - reached.length,
    quantiles: shares.map((share) => ({ share, days: quantile(days, share) })),
    watched: watched.length,
    within: [...new Set([...spans, horizonDays])]
      .sort((a, b) => a - b)
      .filter((span) => span <= watchedDays)
      .map((span) => ({ days: span, share: watched.filter((lag) => lag < span).length / watched.length })),
  };
}
