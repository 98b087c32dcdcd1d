import { sql } from 'kysely';
import { databaseFailure } from '../database/failure.ts';
import { withProgramLock } from '../database/lock.ts';
import { HandraiseError } from '../errors.ts';
import { failRun, startRun } from '../publish/runs.ts';
import type { Workbench } from './workbench.ts';

/** A workbench whose work also stops when a lock is lost. */
export function guardedBy(workbench: Workbench, lost: AbortSignal): Workbench {
  return { ...workbench, signal: AbortSignal.any([workbench.signal, lost]) };
}

/**
 * Runs `work` as a recorded run of a program, the only one at a time.
 *
 * @param work gets the run's id, and the workbench to work with: its signal is aborted, too, when another run takes over
 * @throws HandraiseError `busy` when another run of the program is active; whatever `work` throws, recorded.
 */
export function asRun<T>(
  workbench: Workbench,
  program: string,
  kind: 'train' | 'score' | 'recalibrate',
  work: (runId: string, workbench: Workbench) => Promise<T>,
): Promise<T> {
  const { handle, signal } = workbench;
  return withProgramLock(handle, program, async (lost) => {
    signal.throwIfAborted();
    const runId = await newRunId(workbench);
    const { abandoned } = await startRun(handle, { program, kind, runId });
    for (const id of abandoned) workbench.progress.stage(`run ${id} died before its end and is marked abandoned`);
    try {
      return await work(runId, guardedBy(workbench, lost));
    } catch (error) {
      const failure = signal.aborted ? 'interrupted' : messageOf(error);
      // The first failure is the one to tell; a database that is gone can't record it. What cancels the statement of a run that is
      // interrupted may still be on its way, and meet this one.
      const record = () => failRun(handle, program, runId, failure);
      await record()
        .catch(record)
        .catch(() => undefined);
      throw error;
    }
  });
}

/** Sortable by the time of the database, and unique among all machines: `20260701T083000Z-1f0c9a7e`. */
async function newRunId({ handle }: Workbench): Promise<string> {
  try {
    const { rows } = await sql<{ id: string }>`
      SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z-"')
             || left(gen_random_uuid()::text, 8) AS id`.execute(handle.kysely);
    return rows[0]!.id;
  } catch (error) {
    throw databaseFailure(error, 'naming the run');
  }
}

function messageOf(error: unknown): string {
  if (error instanceof HandraiseError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
