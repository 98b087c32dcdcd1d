import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';

/** Probabilities of the published contacts in the order in which they are worked, at most `limit`; those kept off the list are absent. */
export async function topProbabilities(handle: DatabaseHandle, program: string, limit: number): Promise<Float64Array> {
  const rows = await handle.kysely
    .selectFrom('handraise.candidate')
    .select('probability')
    .where('program', '=', program)
    .where('position', 'is not', null)
    .orderBy('position')
    .limit(limit)
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published probabilities');
    });
  return Float64Array.from(rows, ({ probability }) => probability);
}

/** The greatest probability on the published list after a position; 0 where nobody is. */
export async function greatestAfter({ kysely }: DatabaseHandle, program: string, position: number): Promise<number> {
  const { greatest } = await kysely
    .selectFrom('handraise.candidate')
    .select(({ fn }) => fn.max('probability').as('greatest'))
    .where('program', '=', program)
    .where('position', '>', position)
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published probabilities');
    });
  return greatest ?? 0;
}
