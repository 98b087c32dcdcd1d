import { type LatestGates, latestGates } from '../../monitor/latestGates.ts';
import { type KeptRankings, keptRankings } from '../../publish/keptRankings.ts';
import { listRuns, type RecordedRun } from '../../publish/listRuns.ts';
import { publishedRun } from '../../publish/publishedRun.ts';
import { rankingTotals } from '../../publish/rankingTotals.ts';
import { championOf } from '../../registry/models.ts';
import type { Instant } from '../../time/instant.ts';
import type { Workbench } from '../../workbench/workbench.ts';

/** How a program stands. */
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
  /** Of the latest scoring; null before the first. */
  readonly gates: LatestGates | null;
  /** The latest, newest first. */
  readonly runs: readonly RecordedRun[];
  /** What is kept of the runs. */
  readonly kept: KeptRankings;
}

const shownRuns = 5;

/** How every program of the configuration stands. */
export async function statusOf({ handle, config }: Workbench): Promise<readonly ProgramStatus[]> {
  const statuses: ProgramStatus[] = [];
  for (const program of Object.keys(config.programs)) {
    const champion = await championOf(handle, program);
    const run = await publishedRun(handle, program);
    const totals = run ? await rankingTotals(handle, program) : null;
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
      gates: await latestGates(handle, program),
      runs: await listRuns(handle, program, shownRuns),
      kept: await keptRankings(handle, program),
    });
  }
  return statuses;
}
