import { programOf } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import type { Evaluation } from '../../evaluation/evaluation.ts';
import { asTrained, checkDefinitions, loadChampion, loadModel, selectionOf } from '../../registry/loadedModel.ts';
import { trainingSnapshots } from '../../snapshot/trainingSnapshots.ts';
import { type Instant, isoOf } from '../../time/instant.ts';
import { evaluateRows } from '../../training/evaluate.ts';
import { evaluateByDate } from '../../training/evaluateByDate.ts';
import { evaluateSlices } from '../../training/evaluateSlices.ts';
import type { TrainingResultView } from '../../training/resultView.ts';
import type { TrainingResult } from '../../training/trainingResult.ts';
import { asOfOrNow, type Workbench } from '../../workbench/workbench.ts';
import { extract } from '../extract/extract.ts';
import { historyCheck } from '../extract/historyCheck.ts';
import { rowsOf } from '../extract/labelledExtract.ts';
import { salesVerdict } from '../extract/salesVerdict.ts';
import { unseenRows } from './unseenRows.ts';

/** How a model did on dates that it was not trained or calibrated on. */
export interface ModelEvaluation {
  readonly modelId: string;
  readonly family: string;
  /** First and last as-of date judged. */
  readonly from: Instant;
  readonly to: Instant;
  readonly evaluation: Evaluation;
  readonly byDate: TrainingResultView['byDate'];
  /** The people whom sales gave back as wrongly scored, beside all others; their outcomes stay what they are. Empty where it gave back nobody. */
  readonly slices: NonNullable<TrainingResult['slices']>;
}

/**
 * Judges a model on its test dates and on every later one that has matured since, leaving out the units it was
 * trained or calibrated on; a recalibrated model on the dates after those that corrected it.
 *
 * @param options.modelId by default the champion's
 * @param options.knownBefore by default the database's now
 * @throws HandraiseError `data` when no date is left to judge on; `gate` where what earlier runs read is not there any more.
 */
export async function evaluateModel(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly modelId?: string; readonly knownBefore?: Instant },
): Promise<ModelEvaluation> {
  const { name, program: configured } = programOf(workbench.config, programName);
  const loaded = options.modelId
    ? await loadModel(workbench, name, options.modelId)
    : await loadChampion(workbench, name, configured);
  const program = asTrained(configured, loaded.artefact);
  const knownBefore = await asOfOrNow(workbench, options.knownBefore);
  const history = await historyCheck(workbench, name, loaded, knownBefore);
  const verdict = salesVerdict(name, program, knownBefore);
  const read = await extract(workbench, program, {
    knownBefore,
    snapshotsOf: (population) => trainingSnapshots(population, program),
    trained: selectionOf(loaded.artefact),
    volumesBefore: () => history.instants,
    alsoRead: verdict.alsoRead,
  });
  history.check(read);
  checkDefinitions(loaded.artefact, read, program);
  const unseen = unseenRows(read, program, loaded.artefact);
  if (unseen.length === 0)
    throw new HandraiseError('data', `no matured date is left on which ${loaded.modelId} could be judged`, {
      hint: 'wait until the horizon of a later date is over',
    });
  workbench.progress.stage(`judging on ${unseen.length} snapshots`);
  const rows = rowsOf(read).take(unseen);
  const { label, asOf: dates } = rows;
  const probabilities = loaded.judged.calibrator.probabilities(loaded.judged.model.margins(rows.table));
  const ascending = dates.toSorted();
  return {
    modelId: loaded.modelId,
    family: loaded.artefact.family,
    from: ascending[0]!,
    to: ascending.at(-1)!,
    evaluation: evaluateRows(rows, probabilities, program.seed),
    byDate: evaluateByDate({ probabilities, label, dates }, program).map((one) => ({ ...one, asOf: isoOf(one.asOf) })),
    slices: evaluateSlices({ probabilities }, rows, verdict.slicings(read), program.seed),
  };
}
