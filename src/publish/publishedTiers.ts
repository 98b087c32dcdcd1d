import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import type { Tier } from '../ranking/tier.ts';

/** Tiers of the contacts that a program's published ranking has in A, B or C. */
export async function publishedTiers(handle: DatabaseHandle, program: string): Promise<ReadonlyMap<string, Tier>> {
  const rows = await handle.kysely
    .selectFrom('handraise.candidate')
    .select(['contact_id', 'tier'])
    .where('program', '=', program)
    .where('tier', '<>', 'D')
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published tiers');
    });
  return new Map(rows.map(({ contact_id, tier }) => [contact_id, tier]));
}
