import { sql } from 'kysely';
import { columnOf, type EntityName } from '../../config/entity.ts';
import type { Run } from './measure.ts';
import { percent } from './outcomeShape.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** From this share of its rows on, one day is that of an import or of a clearing up. */
const mostRows = 0.5;
const fewest = 20;

interface DatedField {
  readonly field: string;
  readonly problem: string;
  readonly cost: string;
  readonly remedy: string;
}

const fields: Readonly<Partial<Record<EntityName, readonly DatedField[]>>> = {
  opportunity: [
    {
      field: 'createdAt',
      problem: 'of opportunities were opened',
      cost: 'if an import set the date, contacts that sales was talking to count as candidates at dates before',
      remedy: 'map the date at which each was opened',
    },
    {
      field: 'closedAt',
      problem: 'of closed opportunities were closed',
      cost: 'if somebody cleared up on that day, contacts were kept off until then that sales no longer talked to, and wins and losses have wrong dates',
      remedy: 'map the date at which each was won or lost, such as from the history of its stage',
    },
  ],
};

/** Dates that most rows share: what an import or a clearing up leaves behind. */
export async function sameDay(run: Run, { entity, fields: readable, select }: Readable): Promise<CheckProblem[]> {
  const problems: CheckProblem[] = [];
  for (const { field, problem, cost, remedy } of fields[entity] ?? []) {
    if (!readable.has(field)) continue;
    const column = sql.id(columnOf(field));
    const [found] = await run<{ day: string; rows: number; all: number }>(sql`
      SELECT to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::float8 AS rows,
        (sum(count(*)) OVER ())::float8 AS all
      FROM (${select}) AS s WHERE isfinite(${column}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`);
    if (!found || found.rows < fewest || found.rows < mostRows * found.all) continue;
    problems.push({
      entity,
      severity: 'warning',
      problem: `${percent(found.rows / found.all)} ${problem} on one day, ${found.day}`,
      rows: found.rows,
      cost,
      remedy,
      examples: [],
    });
  }
  return problems;
}
