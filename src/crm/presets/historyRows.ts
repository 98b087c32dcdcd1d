import { sql } from 'kysely';
import type { LandedTable } from './landedTable.ts';
import type { Sql } from './queryText.ts';

/**
 * SELECT of id, name, value, valid_from: one row whenever a column of a table that keeps versions took another value.
 *
 * @param of.id whose versions these are; of.validFrom when a version became known
 * @param of.columns name of an attribute → its column
 * @param of.missing whether a version without a value clears the attribute, or says nothing of it
 */
export function historyRows(
  table: LandedTable,
  of: {
    readonly id: Sql;
    readonly validFrom: Sql;
    readonly columns: Readonly<Record<string, string>>;
    readonly missing: 'clears' | 'says nothing';
  },
): Sql {
  const names = sql.join(Object.keys(of.columns).map((name) => sql`${sql.lit(name)}::text`));
  const values = sql.join(Object.values(of.columns).map((column) => table.text(column) ?? sql`NULL::text`));
  return sql`SELECT id, name, value, valid_from FROM (
  SELECT id, name, value, valid_from, row_number() OVER version AS number, lag(value) OVER version AS before
  FROM (
    SELECT ${of.id} AS id, ${of.validFrom} AS valid_from,
      unnest(ARRAY[${names}]) AS name, unnest(ARRAY[${values}]) AS value
    FROM ${table.from}
  ) AS versions
  WHERE id IS NOT NULL${of.missing === 'clears' ? sql`` : sql` AND value IS NOT NULL`}
  WINDOW version AS (PARTITION BY id, name ORDER BY valid_from, value)
) AS changes WHERE number = 1 OR value IS DISTINCT FROM before`;
}
