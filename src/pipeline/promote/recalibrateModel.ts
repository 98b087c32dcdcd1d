import { join } from 'node:path';
import { programOf } from '../../config/load.ts';
import type { Program } from '../../config/schema.ts';
import { type Recalibration, recalibrate as recalibration } from '../../evaluation/recalibrate.ts';
import type { RunProfile } from '../../monitor/profile.ts';
import { writeProfile } from '../../monitor/profileStore.ts';
import { finishRun } from '../../publish/runs.ts';
import { checkModelsFolder } from '../../registry/artefactStore.ts';
import { promotionGates } from '../../registry/gates.ts';
import { asTrained, checkDefinitions, loadChampion, selectionOf } from '../../registry/loadedModel.ts';
import { registerModel } from '../../registry/registerModel.ts';
import { trainingSnapshots } from '../../snapshot/trainingSnapshots.ts';
import { type Instant, isoOf } from '../../time/instant.ts';
import type { Artefact } from '../../training/artefact.ts';
import { recalibrate } from '../../training/recalibrate.ts';
import { resultView, type TrainingResultView } from '../../training/resultView.ts';
import type { TrainingResult } from '../../training/trainingResult.ts';
import { asRun } from '../../workbench/programRun.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { extract } from '../extract/extract.ts';
import { historyCheck } from '../extract/historyCheck.ts';
import { gateInputOf } from './gateInput.ts';
import { type Promotion, promoteModel } from './promoteModel.ts';
import { positivesOf, recentRows } from './recentRows.ts';

/** What a champion was asked about later dates, and the model that came of it. */
export interface RecalibrationResult {
  readonly program: string;
  readonly championId: string;
  /** First and last as-of date of the rows it was asked of. */
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly positives: number;
  readonly found: Recalibration;
  /** What the ROC AUC of these rows is compared with. */
  readonly reference: { readonly value: number; readonly low: number; readonly high: number };
  /** The corrected model; null where none is called for. */
  readonly model: {
    readonly modelId: string;
    readonly path: string;
    readonly findings: TrainingResultView;
    /** Null where nobody asked to promote it. */
    readonly promotion: Promotion | null;
  } | null;
}

/**
 * Asks the champion about the dates that have matured since it was judged, of units it has not learned from, and registers a model
 * with corrected probabilities where a line through the log-odds corrects them. Where ranking is lost it has to be trained again.
 *
 * @param options.knownBefore pretend it is this instant; by default the database's now
 * @param options.promote make the corrected model champion, if its gates let it; whether they did is in `model.promotion`
 * @throws HandraiseError `data` while too few outcomes of later dates are known; `gate` where what earlier runs read is not there any more; as `loadChampion` and `extract`.
 */
export async function recalibrateModel(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly knownBefore?: Instant; readonly promote: boolean },
): Promise<RecalibrationResult> {
  const { handle, models } = workbench;
  const { name, program: configured } = programOf(workbench.config, programName);
  await requireRightsFor(handle, 'recalibrating', ...(options.promote ? (['promoting'] as const) : []));
  await checkModelsFolder(models, name);
  return asRun(workbench, name, 'recalibrate', async (runId, workbench) => {
    const knownBefore = await asOfOrNow(workbench, options.knownBefore);
    const champion = await loadChampion(workbench, name, configured);
    const program = asTrained(configured, champion.artefact);
    const history = await historyCheck(workbench, name, champion, knownBefore);
    const read = await extract(workbench, program, {
      knownBefore,
      snapshotsOf: (population) => trainingSnapshots(population, program),
      trained: selectionOf(champion.artefact),
      volumesBefore: () => history.instants,
    });
    history.check(read);
    checkDefinitions(champion.artefact, read, program);
    const later = recentRows(champion, read, program);
    workbench.progress.stage(`asking ${champion.modelId} about ${later.rows.rows} snapshots of later dates`);
    const reference = referenceOf(champion.artefact);
    const { rows, logOdds } = later;
    const { label, unit } = rows;
    const found = recalibration({ logOdds, label, unit }, reference, { seed: program.seed });
    const asked = {
      ...{ program: name, championId: champion.modelId, from: isoOf(later.from), to: isoOf(later.to), rows: rows.rows },
      ...{ positives: positivesOf(rows), found, reference },
    };
    if (found.advice !== 'recalibrate') {
      await finishRun(handle, { program: name, runId, modelId: null, asOf: knownBefore, ledgers: [] });
      return { ...asked, model: null };
    }
    const { artefact, result } = recalibrate(champion, later, found, {
      seed: program.seed,
      gatesOf: (result) => gatesOf(result, champion.artefact, program),
    });
    workbench.signal.throwIfAborted();
    const { modelId } = await registerModel(handle, models, artefact, champion.modelId);
    if (history.training)
      await writeProfile(handle, { program: name, runId, kind: 'recalibrate' }, corrected(history.training, modelId));
    await finishRun(handle, { program: name, runId, modelId, asOf: knownBefore, ledgers: [] });
    const promotion = options.promote ? await promoteModel(workbench, name, modelId) : null;
    return {
      ...asked,
      model: { modelId, path: join(models, name, `${modelId}.json`), findings: resultView(result), promotion },
    };
  });
}

function gatesOf(result: TrainingResult, { minimumData, features }: Artefact, program: Program) {
  const use = { used: features.map(({ name }) => name), excluded: program.exclude.features };
  return promotionGates(gateInputOf(result, minimumData, use)).findings;
}

/** What the training of the champion read serves the corrected model too, but not what the champion said of it. */
function corrected({ now, past, bins }: RunProfile, modelId: string): RunProfile {
  return { modelId, bins, now: { ...now, scores: null }, past: past.map((at) => ({ ...at, scores: null })) };
}

function referenceOf({ result: { candidateModels, recalibration } }: Artefact) {
  return (recalibration?.after ?? candidateModels.find(({ selected }) => selected)!.test).metrics.rocAuc;
}
