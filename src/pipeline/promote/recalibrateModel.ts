import { join } from 'node:path';
import { programOf } from '../../config/load.ts';
import { type Recalibration, recalibrate } from '../../evaluation/recalibrate.ts';
import type { Artefact } from '../../model/artefact.ts';
import type { RunProfile } from '../../monitor/profile.ts';
import { writeProfile } from '../../monitor/profileStore.ts';
import { finishRun } from '../../publish/runs.ts';
import { checkModelsFolder } from '../../registry/artefactStore.ts';
import { asTrained, checkDefinitions, loadChampion, selectionOf } from '../../registry/loadedModel.ts';
import { registerModel } from '../../registry/registerModel.ts';
import { trainingSnapshots } from '../../snapshot/trainingSnapshots.ts';
import type { Instant } from '../../time/instant.ts';
import { asRun } from '../../workbench/programRun.ts';
import { requireRightsFor } from '../../workbench/rights.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { extract } from '../extract/extract.ts';
import { historyCheck } from '../extract/historyCheck.ts';
import { type Findings, findingsFromJson } from '../findings.ts';
import { correctedArtefact } from './correctedArtefact.ts';
import { type Promotion, promoteModel } from './promoteModel.ts';
import { recentRows } from './recentRows.ts';

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
    readonly findings: Findings;
    /** Null where nobody asked to promote it. */
    readonly promotion: Promotion | null;
  } | null;
}

/**
 * Asks the champion about the dates that have matured since it was judged, of units it has not learned from, and registers a model
 * with corrected probabilities where a line through the log-odds mends them. Where ranking is lost it has to be trained again.
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
    workbench.progress.stage(`asking ${champion.modelId} about ${later.rows.length} snapshots of later dates`);
    const reference = referenceOf(champion.artefact);
    const found = recalibrate(later, reference, { seed: program.seed });
    const asked = {
      ...{ program: name, championId: champion.modelId, from: later.from, to: later.to, rows: later.rows.length },
      ...{ positives: later.positives, found, reference },
    };
    if (found.verdict !== 'recalibrate') {
      await finishRun(handle, { program: name, runId, modelId: null, asOf: knownBefore, ledgers: [] });
      return { ...asked, model: null };
    }
    const { artefact, findings } = correctedArtefact(champion, read, program, later, found);
    workbench.signal.throwIfAborted();
    const { modelId } = await registerModel(handle, models, artefact, champion.modelId);
    if (history.training)
      await writeProfile(handle, { program: name, runId, kind: 'recalibrate' }, corrected(history.training, modelId));
    await finishRun(handle, { program: name, runId, modelId, asOf: knownBefore, ledgers: [] });
    const promotion = options.promote ? await promoteModel(workbench, name, modelId) : null;
    return { ...asked, model: { modelId, path: join(models, name, `${modelId}.json`), findings, promotion } };
  });
}

/** What the training of the champion read serves the corrected model too, but not what the champion said of it. */
function corrected({ now, past, bins }: RunProfile, modelId: string): RunProfile {
  return { modelId, bins, now: { ...now, scores: null }, past: past.map((at) => ({ ...at, scores: null })) };
}

function referenceOf({ metrics }: Artefact) {
  const { contestants, recalibration } = findingsFromJson(metrics);
  return (recalibration?.after ?? contestants.find(({ champion }) => champion)!.test).metrics.rocAuc;
}
