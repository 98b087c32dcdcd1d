import { type RawBuilder, sql } from 'kysely';
import { columnOf } from '../config/entity.ts';
import type { ColumnOrPath } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import { textOfColumn } from './looseColumns.ts';
import type { ProbedRelation } from './probedRelation.ts';

/** Characters of a value that are read: what two values share up to there makes them one. */
const mostCharacters = 200;

const jsonTypes = new Set(['json', 'jsonb']);

/**
 * The value of a property of events, as text; NULL where a path leads to nothing.
 *
 * @param setting of the events where it is declared.
 * @throws HandraiseError `data` for a column that is not there, or for a path within one that holds no JSON.
 */
export function propertyValue(
  probed: ProbedRelation,
  name: string,
  declared: ColumnOrPath,
  setting: 'properties' | 'machine' = 'properties',
): RawBuilder<unknown> {
  const { path } = declared;
  const found = columnOfProperty(probed, name, declared);
  if (found === undefined)
    throw new HandraiseError(
      'data',
      `event.${setting}.${name}: expected column ${declared.column ?? name} in ${probed.title}, found ${[...probed.columns.keys()].join(', ')}`,
      { hint: `map it: source.event.${setting}.${name}.column` },
    );
  if (path === undefined) return cut(textOfColumn(probed, found));
  const type = probed.columns.get(found) ?? 'unknown';
  if (!jsonTypes.has(type))
    throw new HandraiseError(
      'data',
      `event.${setting}.${name}: expected column ${found} of ${probed.title} to be json or jsonb, for it has a path, found ${type}`,
      { hint: `leave source.event.${setting}.${name}.path out, or map a SELECT that casts the column` },
    );
  const keys = sql`ARRAY[${sql.join(path.map((key) => sql.lit(key)))}]::text[]`;
  return cut(sql`(${sql.id('source', found)} #>> ${keys})`);
}

/** The column that holds a property, or that its path begins in; undefined where there is none. */
export function columnOfProperty(
  { columns }: Pick<ProbedRelation, 'columns'>,
  name: string,
  { column }: ColumnOrPath,
): string | undefined {
  const candidates = column === undefined ? [name, columnOf(name)] : [column];
  return candidates.find((candidate) => columns.has(candidate));
}

function cut(text: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`left(${text}, ${sql.lit(mostCharacters)})`;
}
