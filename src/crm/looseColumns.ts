import { type RawBuilder, sql } from 'kysely';
import { type Probing, rowsOf } from './probing.ts';

/**
 * Columns of which the database takes some different texts for equal, with the name of their collation; nearly always none.
 *
 * @param columns type of each by its name.
 */
export async function looseColumns(
  on: Probing,
  from: RawBuilder<unknown>,
  columns: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const types = [...new Set(columns.values())];
  const collated = await rowsOf<{ type: string }>(
    on,
    sql`SELECT name AS type FROM unnest(${types}::text[]) AS name JOIN pg_type AS t ON t.oid = to_regtype(name)
    WHERE t.typcollation <> 0 AND EXISTS (SELECT FROM pg_collation WHERE NOT collisdeterministic)`,
  );
  const asked = [...columns].filter(([, type]) => collated.some((one) => one.type === type)).map(([column]) => column);
  if (asked.length === 0) return new Map();
  const names = asked.map(
    (column) => sql`pg_collation_for((SELECT ${sql.id('source', column)} FROM ${from} WHERE false))`,
  );
  const found = await rowsOf<{ position: number; name: string }>(
    on,
    sql`SELECT (given.position - 1)::int AS position, c.collname AS name
    FROM unnest(ARRAY[${sql.join(names)}]) WITH ORDINALITY AS given (name, position)
    JOIN pg_collation AS c ON c.oid = given.name::regcollation WHERE NOT c.collisdeterministic ORDER BY 1`,
  );
  return new Map(found.map(({ position, name }) => [asked[position]!, name]));
}

/**
 * A column as text that is equal to the same bytes only: ids and kinds are compared so once they are read. Other collations are left
 * alone, because through COLLATE a sharded database does not see its distribution column.
 */
export function textOfColumn(
  { loose }: { readonly loose: ReadonlyMap<string, string> },
  column: string,
): RawBuilder<unknown> {
  const text = sql`${sql.id('source', column)}::text`;
  return loose.has(column) ? sql`(${text} COLLATE "C")` : text;
}
