import type pg from 'pg';
import type { Sources } from '../crm/source.ts';
import { copyOut } from '../database/copyOut.ts';
import { instantSql } from '../database/instantSql.ts';
import type { Instant } from '../time/instant.ts';
import { microsecondsOf } from '../time/instant.ts';

/** Windows in which events are counted, in days of 24 hours back from the instant. */
export const volumeDays = [7, 30, 90] as const;

/** Events of each of `volumeDays`. */
export type WindowCounts = readonly [number, number, number];

/** Events of one kind. */
export interface KindVolume {
  readonly kind: string;
  readonly counts: WindowCounts;
}

/** Events that occurred, and were known, in the time before an instant. */
export interface EventVolume {
  readonly counts: WindowCounts;
  /** The most frequent first. */
  readonly kinds: readonly KindVolume[];
}

/** Kinds that a stored profile names, the most frequent; companies that name kinds after pages have thousands. */
export const keptKinds = 200;

/**
 * Counts the events before each of the given instants, rows as they stand in the source.
 *
 * The same instant gives the same counts later, unless events were removed, or added with an earlier arrival.
 *
 * @param client in the transaction in which the population was read.
 * @returns one per instant, in their order; nulls where there is no source of events.
 */
export async function readEventVolumes(
  client: pg.ClientBase,
  sources: Sources,
  instants: readonly Instant[],
  signal?: AbortSignal,
): Promise<readonly (EventVolume | null)[]> {
  if (!sources.has('event') || instants.length === 0) return instants.map(() => null);
  const kinds = instants.map((): KindVolume[] => []);
  await copyOut(
    client,
    eventVolumeStatement(sources, instants),
    (row) => {
      const kind = row.text(1);
      const counts = [row.float(2), row.float(3), row.float(4)] as const;
      if (kind !== null) kinds[row.float(0)]!.push({ kind, counts });
    },
    signal,
    'counting events',
  );
  return kinds.map(volumeOf);
}

/** SELECT of the position of an instant, a kind, and its events in each of the windows before the instant. */
export function eventVolumeStatement(sources: Sources, instants: readonly Instant[]): string {
  const back = (instant: Instant, days: number) => instantSql(instant - microsecondsOf(days));
  const dates = instants.map(
    (instant, at) =>
      `(${at}::float8, ${instantSql(instant)}, ${volumeDays.map((days) => back(instant, days)).join(', ')})`,
  );
  return `SELECT d.at, kind, (count(*) FILTER (WHERE occurred_at >= d.week))::float8,
      (count(*) FILTER (WHERE occurred_at >= d.month))::float8, count(*)::float8
    FROM (${sources.select('event')}) AS source
    JOIN (VALUES ${dates.join(', ')}) AS d (at, instant, week, month, quarter)
      ON occurred_at >= d.quarter AND occurred_at < d.instant AND (ingested_at IS NULL OR ingested_at < d.instant)
    GROUP BY d.at, kind`;
}

function volumeOf(kinds: readonly KindVolume[]): EventVolume {
  const sum = (window: 0 | 1 | 2) => kinds.reduce((total, { counts }) => total + counts[window], 0);
  return {
    counts: [sum(0), sum(1), sum(2)],
    kinds: kinds.toSorted((a, b) => b.counts[2] - a.counts[2] || (a.kind < b.kind ? -1 : 1)),
  };
}
