import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { instantOf } from '../database/instantSql.ts';
import type { ListedHandOff } from '../ranking/listed.ts';

/** The last hand-off of each of some contacts; those who were never handed over are absent. */
export async function handOffsOf(
  { kysely }: DatabaseHandle,
  program: string,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, ListedHandOff>> {
  const { rows } = await sql<ListedHandOff & { readonly contact_id: string }>`
    SELECT DISTINCT ON (contact_id) contact_id, stage, state, ${instantOf('deadline')} AS deadline,
      ${instantOf('acted_at')} AS "actedAt" FROM handraise.service_level
    WHERE program = ${program} AND contact_id = ANY (${[...contactIds]}::text[])
    ORDER BY contact_id, handed_over_at DESC, stage`
    .execute(kysely)
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading hand-offs for the report');
    });
  return new Map(rows.map(({ contact_id, ...handOff }) => [contact_id, handOff]));
}
