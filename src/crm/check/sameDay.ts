import { sql } from 'kysely';
import { columnOf } from '../../config/entity.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** From this share of its rows on, one day is that of an import or of a clearing up. */
const mostRows = 0.5;
const fewest = 20;

/** Dates of opportunities, which say when sales began and ceased to talk to somebody. */
const dated = ['createdAt', 'closedAt'];

/** Dates that most rows share: what an import or a clearing up leaves behind. */
export async function sameDay(run: Run, { entity, fields: readable, select }: Readable): Promise<Finding[]> {
  const problems: Finding[] = [];
  for (const field of entity === 'opportunity' ? dated : []) {
    if (!readable.has(field)) continue;
    const column = sql.id(columnOf(field));
    const [found] = await run<{ day: string; rows: number; all: number }>(sql`
      SELECT to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::float8 AS rows,
        (sum(count(*)) OVER ())::float8 AS all
      FROM (${select}) AS s WHERE isfinite(${column}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`);
    if (!found || found.rows < fewest || found.rows < mostRows * found.all) continue;
    problems.push(notice('dated-one-day', { entity, field, day: found.day, rows: found.rows, dated: found.all }));
  }
  return problems;
}
