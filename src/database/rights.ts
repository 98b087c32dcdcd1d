import { HandraiseError } from '../errors.ts';
import type { DatabaseHandle } from './connection.ts';
import { databaseFailure } from './failure.ts';

/** A right on a table of schema `handraise`, or on the database. */
export type Right =
  | {
      readonly table: string;
      readonly may: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
      /** Only on these columns; by default on the table. */
      readonly columns?: readonly string[];
    }
  | { readonly database: 'TEMPORARY' };

/**
 * Makes sure that the role has the rights that some work will need, before it begins.
 *
 * @param doing the work, for the reader: "scoring"
 * @throws HandraiseError `permission`, with the GRANTs that are missing, and who can give them.
 */
export async function requireRights(handle: DatabaseHandle, doing: string, rights: readonly Right[]): Promise<void> {
  const onTables = rights.flatMap((right) => ('table' in right ? [right] : []));
  const asked = {
    tables: onTables.map(({ table }) => `handraise.${table}`),
    rights: onTables.map(({ may }) => may),
    // An array of arrays of different lengths is none.
    columns: onTables.map(({ columns = [] }) => columns.join(',')),
  };
  const missing = await handle.pool
    .query<{ grant: string; owner: string }>(missingRights, [
      ...[asked.tables, asked.rights, asked.columns],
      rights.some((right) => 'database' in right),
    ])
    .catch((error: unknown) => {
      throw databaseFailure(error, 'asking what the role may do');
    });
  refuse(missing.rows, doing);
}

/**
 * Makes sure that the role may read everything in schema `handraise`, as every command does.
 *
 * @throws HandraiseError `permission`, as {@link requireRights}.
 */
export async function requireReading(handle: DatabaseHandle): Promise<void> {
  const missing = await handle.pool
    .query<{ grant: string; owner: string }>(
      `SELECT format('GRANT SELECT ON ALL TABLES IN SCHEMA handraise TO %I', current_user) AS grant,
              pg_get_userbyid(nspowner)::text AS owner
       FROM pg_catalog.pg_namespace n
       WHERE nspname = 'handraise' AND EXISTS (
         SELECT FROM pg_catalog.pg_class c
         WHERE relnamespace = n.oid AND relkind IN ('r', 'v', 'p') AND NOT has_table_privilege(c.oid, 'SELECT'))`,
    )
    .catch((error: unknown) => {
      throw databaseFailure(error, 'asking what the role may read');
    });
  refuse(missing.rows, 'reading the schema handraise');
}

/** Rights that the role has not, as GRANTs, with the owner of what they are on: a table of handraise, or the database. */
const missingRights = `
  SELECT format('GRANT %s ON %s TO %I', string_agg(may, ', ' ORDER BY place), named, current_user) AS grant, owner
  FROM (
    SELECT place, c.oid::regclass::text AS named, pg_get_userbyid(relowner)::text AS owner,
           may || CASE WHEN columns = '' THEN '' ELSE format(' (%s)', replace(columns, ',', ', ')) END AS may
    FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (relation, may, columns, place)
    JOIN pg_catalog.pg_class c ON c.oid = to_regclass(relation)
    WHERE CASE WHEN columns = '' THEN NOT has_table_privilege(c.oid, may)
               ELSE EXISTS (SELECT FROM unnest(string_to_array(columns, ',')) AS name
                            WHERE NOT has_column_privilege(c.oid, name, may)) END
  ) AS lacking
  GROUP BY named, owner
  UNION ALL
  SELECT format('GRANT TEMPORARY ON DATABASE %I TO %I', datname, current_user), pg_get_userbyid(datdba)
  FROM pg_catalog.pg_database
  WHERE $4 AND datname = current_database() AND NOT has_database_privilege(datname, 'TEMPORARY')
  ORDER BY 1`;

function refuse(missing: readonly { readonly grant: string; readonly owner: string }[], doing: string): void {
  if (missing.length === 0) return;
  const owners = [...new Set(missing.map(({ owner }) => owner))];
  throw new HandraiseError('permission', `${doing} needs rights that the role has not`, {
    hint: `as ${owners.join(' or ')}, run: ${missing.map(({ grant }) => grant).join('; ')}`,
  });
}
