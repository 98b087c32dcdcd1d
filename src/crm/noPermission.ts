import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { HandraiseError } from '../errors.ts';

/** Where the server looks whether policies apply; with `row_security` off it refuses what they would filter. */
const policies = 'check_enable_rls';

/**
 * The error for a relation that the role may not read, with what its owner has to run.
 *
 * @param name schema and table; empty for a query.
 */
export async function noPermission(
  { kysely }: Pick<DatabaseHandle, 'kysely'>,
  title: string,
  name: readonly string[],
  cause: unknown,
): Promise<HandraiseError> {
  const isFiltered = (cause as { routine?: unknown }).routine === policies;
  const hint = await missing(kysely, name, isFiltered, cause).catch(() => 'ask the owner of the tables for the GRANT');
  const problem = isFiltered
    ? `row-level security hides rows of ${title}, and row_security is off for this role`
    : `no permission to read ${title}`;
  return new HandraiseError('permission', problem, { hint, cause });
}

/** What the owner of a table has to run, quoted as SQL wants it. */
async function missing(
  kysely: DatabaseHandle['kysely'],
  name: readonly string[],
  isFiltered: boolean,
  cause: unknown,
): Promise<string> {
  const { rows } = await sql<{ relation: string | null; role: string }>`
    SELECT (SELECT string_agg(quote_ident(part), '.' ORDER BY place)
            FROM unnest(${name}::text[]) WITH ORDINALITY AS parts (part, place)) AS relation,
           quote_ident(current_user) AS role`.execute(kysely);
  const { relation, role } = rows[0]!;
  if (isFiltered)
    return `CREATE POLICY handraise_reads ON ${relation ?? 'each table it reads'} FOR SELECT TO ${role} USING (true)`;
  return (
    (await missingGrants(kysely, name, cause)) ?? `GRANT SELECT ON ${relation ?? 'the tables it reads'} TO ${role}`
  );
}

/** USAGE on the schema and SELECT on the relation, as far as they are missing; of a query, on what the server says it may not read. */
async function missingGrants(
  kysely: DatabaseHandle['kysely'],
  name: readonly string[],
  cause: unknown,
): Promise<string | null> {
  const [, denied, what] = /^permission denied for ([a-z ]+) (.+)$/.exec((cause as Error).message) ?? [];
  const schema = name.length > 1 ? name.at(-2)! : denied === 'schema' ? (what ?? null) : null;
  const relation = name.at(-1) ?? (denied === 'schema' ? null : (what ?? null));
  const { rows } = await sql<{ grants: string | null }>`
    SELECT string_agg(missing, '; ' ORDER BY place, missing) AS grants FROM (
      SELECT 1 AS place, format('GRANT USAGE ON SCHEMA %I TO %I', nspname, current_user) AS missing
      FROM pg_namespace WHERE nspname = ${schema}::text AND NOT has_schema_privilege(oid, 'USAGE')
      UNION ALL
      SELECT 2, format('GRANT SELECT ON %I.%I TO %I', nspname, relname, current_user)
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
      WHERE relname = ${relation}::text AND relkind IN ('r', 'p', 'v', 'm', 'f')
        AND nspname = coalesce(${schema}::text, nspname) AND NOT has_table_privilege(c.oid, 'SELECT')
    ) AS grants`.execute(kysely);
  return rows[0]?.grants ?? null;
}
