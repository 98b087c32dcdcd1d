import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { instantOf } from '../database/instantSql.ts';
import type { ListedEvidence, ListedHandOff } from '../ranking/listed.ts';

/** What the published run found of the criteria of some contacts, in the order of the framework; contacts of whom nothing is published are absent. */
export async function evidenceOf(
  { kysely }: DatabaseHandle,
  program: string,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ListedEvidence[]>> {
  const { rows } = await sql<ListedEvidence & { readonly contact_id: string }>`
    SELECT contact_id, criterion, state, met, value, source, ${instantOf('dated')} AS dated FROM handraise.evidence
    WHERE program = ${program} AND contact_id = ANY (${[...contactIds]}::text[]) ORDER BY place`
    .execute(kysely)
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading evidence for the report');
    });
  const found = new Map<string, ListedEvidence[]>();
  for (const { contact_id, ...evidence } of rows) {
    const known = found.get(contact_id);
    if (known) known.push(evidence);
    else found.set(contact_id, [evidence]);
  }
  return found;
}

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
