import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { type Notice, notice } from '../notice/notice.ts';

/** Where the champion is another than the last decision made it. */
export type ChampionFinding = Notice<'champion-undecided'> & {
  /** Only a person can say which of the two is meant. */
  readonly repair: null;
};

interface Disagreement {
  readonly program: string;
  readonly champion: string | null;
  readonly decided: string | null;
  readonly number: string | null;
}

/**
 * Compares the champion of every program with the last decision of its record.
 *
 * @returns champions that were changed beside the record, in the order of programs; none where every one is what was decided.
 */
export async function inspectChampions(handle: DatabaseHandle): Promise<readonly ChampionFinding[]> {
  try {
    // One statement, so that a promotion in the meantime is seen whole or not at all.
    const { rows } = await handle.pool.query<Disagreement>(`
      WITH latest AS (
        SELECT DISTINCT ON (program) program, decision_id, model_id
        FROM handraise.decision WHERE action <> 'refuse' ORDER BY program, decision_id DESC
      )
      SELECT program, champion.model_id AS champion, latest.model_id AS decided, latest.decision_id::text AS number
      FROM handraise.champion FULL JOIN latest USING (program)
      WHERE champion.model_id IS DISTINCT FROM latest.model_id ORDER BY program`);
    return rows.map(({ program, champion, decided, number }) => ({
      ...notice('champion-undecided', { program, champion, decided, decision: number }),
      repair: null,
    }));
  } catch (error) {
    throw databaseFailure(error, 'comparing the champions with the decisions');
  }
}
