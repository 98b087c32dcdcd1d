import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { burstEvents } from '../eventBurst.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** Above this share of days without a time of day, instants are days, and many events of many contacts on one say nothing. */
const mostDays = 0.5;

interface Found {
  readonly bursts: number;
  readonly rows: number;
  readonly kind: string | null;
  readonly largest: number;
  readonly at: string;
  readonly contact: string | null;
}

/**
 * Thousands of events of one kind dated at the very same instant: what an import, a re-sync or a mass mailing leaves behind. Those of
 * one contact are a burst, which features count as one event; those of many contacts are only named.
 */
export async function bursts(run: Run, { entity, fields, select }: Readable): Promise<Finding[]> {
  if (entity !== 'event' || !fields.has('occurredAt') || !fields.has('kind')) return [];
  const [days] = await run<{ share: number | null }>(sql`
    SELECT (count(*) FILTER (WHERE date_bin('24 hours', occurred_at, 'epoch') = occurred_at))::float8 / nullif(count(*), 0) AS share
    FROM (${select}) AS s WHERE isfinite(occurred_at)`);
  const [ofOne] = await run<Found>(largestOf(select, sql`SELECT kind, occurred_at, contact_id, rows FROM ones`));
  const [ofMany] =
    (days?.share ?? 0) > mostDays
      ? []
      : await run<Found>(
          largestOf(
            select,
            sql`SELECT kind, occurred_at, NULL AS contact_id, instants.rows - coalesce(sum(ones.rows), 0) AS rows
              FROM instants LEFT JOIN ones USING (kind, occurred_at) GROUP BY kind, occurred_at, instants.rows
              HAVING instants.rows - coalesce(sum(ones.rows), 0) >= ${burstEvents}::int`,
          ),
        );
  return [
    ...(ofOne ? [notice('burst-of-one', { ...figuresOf(ofOne), examples: [ofOne.contact ?? ''] })] : []),
    ...(ofMany ? [notice('burst-of-many', { ...figuresOf(ofMany), burst: burstEvents })] : []),
  ];
}

/**
 * The largest of what is looked for, and how many there are: among `instants`, which have many events of a kind, and `ones`, the contacts
 * that have many of these, copies of an event taken for one.
 */
function largestOf(select: RawBuilder<unknown>, wanted: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    WITH instants AS MATERIALIZED (
      SELECT kind, occurred_at, count(*) AS rows FROM (${select}) AS s WHERE isfinite(occurred_at)
      GROUP BY 1, 2 HAVING count(*) >= ${burstEvents}::int
    ), ones AS MATERIALIZED (
      SELECT kind, occurred_at, contact_id, count(*) AS rows
      FROM (${select}) AS s JOIN instants USING (kind, occurred_at) WHERE contact_id IS NOT NULL
      GROUP BY 1, 2, 3 HAVING count(*) FILTER (WHERE s.id IS NULL) + count(DISTINCT s.id) >= ${burstEvents}::int
    )
    SELECT (count(*) OVER ())::float8 AS bursts, (sum(rows) OVER ())::float8 AS rows, kind, rows::float8 AS largest,
      to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, contact_id AS contact
    FROM (${wanted}) AS wanted ORDER BY largest DESC, occurred_at, kind COLLATE "C", contact_id COLLATE "C" LIMIT 1`;
}

function figuresOf({ bursts, rows, kind, largest, at }: Found) {
  return { entity: 'event', rows, bursts, eventKind: kind, largest, at };
}
