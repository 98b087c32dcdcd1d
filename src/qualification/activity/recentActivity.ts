import type pg from 'pg';
import { eventColumns, eventRows } from '../../crm/eventRows.ts';
import { usedEvents } from '../../crm/machine/machineEvents.ts';
import type { Sources } from '../../crm/source.ts';
import { copyOut } from '../../database/copyOut.ts';
import { instantSql } from '../../database/instantSql.ts';
import { textArray } from '../../database/textArray.ts';
import type { Population } from '../../snapshot/population.ts';
import { indexOfIds } from '../../snapshot/reading.ts';
import { type Instant, microsecondsOf } from '../../time/instant.ts';

/** Weeks that are told apart, and days back beyond which nothing counts as recent. */
export const recentWeeks = 4;
export const recentDays = 90;

/** What each contact of a population did lately, one entry per contact. */
export interface RecentActivity {
  /** Activities in the last 7 days, then in each of the three times 7 days before. */
  readonly weeks: readonly Int32Array[];
  /** Days since the last activity; Infinity where there was none in the last 90. */
  readonly daysSince: Float64Array;
}

/**
 * Reads what contacts did in the last 90 days, in one pass over the events of that time: what a model counts, but for what was sent to a contact.
 *
 * @param client in the transaction in which the population was read.
 * @param exclude kinds of events that do not count. @param asOf nothing that happened, or became known, from then on counts.
 * @returns null where there is no source of events.
 */
export async function readRecentActivity(
  client: pg.ClientBase,
  sources: Sources,
  { contacts }: Pick<Population, 'contacts'>,
  { exclude, asOf }: { readonly exclude: readonly string[]; readonly asOf: Instant },
  signal?: AbortSignal,
): Promise<RecentActivity | null> {
  if (!sources.has('event')) return null;
  const count = contacts.ids.length;
  const weeks = Array.from({ length: recentWeeks }, () => new Int32Array(count));
  const daysSince = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const indexOf = indexOfIds(contacts.ids);
  await copyOut(
    client,
    recentActivityStatement(sources, exclude, asOf),
    (row) => {
      const id = row.text(0);
      const contact = id === null ? undefined : indexOf.get(id);
      if (contact === undefined) return;
      for (let week = 0; week < recentWeeks; week++) weeks[week]![contact] = row.float(1 + week);
      daysSince[contact] = (asOf - row.instant(1 + recentWeeks)) / microsecondsOf(1);
    },
    signal,
    'reading what people did lately',
  );
  return { weeks, daysSince };
}

/** SELECT of a contact's id, its activities in each of the weeks back from an instant, and the last one. */
export function recentActivityStatement(sources: Sources, exclude: readonly string[], asOf: Instant): string {
  const back = (days: number) => instantSql(asOf - microsecondsOf(days));
  // A day more, for what tells opens and clicks by machines stands close before them.
  const lately = `(SELECT * FROM (${sources.select('event')}) AS source WHERE occurred_at >= ${back(recentDays + 1)}) AS source`;
  const used = usedEvents(sources, lately);
  const events = used ? `SELECT ${eventColumns.join(', ')} FROM ${used}` : eventRows(sources, lately);
  const weeks = Array.from(
    { length: recentWeeks },
    (_, week) =>
      `(count(*) FILTER (WHERE occurred_at >= ${back(7 * (week + 1))}${week === 0 ? '' : ` AND occurred_at < ${back(7 * week)}`}))::float8`,
  );
  const limit = instantSql(asOf);
  const left = [...exclude, ...(sources.machine?.sends ?? [])];
  return `SELECT contact_id, ${weeks.join(', ')}, max(occurred_at)
    FROM (${events}) AS event
    WHERE occurred_at >= ${back(recentDays)} AND occurred_at < ${limit} AND (ingested_at IS NULL OR ingested_at < ${limit})
      AND kind IS NOT NULL${left.length > 0 ? ` AND kind <> ALL(${textArray(left)})` : ''}
    GROUP BY contact_id`;
}
