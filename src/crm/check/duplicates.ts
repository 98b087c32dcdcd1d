import { sql } from 'kysely';
import { columnOf, entityOf } from '../../config/entity.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { isUnique } from '../source.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** Rows that share their key with an earlier one. */
export async function duplicates(run: Run, readable: Readable): Promise<Finding[]> {
  const { entity, fields, probed } = readable;
  if (entity === 'event' && !fields.has('id')) return [notice('events-without-id', { entity })];
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
  return [notice('key-repeated', { entity, rows: found.rows, examples: examples.map(({ id }) => id), key })];
}
