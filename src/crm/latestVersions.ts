import { type RawBuilder, sql } from 'kysely';
import { HandraiseError } from '../errors.ts';
import { textOfColumn } from './looseColumns.ts';
import type { ProbedRelation } from './probedRelation.ts';

/** Types whose values have the order of time; texts have that of the alphabet, in which 10 comes before 9. */
const ordered = new Set([
  'smallint',
  'integer',
  'bigint',
  'real',
  'double precision',
  'numeric',
  'timestamp with time zone',
  'timestamp without time zone',
  'date',
]);

/** Whether a column of this type can tell which version of a row is the latest. */
export function tellsVersions(type: string | undefined): boolean {
  return ordered.has(type ?? '');
}

const place = sql.id('handraise: place among versions');

/**
 * A relation of which only the latest version of each row is read: of the rows with one id those whose value of `version` is the
 * greatest. Rows without a value come last; several with the greatest one all stay, as without a version.
 *
 * @param id column of the ids.
 * @throws HandraiseError `data` where there is no such column, or it has no order.
 */
export function latestOf(probed: ProbedRelation, version: string, id: string): ProbedRelation {
  const { entity, title, columns, from } = probed;
  const type = columns.get(version);
  if (!tellsVersions(type))
    throw new HandraiseError(
      'data',
      type === undefined
        ? `${entity}.version: expected column ${version} in ${title}, found ${[...columns.keys()].join(', ')}`
        : `${entity}.version: expected column ${version} of ${title} to be a date, a time or a number, found ${type}`,
      {
        hint:
          type === undefined
            ? `name the column that grows with every version: source.${entity}.version`
            : 'map a SELECT that casts it, instead of the table',
      },
    );
  const placed: RawBuilder<unknown> = sql`(
    SELECT source.*, rank() OVER (PARTITION BY ${textOfColumn(probed, id)} ORDER BY ${sql.id('source', version)} DESC NULLS LAST) AS ${place}
    FROM ${from}) AS versions`;
  return {
    ...probed,
    from: sql`(SELECT * FROM ${placed} WHERE ${place} = 1) AS source`,
    olderVersions: sql`SELECT count(*)::float8 FROM ${placed} WHERE ${place} > 1`,
  };
}
