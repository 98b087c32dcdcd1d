import type pg from 'pg';
import { databaseFailure, hasState } from '../database/failure.ts';
import { planned } from '../database/planned.ts';
import { relationsHeld } from '../database/relationsHeld.ts';

const forbidden = '42501';

/** Tables that may have policies, and whether one of them lets this role see every row and none forbids any. */
const candidates = `
  SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name,
    coalesce(bool_or(p.polpermissive AND p.everything), false) AND NOT coalesce(bool_or(NOT p.polpermissive AND NOT p.everything), false)
      AS open
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  LEFT JOIN LATERAL (
    SELECT polpermissive, pg_get_expr(polqual, polrelid) = 'true' AS everything FROM pg_policy
    WHERE polrelid = c.oid AND polcmd IN ('r', '*')
      AND EXISTS (SELECT FROM unnest(polroles) AS role WHERE role = 0 OR pg_has_role(role, 'USAGE'))
  ) AS p ON true
  WHERE c.oid = ANY ($1::oid[]) AND c.relrowsecurity
  GROUP BY n.nspname, c.relname ORDER BY n.nspname, c.relname`;

/**
 * Tables below some SELECTs of which row-level security hides rows from this role, or may hide them.
 *
 * The server itself tells: with `row_security` off it refuses a statement that a policy would filter, whoever owns the views on the way
 * (https://www.postgresql.org/docs/18/ddl-rowsecurity.html). Policies that let the role see every row hide nothing.
 *
 * @param client in a transaction that has looked at what is below them, and at nothing else.
 * @throws HandraiseError as `databaseFailure`.
 */
export async function filteredTables(client: pg.ClientBase, selects: readonly string[]): Promise<readonly string[]> {
  try {
    const held = [...(await relationsHeld(client))];
    const { rows } = await client.query<{ name: string; open: boolean }>(candidates, [held]);
    const hiding = rows.filter(({ open }) => !open).map(({ name }) => name);
    return hiding.length > 0 && (await isFiltered(client, selects)) ? hiding : [];
  } catch (error) {
    throw databaseFailure(error, 'looking for row-level security');
  }
}

async function isFiltered(client: pg.ClientBase, selects: readonly string[]): Promise<boolean> {
  await client.query('SAVEPOINT unfiltered');
  try {
    await client.query('SET LOCAL row_security = off');
    for (const select of selects) await client.query(planned(select));
    return false;
  } catch (error) {
    if (hasState(error, forbidden)) return true;
    throw error;
  } finally {
    await client.query('ROLLBACK TO SAVEPOINT unfiltered');
    await client.query('RELEASE SAVEPOINT unfiltered');
  }
}
