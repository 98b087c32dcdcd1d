import { join } from 'node:path';
import { programOf } from '../../config/load.ts';
import { writeProfile } from '../../monitor/profileStore.ts';
import { finishRun } from '../../publish/runs.ts';
import { checkModelsFolder } from '../../registry/artefactStore.ts';
import { championOf } from '../../registry/models.ts';
import { registerModel } from '../../registry/registerModel.ts';
import type { Instant } from '../../time/instant.ts';
import { asRun } from '../../workbench/programRun.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import type { Findings } from '../findings.ts';
import { type Promotion, promoteModel } from '../promote/promoteModel.ts';
import { train } from './train.ts';

export interface TrainResult {
  readonly program: string;
  readonly runId: string;
  readonly modelId: string;
  readonly family: string;
  readonly path: string;
  readonly findings: Findings;
  /** Null where nobody asked to promote it. */
  readonly promotion: Promotion | null;
}

/**
 * Trains, registers and, if asked, promotes a model.
 *
 * @param options.knownBefore pretend it is this instant; by default the database's now
 * @param options.promote make it champion, if its gates let it; whether they did is in `promotion`
 */
export async function runTraining(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly knownBefore?: Instant; readonly promote: boolean },
): Promise<TrainResult> {
  const { handle, models } = workbench;
  const { name, program } = programOf(workbench.config, programName);
  await requireRightsFor(handle, 'training', ...(options.promote ? (['promoting'] as const) : []));
  await checkModelsFolder(models, name);
  return asRun(workbench, name, 'train', async (runId, workbench) => {
    const knownBefore = await asOfOrNow(workbench, options.knownBefore);
    const parent = await championOf(handle, name);
    const { artefact, findings, profile } = await train(workbench, name, program, knownBefore);
    workbench.signal.throwIfAborted();
    workbench.progress.stage('keeping the model');
    const { modelId } = await registerModel(handle, models, artefact, parent?.modelId ?? null);
    await writeProfile(handle, { program: name, runId }, profile);
    await finishRun(handle, { program: name, runId, modelId, asOf: knownBefore, ledgers: findings.ledgers });
    const promotion = options.promote ? await promoteModel(workbench, name, modelId) : null;
    return {
      program: name,
      runId,
      modelId,
      family: findings.family,
      path: join(models, name, `${modelId}.json`),
      findings,
      promotion,
    };
  });
}
