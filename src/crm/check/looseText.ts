import { sql } from 'kysely';
import { entityOf } from '../../config/entity.ts';
import { columnOfField } from '../probe.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** Fields that rows are told apart by: ids, and what kind of thing they are. */
const telling = (field: string, type: string) => type === 'id' || field === 'kind';

const collated = new Set(['text', 'character varying', 'character', '"char"', 'name']);

/** Ids and kinds of which the database takes some different texts for equal: nondeterministic collations, and citext. */
export async function looseText(run: Run, { entity, fields, probed }: Readable): Promise<CheckProblem[]> {
  const columns = Object.entries(entityOf(entity).fields).flatMap(([field, { type }]) => {
    const column = fields.has(field) && telling(field, type) ? columnOfField(probed, field) : null;
    return column === null ? [] : [{ field, column, type: probed.columns.get(column) ?? '' }];
  });
  const loose = new Map<string, string[]>();
  const add = (by: string, field: string) => loose.set(by, [...(loose.get(by) ?? []), field]);
  for (const { field, type } of columns) if (/(^|\.)citext$/.test(type)) add('type citext', field);
  const asked = columns.filter(({ type }) => collated.has(type));
  if (asked.length > 0) {
    const names = asked.map(
      ({ column }) => sql`pg_collation_for((SELECT ${sql.id('source', column)} FROM ${probed.from} WHERE false))`,
    );
    const found = await run<{ position: number; name: string }>(sql`
      SELECT (given.position - 1)::int AS position, c.collname AS name
      FROM unnest(ARRAY[${sql.join(names)}]) WITH ORDINALITY AS given (name, position)
      JOIN pg_collation AS c ON c.oid = given.name::regcollation WHERE NOT c.collisdeterministic ORDER BY 1`);
    for (const { position, name } of found) add(`collation ${name}`, asked[position]!.field);
  }
  return [...loose].map(([by, of]) => ({
    entity,
    severity: 'warning',
    problem: `${of.join(', ')} ${of.length === 1 ? 'is' : 'are'} of the ${by}, which takes some different texts for equal`,
    rows: 0,
    cost: 'here texts are equal where every letter is: Open and OPEN are two kinds, A1 and a1 two ids',
    remedy: `map a SELECT that writes them alike, such as lower(${of[0]}), if they mean the same`,
    examples: [],
  }));
}
