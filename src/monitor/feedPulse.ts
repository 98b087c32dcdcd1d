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

/** How many events occurred in each UTC hour. */
export interface EventHours {
  /** The first of the hours, in hours since 1970. */
  readonly first: number;
  readonly counts: readonly number[];
}

/** What is read of the events of a year in one pass. */
export interface EventPulses extends Pick<Pulses, 'events' | 'arrivals'> {
  /** Null where there is none. */
  readonly hours: EventHours | null;
}

/** A year and what a year's end may shift. */
export const yearDays = 400;

/**
 * Reads in which hours of the last year events occurred, and on which days they arrived.
 *
 * @returns nulls where there is no source of events, or none that says when they arrived.
 */
export async function readEventPulses(
  client: pg.ClientBase,
  sources: Sources,
  asOf: Instant,
  signal?: AbortSignal,
): Promise<EventPulses> {
  if (!sources.has('event')) return { events: null, arrivals: null, hours: null };
  const hours: [FeedHour[], FeedHour[]] = [[], []];
  await copyOut(
    client,
    eventPulseStatement(sources, asOf),
    (row) => {
      hours[row.float(0) as 0 | 1].push({ hour: row.float(1), newest: row.instant(2), facts: row.float(3) });
    },
    signal,
    'reading when events came',
  );
  const arrives = sources.fields('event').includes('ingestedAt');
  return {
    events: pulseOf(daysOf(hours[0]), asOf),
    arrivals: arrives ? pulseOf(daysOf(hours[1]), asOf) : null,
    hours: eventHours(hours[0], asOf),
  };
}

/** SELECT of 0 for when events occurred and 1 for when they arrived, a UTC hour since 1970, the last instant in it and their number. */
export function eventPulseStatement(sources: Sources, asOf: Instant): string {
  const limit = instantSql(asOf);
  const from = instantSql(asOf - microsecondsOf(yearDays));
  // extract() would count in numeric, which takes twice the time of the whole statement.
  const hour = `floor(date_part('epoch', v.at) / 3600)`;
  return `SELECT which::float8, hour, max(at), count(*)::float8 FROM (
      SELECT v.which, ${hour} AS hour, v.at FROM (${sources.select('event')}) AS source
      CROSS JOIN LATERAL (VALUES (0, occurred_at), (1, ingested_at)) AS v (which, at)
      WHERE v.at >= ${from} AND v.at < ${limit} AND occurred_at < ${limit} AND (ingested_at IS NULL OR ingested_at < ${limit})
    ) AS instants GROUP BY which, hour`;
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

/** Facts of one UTC hour. */
interface FeedHour {
  readonly hour: number;
  readonly newest: Instant;
  readonly facts: number;
}

function daysOf(hours: readonly FeedHour[]): readonly FeedDay[] {
  const days = new Map<number, FeedDay>();
  for (const { hour, newest, facts } of hours) {
    const day = Math.floor(hour / 24);
    const known = days.get(day);
    days.set(day, { day, newest: Math.max(newest, known?.newest ?? newest), facts: facts + (known?.facts ?? 0) });
  }
  return [...days.values()];
}

/** From the first hour with any to that of the instant. */
function eventHours(found: readonly FeedHour[], asOf: Instant): EventHours | null {
  if (found.length === 0) return null;
  const first = found.reduce((least, { hour }) => Math.min(least, hour), Number.POSITIVE_INFINITY);
  const counts = new Array<number>(hourOf(asOf) - first + 1).fill(0);
  for (const { hour, facts } of found) counts[hour - first] = facts;
  return { first, counts };
}

/** Hours since 1970 that are over at an instant. */
export function hourOf(instant: Instant): number {
  return Math.floor(instant / (microsecondsPerDay / 24));
}

/** The latest of them, at most. */
export function latestHours({ first, counts }: EventHours, most: number): EventHours {
  const left = Math.max(0, counts.length - most);
  return { first: first + left, counts: counts.slice(left) };
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
