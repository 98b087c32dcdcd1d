import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';

/** What the rankings of the past take up. */
export interface KeptRankings {
  /** Rankings of the program that are there, the published one among them. */
  readonly rankings: number;
  /** Bytes on the database's disk of the ranked rows of every program, with indexes; what was removed is used again, so it counts. */
  readonly bytes: number;
}

/** How many rankings of a program are kept, and what all that are kept take up. */
export async function keptRankings(handle: DatabaseHandle, program: string): Promise<KeptRankings> {
  const row = await handle.kysely
    .selectFrom('handraise.run')
    .select(({ fn }) => fn.countAll<string>().as('rankings'))
    .select(
      sql<string>`pg_total_relation_size('handraise.ranked_contact') + pg_total_relation_size('handraise.ranked_account')
        + pg_total_relation_size('handraise.ranked_evidence')`.as('bytes'),
    )
    .where('program', '=', program)
    .where('kind', '=', 'score')
    .where('status', '=', 'done')
    .where('ranking_removed_at', 'is', null)
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'measuring the rankings that are kept');
    });
  return { rankings: Number(row.rankings), bytes: Number(row.bytes) };
}
