import { join } from 'node:path';
import { programOf } from '../../config/load.ts';
import type { AcceptedGate } from '../../monitor/acceptedGates.ts';
import { writeProfile } from '../../monitor/profileStore.ts';
import type { ScoringFinding, ScoringGate } from '../../monitor/scoringFinding.ts';
import { finishRun } from '../../publish/runs.ts';
import { checkModelsFolder } from '../../registry/artefactStore.ts';
import { championOf } from '../../registry/models.ts';
import { registerModel } from '../../registry/registerModel.ts';
import type { Instant } from '../../time/instant.ts';
import { resultView, type TrainingResultView } from '../../training/resultView.ts';
import { asRun } from '../../workbench/programRun.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { type Promotion, promoteModel } from '../promote/promoteModel.ts';
import { trainingCheck } from './trainingCheck.ts';
import { trainProgram } from './trainProgram.ts';

/** What a training gave. */
export interface TrainResult {
  readonly program: string;
  readonly runId: string;
  readonly modelId: string;
  readonly family: string;
  readonly path: string;
  readonly findings: TrainingResultView;
  /** Null where nobody asked to promote it. */
  readonly promotion: Promotion | null;
  /** What was found when the data were compared with those of earlier runs; what blocks here was accepted. */
  readonly gates: readonly ScoringFinding[];
  /** Gates that were accepted and do not block. */
  readonly acceptedUnneeded: readonly ScoringGate[];
}

/**
 * Trains, registers and, if asked, promotes a model.
 *
 * @param options.knownBefore pretend it is this instant; by default the database's now
 * @param options.promote make it champion, if its gates let it; whether they did is in `promotion`
 * @param options.accept gates of the data that may block without keeping the model from being trained, and why
 * @throws HandraiseError `gate` where what earlier runs of the program read is not there any more; as `train` and `promoteModel`.
 */
export async function runTraining(
  workbench: Workbench,
  programName: string | undefined,
  options: {
    readonly knownBefore?: Instant;
    readonly promote: boolean;
    readonly accept?: readonly AcceptedGate[];
  },
): Promise<TrainResult> {
  const { handle, models } = workbench;
  const { name, program } = programOf(workbench.config, programName);
  const { promote, accept = [] } = options;
  await requireRightsFor(
    handle,
    'training',
    ...(promote ? (['promoting'] as const) : []),
    ...(accept.length > 0 ? (['accepting gates'] as const) : []),
  );
  await checkModelsFolder(models, name);
  return asRun(workbench, name, 'train', async (runId, workbench) => {
    const knownBefore = await asOfOrNow(workbench, options.knownBefore);
    const parent = await championOf(handle, name);
    const history = await trainingCheck(workbench, name, program, knownBefore, accept);
    const trained = await trainProgram(workbench, name, program, knownBefore, history);
    const { artefact, findings, profile, checked } = trained;
    workbench.signal.throwIfAborted();
    workbench.progress.stage('keeping the model');
    const { modelId } = await registerModel(handle, models, artefact, parent?.modelId ?? null);
    await writeProfile(handle, { program: name, runId, kind: 'train' }, profile, checked);
    await finishRun(handle, { program: name, runId, modelId, asOf: knownBefore, ledgers: findings.ledgers });
    const promotion = promote ? await promoteModel(workbench, name, modelId) : null;
    return {
      program: name,
      runId,
      modelId,
      family: findings.family,
      path: join(models, name, `${modelId}.json`),
      findings: resultView(findings),
      promotion,
      gates: checked?.findings ?? [],
      acceptedUnneeded: checked?.acceptedUnneeded ?? [],
    };
  });
}
