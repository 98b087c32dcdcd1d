import { sql } from 'kysely';
import { entityOf } from '../../config/entity.ts';
import type { Source } from '../../config/schema.ts';
import type { DatabaseHandle } from '../../database/connection.ts';
import { databaseFailure } from '../../database/failure.ts';
import { type LatestGates, latestGates } from '../../monitor/latestGates.ts';
import { type KeptRankings, keptRankings } from '../../publish/keptRankings.ts';
import { listRuns, type RecordedRun } from '../../publish/listRuns.ts';
import { publishedRun } from '../../publish/publishedRun.ts';
import { rankingTotals } from '../../publish/rankingTotals.ts';
import { listDecisions } from '../../registry/decisions.ts';
import { championOf, listModels } from '../../registry/models.ts';
import type { Instant } from '../../time/instant.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { type NextStep, nextStep, type Progress } from './nextStep.ts';

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
  /** What its state calls for. */
  readonly next: NextStep;
}

const shownRuns = 5;

/**
 * How every program of the configuration stands.
 *
 * @throws HandraiseError as `asOfOrNow`.
 */
export async function statusOf({ handle, config }: Workbench): Promise<readonly ProgramStatus[]> {
  const statuses: ProgramStatus[] = [];
  const now = await asOfOrNow({ handle, config }, undefined);
  for (const program of Object.keys(config.programs)) {
    const champion = await championOf(handle, program);
    const run = await publishedRun(handle, program);
    const totals = run ? await rankingTotals(handle, program) : null;
    const gates = await latestGates(handle, program);
    const runs = await listRuns(handle, program, shownRuns);
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
      gates,
      runs,
      kept: await keptRankings(handle, program),
      next: nextStep({
        hasContacts: await hasContacts(handle, config.source),
        runs,
        champion: champion?.modelId ?? null,
        newest: await newestModel(handle, program),
        published: run ?? null,
        blocked: isBlocked(gates),
        now,
      }),
    });
  }
  return statuses;
}

/** Of those that a mapping reads, `check` says; of imported ones whether there is any. */
async function hasContacts({ kysely }: DatabaseHandle, { contact }: Source): Promise<boolean> {
  if (contact?.table || contact?.query) return true;
  const first = await sql`SELECT 1 FROM ${sql.table(`handraise.${entityOf('contact').table}`)} LIMIT 1`
    .execute(kysely)
    .catch((error: unknown) => {
      throw databaseFailure(error, 'looking for contacts');
    });
  return first.rows.length > 0;
}

async function newestModel(handle: DatabaseHandle, program: string): Promise<Progress['newest']> {
  const [newest] = await listModels(handle, program);
  if (!newest) return null;
  const last = (await listDecisions(handle, program)).find(({ modelId }) => modelId === newest.modelId);
  return { modelId: newest.modelId, refused: last?.action === 'refuse' };
}

function isBlocked(gates: LatestGates | null): boolean {
  if (!gates) return false;
  const accepted = new Set(gates.accepted.map(({ gate }) => gate));
  return gates.findings.some(({ gate, blocked }) => blocked && !accepted.has(gate));
}
