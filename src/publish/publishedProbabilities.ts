import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';

/** Probabilities by contact of those of some contacts that a program's published ranking has. */
export async function publishedProbabilities(
  handle: DatabaseHandle,
  program: string,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await handle.kysely
    .selectFrom('handraise.candidate')
    .select(['contact_id', 'probability'])
    .where('program', '=', program)
    .where('contact_id', '=', sql<string>`ANY(${contacts}::text[])`)
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published probabilities');
    });
  return new Map(rows.map(({ contact_id, probability }) => [contact_id, probability]));
}
