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
  const hint = await missing(kysely, name, isFiltered).catch(() => 'ask the owner of the tables for the GRANT');
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
): Promise<string> {
  const { rows } = await sql<{ relation: string | null; role: string }>`
    SELECT (SELECT string_agg(quote_ident(part), '.' ORDER BY place)
            FROM unnest(${name}::text[]) WITH ORDINALITY AS parts (part, place)) AS relation,
           quote_ident(current_user) AS role`.execute(kysely);
  const { relation, role } = rows[0]!;
  if (isFiltered)
    return `CREATE POLICY handraise_reads ON ${relation ?? 'each table it reads'} FOR SELECT TO ${role} USING (true)`;
  return `GRANT SELECT ON ${relation ?? 'the tables it reads'} TO ${role}; and USAGE on the schema, where that is missing`;
}
