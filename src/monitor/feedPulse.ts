import type pg from 'pg';
import type { Sources } from '../crm/source.ts';
import { copyOut } from '../database/copyOut.ts';
import { instantSql } from '../database/instantSql.ts';
import type { Occurrences } from '../snapshot/population.ts';
import { type Instant, microsecondsOf, microsecondsPerDay } from '../time/instant.ts';

/** How old the newest of a feed is at an instant, and how long the feed is silent at other times. */
export interface FeedPulse {
  /** Days since the newest; null where there is none in the year. */
  readonly age: number | null;
  /** UTC days of the year before the instant on which there was any. */
  readonly days: number;
  /** Days from one of these to the next: the longest, and what nine in ten are no longer than. */
  readonly longest: number;
  readonly ordinary: number;
}

/** What is looked at for freshness. */
export interface Pulses {
  readonly events: FeedPulse | null;
  /** When events arrived, where the source says. */
  readonly arrivals: FeedPulse | null;
  readonly outcomes: FeedPulse;
}

/** A year and what a year's end may shift. */
export const yearDays = 400;

/**
 * Reads on which days of the last year events occurred, and arrived.
 *
 * @returns nulls where there is no source of events, or none that says when they arrived.
 */
export async function readEventPulses(
  client: pg.ClientBase,
  sources: Sources,
  asOf: Instant,
  signal?: AbortSignal,
): Promise<Pick<Pulses, 'events' | 'arrivals'>> {
  if (!sources.has('event')) return { events: null, arrivals: null };
  const days: [FeedDay[], FeedDay[]] = [[], []];
  await copyOut(
    client,
    eventPulseStatement(sources, asOf),
    (row) => {
      days[row.float(0) as 0 | 1].push({ day: row.float(1), newest: row.instant(2), facts: row.float(3) });
    },
    signal,
    'reading when events came',
  );
  const arrives = sources.fields('event').includes('ingestedAt');
  return {
    events: pulseOf(days[0], asOf),
    arrivals: arrives ? pulseOf(days[1], asOf) : null,
  };
}

/** SELECT of 0 for when events occurred and 1 for when they arrived, a UTC day since 1970, the last instant on it and their number. */
export function eventPulseStatement(sources: Sources, asOf: Instant): string {
  const limit = instantSql(asOf);
  const from = instantSql(asOf - microsecondsOf(yearDays));
  const day = (column: string) => `floor(extract(epoch FROM ${column}) / 86400)::float8`;
  return `SELECT which::float8, day, max(at), count(*)::float8 FROM (
      SELECT v.which, ${day('v.at')} AS day, v.at FROM (${sources.select('event')}) AS source
      CROSS JOIN LATERAL (VALUES (0, occurred_at), (1, ingested_at)) AS v (which, at)
      WHERE v.at >= ${from} AND v.at < ${limit} AND occurred_at < ${limit} AND (ingested_at IS NULL OR ingested_at < ${limit})
    ) AS instants GROUP BY which, day`;
}

/** The pulse of outcomes known before an instant. */
export function outcomePulse({ occurredAt, ingestedAt }: Occurrences, asOf: Instant): FeedPulse {
  const from = asOf - microsecondsOf(yearDays);
  const days = new Map<number, FeedDay>();
  for (let row = 0; row < occurredAt.length; row++) {
    const at = occurredAt[row]!;
    if (!(at >= from && at < asOf) || ingestedAt[row]! >= asOf) continue;
    const day = Math.floor(at / microsecondsPerDay);
    const known = days.get(day);
    days.set(day, { day, newest: Math.max(at, known?.newest ?? at), facts: (known?.facts ?? 0) + 1 });
  }
  return pulseOf([...days.values()], asOf);
}

/** Facts of one UTC day. */
interface FeedDay {
  readonly day: number;
  readonly newest: Instant;
  readonly facts: number;
}

/** Of the facts of a middling day, the share below which a day has none: a few clocks are ahead in every CRM. */
const fewOfDay = 0.05;

function pulseOf(found: readonly FeedDay[], asOf: Instant): FeedPulse {
  const middling = found.map(({ facts }) => facts).sort((a, b) => a - b)[Math.floor(found.length / 2)] ?? 0;
  const days = found.filter(({ facts }) => facts >= fewOfDay * middling);
  const newest = Math.max(...days.map((one) => one.newest));
  const ascending = days.map(({ day }) => day).sort((a, b) => a - b);
  const pauses = ascending
    .slice(1)
    .map((day, i) => day - ascending[i]!)
    .sort((a, b) => a - b);
  return {
    age: days.length === 0 ? null : (asOf - newest) / microsecondsPerDay,
    days: days.length,
    longest: pauses.at(-1) ?? 0,
    ordinary: pauses[Math.ceil(0.9 * pauses.length) - 1] ?? 0,
  };
}
