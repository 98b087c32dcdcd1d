import type pg from 'pg';
import { copyIn } from '../../database/copyIn.ts';
import { databaseFailure } from '../../database/failure.ts';
import { type StageMoves, transitionColumns } from './stageMoves.ts';

/**
 * Waits until nobody else adds to the record of a program's stages, to the end of the transaction.
 *
 * A decision typed while a run writes its moves would take the same number.
 */
export async function lockStageRecord(client: pg.ClientBase, program: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`handraise stages of ${program}`]);
}

/**
 * Adds the moves of a run to the record, in the caller's transaction.
 *
 * Where somebody has decided about a contact since the record was read, the person wins: the contact's moves are left out, and the next run goes on from there.
 *
 * @param of.movesBefore how many moves of a contact the record had when it was read.
 * @returns how many contacts were left out.
 */
export async function writeStageMoves(
  client: pg.ClientBase,
  moves: StageMoves,
  of: Omit<Parameters<StageMoves['rows']>[1], 'leftOut'> & {
    readonly contactOf: ReadonlyMap<string, number>;
    readonly movesBefore: (contact: number) => number;
  },
  signal: AbortSignal | undefined,
): Promise<number> {
  await lockStageRecord(client, of.program);
  const { rows } = await client
    .query<{ contact_id: string; number: number }>(
      `SELECT contact_id, max(number) AS number FROM handraise.stage_transition
       WHERE program = $1 AND run_id IS NULL GROUP BY contact_id`,
      [of.program],
    )
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading what people decided about stages');
    });
  const leftOut = new Set<number>();
  for (const { contact_id, number } of rows) {
    const contact = of.contactOf.get(contact_id);
    if (contact !== undefined && number > of.movesBefore(contact)) leftOut.add(contact);
  }
  await copyIn(
    client,
    { schema: 'handraise', table: 'stage_transition', columns: transitionColumns },
    (write) => moves.rows(write, { ...of, leftOut }),
    signal,
  );
  return leftOut.size;
}
