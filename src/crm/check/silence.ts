import { type RawBuilder, sql } from 'kysely';
import type { EntityName } from '../../config/entity.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** Days of silence that are too few to say anything. */
const fewestDays = 14;
/** How many times the longest pause there was in the year before. */
const longerThanEver = 2;

/** Of the rows of an ordinary day: a few by a clock that runs ahead do not break the silence. */
const leastShare = 0.05;

const costs: Readonly<Partial<Record<EntityName, string>>> = {
  event: 'whoever was active since looks asleep, and is ranked as if so',
  outcome: 'whoever converted since is on the list as if not; later dates teach nothing',
};

/** Facts that end long before today, longer than any pause they have made: the feed has probably stopped. */
export async function silence(
  run: Run,
  { entity, fields, select }: Readable,
  now: RawBuilder<unknown>,
): Promise<CheckProblem[]> {
  const cost = costs[entity];
  if (cost === undefined || !fields.has('occurredAt')) return [];
  const [found] = await run<{ last: string; age: number; pause: number | null }>(sql`
    WITH counted AS (
      SELECT date_bin('24 hours', occurred_at, 'epoch') AS day, count(*) AS rows FROM (${select}) AS s
      WHERE isfinite(occurred_at) AND occurred_at < ${now} GROUP BY 1
    ), days AS (
      SELECT day FROM counted
      WHERE rows >= ${leastShare}::float8 * (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY rows) FROM counted)
    ), pauses AS (
      SELECT day, day - lag(day) OVER (ORDER BY day) AS pause FROM days
      WHERE day > (SELECT max(day) FROM days) - interval '8760 hours'
    )
    SELECT to_char(max(day) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS last,
      (extract(epoch FROM ${now} - max(day)) / 86400)::float8 AS age, (extract(epoch FROM max(pause)) / 86400)::float8 AS pause
    FROM pauses HAVING count(*) > 0`);
  if (!found || found.age < fewestDays || found.age < longerThanEver * (found.pause ?? 0)) return [];
  return [
    {
      entity,
      severity: 'warning',
      problem: `the newest is of ${found.last}, ${Math.floor(found.age)} days ago${
        found.pause === null ? '' : `, and the longest pause in the year before was ${Math.round(found.pause)} days`
      }`,
      rows: 0,
      cost,
      remedy: 'see that whatever loads the table still runs',
      examples: [],
    },
  ];
}
