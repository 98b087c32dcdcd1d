import { type RawBuilder, sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** Days of silence that are too few to say anything. */
const fewestDays = 14;
/** How many times the longest pause there was in the year before. */
const longerThanEver = 2;

/** Of the rows of an ordinary day: a few by a clock that runs ahead do not break the silence. */
const leastShare = 0.05;

/** Facts that end long before today, longer than any pause they have made: the feed has probably stopped. */
export async function silence(
  run: Run,
  { entity, fields, select }: Readable,
  now: RawBuilder<unknown>,
): Promise<Finding[]> {
  if ((entity !== 'event' && entity !== 'outcome') || !fields.has('occurredAt')) return [];
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
  const { last, age, pause } = found;
  return [notice('feed-stopped', { entity, last, age, pause })];
}
