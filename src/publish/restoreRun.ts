import type { DatabaseHandle } from '../database/connection.ts';
import { inTransaction } from '../database/transaction.ts';
import { HandraiseError } from '../errors.ts';
import { movePointer, visibleRows } from './pointer.ts';

/**
 * Puts the ranking of an earlier run back before readers, by moving the pointer.
 *
 * Runs are kept, so any scoring that ended well can be put back, the newest again too.
 *
 * @throws HandraiseError `usage` for a run that does not exist, is no scoring or did not end well,
 * `data` when its rows are gone; the ranking published before then stays.
 */
export async function restoreRun(handle: DatabaseHandle, program: string, runId: string): Promise<void> {
  await inTransaction(handle, async (client) => {
    const { rows } = await client.query<{ kind: string; status: string; removed: boolean }>(
      `SELECT kind, status, ranking_removed_at IS NOT NULL AS removed
       FROM handraise.run WHERE program = $1 AND run_id = $2 FOR SHARE`,
      [program, runId],
    );
    const run = rows[0];
    const refusal = !run
      ? 'does not exist'
      : run.kind !== 'score'
        ? 'ranked nobody: it was a training'
        : run.status !== 'done'
          ? `is ${run.status}, not done`
          : run.removed
            ? 'gave up its ranking to make room'
            : undefined;
    if (refusal)
      throw new HandraiseError('usage', `run ${runId} of program ${program} ${refusal}`, {
        hint: 'see the runs that can be put back with: handraise runs list',
      });
    await movePointer(client, program, runId);
    if ((await visibleRows(client, program)).contacts === 0)
      throw new HandraiseError('data', `the rows of run ${runId} of program ${program} are gone`, {
        hint: 'put another run back, or score again',
      });
  });
}
