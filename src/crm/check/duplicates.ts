import { sql } from 'kysely';
import { columnOf, entityOf } from '../../config/entity.ts';
import { isUnique } from '../source.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

const costs: Readonly<Record<string, string>> = {
  contact: 'of the rows with one id, the one created first is used',
  account: 'of the rows with one id, the one created first is used',
  opportunity: 'every row counts: while one of them is open, the deal is',
  event: 'of the rows with one id, one is used',
};

/** Rows that share their key with an earlier one. */
export async function duplicates(run: Run, readable: Readable): Promise<CheckProblem[]> {
  const { entity, fields, probed } = readable;
  if (entity === 'event' && !fields.has('id')) return [withoutIds];
  const key = entityOf(entity).key.filter((field) => fields.has(field));
  const needed = entityOf(entity).key.filter(
    (field) => entityOf(entity).fields[field]?.required || Object.hasOwn(probed.relation.columns, field),
  );
  if (!needed.every((field) => fields.has(field)) || isUnique(probed)) return [];
  const given = [...needed, ...(entity === 'event' ? ['id'] : [])];
  const columns = key.map((field) => sql.id(columnOf(field)));
  const shown = ['id', 'entityId'].find((field) => key.includes(field)) ?? key[0]!;
  const groups = sql`
    SELECT ${sql.id(columnOf(shown))} AS id, count(*) - 1 AS surplus FROM (${readable.select}) AS s
    WHERE ${sql.join(
      given.map((field) => sql`${sql.id(columnOf(field))} IS NOT NULL`),
      sql` AND `,
    )}
    GROUP BY ${sql.join(columns)} HAVING count(*) > 1`;
  const [found] = await run<{ rows: number | null }>(
    sql`SELECT sum(surplus)::float8 AS rows FROM (${groups}) AS groups`,
  );
  if (!found?.rows) return [];
  const examples = await run<{ id: string }>(
    sql`SELECT id COLLATE "C" AS id FROM (${groups}) AS groups GROUP BY 1 ORDER BY 1 LIMIT 5`,
  );
  return [
    {
      entity,
      severity: 'warning',
      problem: `${key.join(', ')} stands in more than one row`,
      rows: found.rows,
      cost: costs[entity] ?? 'they count once',
      remedy: `see that ${key.join(', ')} names a row, or map a SELECT that gives each once`,
      examples: examples.map(({ id }) => id),
    },
  ];
}

const withoutIds: CheckProblem = {
  entity: 'event',
  severity: 'info',
  problem: 'events have no id',
  rows: 0,
  cost: 'an event that was recorded twice counts twice',
  remedy: 'map event.id onto a column that names an event, if there is one',
  examples: [],
};
