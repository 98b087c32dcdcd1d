import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';

/** Margins by contact of those of some contacts that a run ranked. */
export async function publishedMargins(
  handle: DatabaseHandle,
  program: string,
  runId: string,
  contacts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await handle.kysely
    .selectFrom('handraise.candidate')
    .select(['contact_id', 'margin'])
    .where('program', '=', program)
    .where('run_id', '=', runId)
    .where('contact_id', '=', sql<string>`ANY(${contacts}::text[])`)
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published margins');
    });
  return new Map(rows.map(({ contact_id, margin }) => [contact_id, margin]));
}
