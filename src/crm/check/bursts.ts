import { sql } from 'kysely';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** So many events of one kind in one instant are hardly things that people did one by one. */
const fewest = 1000;
/** Above this share of days without a time of day, instants are days, and many events on one say nothing. */
const mostDays = 0.5;

interface Burst {
  readonly instants: number;
  readonly rows: number;
  readonly kind: string | null;
  readonly largest: number;
  readonly at: string;
}

/** Thousands of events of one kind dated at the very same instant: what an import, a re-sync or a mass mailing leaves behind. */
export async function bursts(run: Run, { entity, fields, select }: Readable): Promise<CheckProblem[]> {
  if (entity !== 'event' || !fields.has('occurredAt') || !fields.has('kind')) return [];
  const [days] = await run<{ share: number | null }>(sql`
    SELECT (count(*) FILTER (WHERE date_bin('24 hours', occurred_at, 'epoch') = occurred_at))::float8 / nullif(count(*), 0) AS share
    FROM (${select}) AS s WHERE isfinite(occurred_at)`);
  if ((days?.share ?? 0) > mostDays) return [];
  const [found] = await run<Burst>(sql`
    SELECT (count(*) OVER ())::float8 AS instants, (sum(rows) OVER ())::float8 AS rows, kind, rows::float8 AS largest,
      to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
    FROM (
      SELECT kind, occurred_at, count(*) AS rows FROM (${select}) AS s WHERE isfinite(occurred_at)
      GROUP BY 1, 2 HAVING count(*) >= ${fewest}::int
    ) AS bursts ORDER BY largest DESC, occurred_at, kind COLLATE "C" LIMIT 1`);
  if (!found) return [];
  const { instants, rows, kind, largest, at } = found;
  const others = instants > 1 ? `, and ${instants - 1} more such instants` : '';
  return [
    {
      entity,
      severity: 'warning',
      problem: `${largest} events of the kind ${JSON.stringify(kind)} are dated at one instant, ${at}${others}`,
      rows,
      cost: 'if an import or a re-sync dated them, what happened before looks like activity of that day; active days count it once, the numbers of events of each kind count every row',
      remedy:
        'nothing, if that many were sent at once; else map the date at which each happened, or leave these rows out of the query',
      examples: [],
    },
  ];
}
