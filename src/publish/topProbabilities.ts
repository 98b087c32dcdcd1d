import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';

/** Probabilities of the best published contacts of a program, at most `limit`, descending. */
export async function topProbabilities(handle: DatabaseHandle, program: string, limit: number): Promise<Float64Array> {
  const rows = await handle.kysely
    .selectFrom('handraise.candidate')
    .select('probability')
    .where('program', '=', program)
    .orderBy('rank')
    .limit(limit)
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published probabilities');
    });
  return Float64Array.from(rows, ({ probability }) => probability);
}
