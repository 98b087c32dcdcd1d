import { programOf } from '../config/load.ts';
import type { Program } from '../config/schema.ts';
import { HandraiseError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { Artefact } from '../model/artefact.ts';
import type { CalibrationReportData } from '../report/reportData.ts';
import { microsecondsOf } from '../snapshot/instant.ts';
import type { Instant } from '../snapshot/population.ts';
import type { Snapshots } from '../snapshot/snapshots.ts';
import { splitSnapshots } from '../snapshot/split.ts';
import { trainingSnapshots } from '../snapshot/trainingSnapshots.ts';
import { checkDefinitions, loadChampion, readModel, selectionOf } from './champion.ts';
import { type Extract, extract } from './extract.ts';
import { judge, judgeByDate } from './judge.ts';
import { takeFloat64, takeInt32, takeUint8 } from './take.ts';
import { asOfOrNow, type Workbench } from './workbench.ts';

export interface ModelEvaluation {
  readonly modelId: string;
  readonly family: string;
  /** First and last as-of date judged. */
  readonly from: Instant;
  readonly to: Instant;
  readonly evaluation: Evaluation;
  readonly byDate: CalibrationReportData['byDate'];
}

/**
 * Judges a model on its test dates and on every later one that has matured since, leaving out the units it was
 * trained or calibrated on.
 *
 * @param options.modelId by default the champion's
 * @param options.knownBefore by default the database's now
 * @throws HandraiseError `data` when no date is left to judge on.
 */
export async function evaluateModel(
  workbench: Workbench,
  programName: string | undefined,
  options: { readonly modelId?: string; readonly knownBefore?: Instant },
): Promise<ModelEvaluation> {
  const { name, program } = programOf(workbench.config, programName);
  const loaded = options.modelId
    ? await readModel(workbench, name, options.modelId)
    : await loadChampion(workbench, name, program);
  const knownBefore = await asOfOrNow(workbench.handle, options.knownBefore);
  const read = await extract(workbench, program, {
    knownBefore,
    snapshotsOf: (population) => trainingSnapshots(population, program),
    trained: selectionOf(loaded.artefact),
  });
  checkDefinitions(loaded.artefact, read.features.features);
  const rows = unseenRows(read, program, loaded.artefact);
  if (rows.length === 0)
    throw new HandraiseError('data', `no matured date is left on which ${loaded.modelId} could be judged`, {
      hint: 'wait until the horizon of a later date is over',
    });
  workbench.progress.stage(`judging on ${rows.length} snapshots`);
  const entrant = { ...loaded, family: loaded.artefact.family, validationLogLoss: Number.NaN };
  const verdict = judge(entrant, read, rows, program.seed);
  const dates = takeFloat64(read.snapshots.asOf, rows).sort();
  return {
    modelId: loaded.modelId,
    family: loaded.artefact.family,
    from: dates[0]!,
    to: dates.at(-1)!,
    evaluation: verdict.evaluation,
    byDate: judgeByDate(verdict, read, rows, program),
  };
}

/** Rows from the model's first test date on, of units that it saw on neither of its other sides. */
function unseenRows({ population, snapshots }: Extract, program: Program, artefact: Artefact): Int32Array {
  const horizon = microsecondsOf(program.horizonDays);
  const all = Int32Array.from({ length: snapshots.rows }, (_, row) => row);
  const then = all.filter((row) => snapshots.asOf[row]! + horizon <= artefact.highWater);
  const split = splitSnapshots(population, subset(snapshots, then), program);
  const seen = new Set<number>();
  for (const side of [split.train, split.calibration])
    for (const position of side) seen.add(snapshots.unit[then[position]!]!);
  return all.filter((row) => snapshots.asOf[row]! >= split.testFrom && !seen.has(snapshots.unit[row]!));
}

function subset(snapshots: Snapshots, rows: Int32Array): Snapshots {
  return {
    rows: rows.length,
    contact: takeInt32(snapshots.contact, rows),
    asOf: takeFloat64(snapshots.asOf, rows),
    label: takeUint8(snapshots.label, rows),
    unit: takeInt32(snapshots.unit, rows),
    ledger: snapshots.ledger,
  };
}
