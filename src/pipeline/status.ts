import { databaseFailure } from '../database/failure.ts';
import { publishedRun } from '../publish/publishedRun.ts';
import { rankingTotals } from '../publish/rankingTotals.ts';
import { championOf } from '../registry/models.ts';
import type { Instant } from '../snapshot/population.ts';
import type { Workbench } from './workbench.ts';

export interface ProgramStatus {
  readonly program: string;
  /** Model id of the champion; null before the first promotion. */
  readonly champion: string | null;
  readonly published: {
    readonly runId: string;
    readonly modelId: string;
    readonly asOf: Instant;
    readonly contacts: number;
    readonly accounts: number;
  } | null;
  /** The latest, newest first. */
  readonly runs: readonly {
    readonly runId: string;
    readonly kind: 'train' | 'score' | 'recalibrate';
    readonly status: 'running' | 'done' | 'failed' | 'abandoned';
    readonly startedAt: Instant;
    readonly failure: string | null;
  }[];
}

const shownRuns = 5;

/** How every program of the configuration stands. */
export async function statusOf({ handle, config }: Workbench): Promise<readonly ProgramStatus[]> {
  const statuses: ProgramStatus[] = [];
  for (const program of Object.keys(config.programs)) {
    const champion = await championOf(handle, program);
    const run = await publishedRun(handle, program);
    const totals = run ? await rankingTotals(handle, program) : null;
    const runs = await handle.kysely
      .selectFrom('handraise.run')
      .select(['run_id', 'kind', 'status', 'started_at', 'failure'])
      .where('program', '=', program)
      .orderBy('started_at', 'desc')
      .orderBy('run_id', 'desc')
      .limit(shownRuns)
      .execute()
      .catch((error: unknown) => {
        throw databaseFailure(error, 'reading the runs');
      });
    statuses.push({
      program,
      champion: champion?.modelId ?? null,
      published:
        run && totals
          ? {
              runId: run.runId,
              modelId: run.modelId,
              asOf: run.asOf,
              contacts: totals.contacts,
              accounts: totals.accounts,
            }
          : null,
      runs: runs.map((row) => ({
        runId: row.run_id,
        kind: row.kind,
        status: row.status,
        startedAt: row.started_at.getTime() * 1000,
        failure: row.failure,
      })),
    });
  }
  return statuses;
}
