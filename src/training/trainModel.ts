import type { FittedCalibrator } from '../calibration/calibrator.ts';
import type { CalibrationKind } from '../calibration/chooseCalibrator.ts';
import { HandraiseError } from '../errors.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { FittedModel } from '../model/estimator.ts';
import type { FamilyName, LearnerName } from '../model/families.ts';
import type { Table } from '../table/table.ts';
import { evaluateRows } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';
import { train } from './train.ts';
import type { TrainingSplit } from './trainingProgram.ts';

/** How a model is trained; everything may be left out. */
export interface TrainModelOptions {
  /** The family to select, compared with the base rate and the points score alone; by default the best of all, the blend among them. */
  readonly family?: LearnerName;
  /** How margins become probabilities; by default `auto`. */
  readonly calibration?: CalibrationKind;
  /** That the sides follow one another in time, and how many days after its `asOf` the label of a row is known; by default time is not known. */
  readonly inTime?: { readonly horizonDays: number };
  /** A whole number from 0 on, which decides the folds and whatever is drawn; by default 1. */
  readonly seed?: number;
  /** Hears what is being done. */
  readonly onStage?: (stage: string) => void;
  readonly signal?: AbortSignal;
}

/** A model that was selected without the test rows, and judged on them. */
export interface JudgedModel {
  readonly family: FamilyName;
  /** Whether there were too few rows of a class to learn from, so that the points score stands in. */
  readonly fallback: boolean;
  /** Gives margins and contributions, in log-odds. */
  readonly model: FittedModel;
  /** Makes probabilities of its margins. */
  readonly calibrator: FittedCalibrator;
  /** Cross-validated log loss per row on the rows that it learned from. */
  readonly validationLogLoss: number;
  /** On the test rows. */
  readonly evaluation: Evaluation;
  /** Of every family on the test rows, the simplest first; by none of these was the model selected. */
  readonly candidates: readonly { readonly family: FamilyName; readonly evaluation: Evaluation }[];
  /** Calibrated probabilities of the rows of a table with the same columns, within [0, 1]. */
  probabilities(table: Table): Float64Array;
}

const neededOfEachClass = 40;

/**
 * Trains every family on rows of any kind, selects one, and judges it on rows that had no part in that: what `handraise train` and `handraise table` do, without
 * a database or a file.
 *
 * Each family is fitted fold by fold on the rows of training and calibration, whole units held out, and calibrated on what its models say of the rows they have not
 * learned from. The least cross-validated log loss selects; the blend of the families only where it is better by more than one standard error. The model is not
 * fitted again on the test rows: what is judged is what predicts. The same rows, split and options give the same model.
 *
 * @param rows the rows, as `labelledRows` makes them
 * @param split numbers of the rows of each side, such as `splitRows` gives; no row is on two sides. Units should not be either: one that is makes the model look better than it is
 * @param options which family, how it is calibrated, whether time is known, and the seed
 * @throws HandraiseError `data` for a side without rows, a row that is on two sides or not there, a single class, and what the estimators refuse;
 *   `interrupted` once the signal is aborted.
 * @example
 * const visits = Float64Array.from({ length: 600 }, (_, row) => (row * 7) % 20);
 * const rows = labelledRows({
 *   table: createTable(600, [{ kind: 'number', name: 'visits', values: visits }]),
 *   label: Uint8Array.from(visits, (times, row) => Number(times + ((row * 13) % 17) > 20)),
 *   asOf: new Float64Array(600),
 *   unit: Int32Array.from(visits.keys()),
 * });
 * const split = splitRows(Float64Array.from(visits.keys()), Int32Array.from(visits.keys()));
 * const judged = await trainModel(rows, split, { family: 'logistic' });
 * judged.evaluation.metrics.rocAuc.value > 0.8 // true
 * judged.probabilities(rows.table).length // 600
 */
export async function trainModel(
  rows: LabelledRows,
  split: TrainingSplit,
  { family, calibration = 'auto', inTime, seed = 1, onStage, signal }: TrainModelOptions = {},
): Promise<JudgedModel> {
  checkSplit(rows, split);
  const learned = [...split.train, ...split.calibration];
  const positives = learned.filter((row) => rows.label[row] === 1).length;
  const { selected, fallback, probabilities } = await train(
    rows,
    split,
    {
      ...(family === undefined ? {} : { family }),
      asks: 'predictions',
      ...{ calibration, seed, rowsAre: 'rows', inTime: inTime !== undefined, horizonDays: inTime?.horizonDays ?? 1 },
      // Target statistics learn from earlier rows alone: without time there are none.
      features: { highCardinality: inTime === undefined ? 'levels' : 'target-statistics' },
      minimumData: {
        needed: { trainPositives: neededOfEachClass, trainNegatives: neededOfEachClass, testPositives: 0 },
        found: { trainPositives: positives, trainNegatives: learned.length - positives },
      },
    },
    {
      progress: { stage: (stage) => onStage?.(stage), advance: () => undefined },
      signal: signal ?? new AbortController().signal,
      clock: () => 0,
    },
  );
  const test = rows.take(split.test);
  const { model, calibrator, validationLogLoss } = selected;
  // Where there is no blend, its place is taken by the base rate's.
  const { blend, ...others } = probabilities;
  const known = blend === probabilities['base-rate'] ? others : probabilities;
  const candidates = Object.entries(known).map(([name, probability]) => ({
    family: name as FamilyName,
    evaluation: evaluateRows(test, probability, seed),
  }));
  return {
    ...{ family: selected.family, fallback, model, calibrator, validationLogLoss, candidates },
    evaluation: candidates.find((one) => one.family === selected.family)!.evaluation,
    probabilities: (table) => calibrator.probabilities(model.margins(table)),
  };
}

/** A row on two sides would be judged by what was learned from it. */
function checkSplit({ rows }: LabelledRows, split: TrainingSplit): void {
  const seen = new Uint8Array(rows);
  for (const side of ['train', 'calibration', 'test'] as const) {
    if (split[side].length === 0)
      throw new HandraiseError('data', `there are no rows for the ${side} side of the split`);
    for (const row of split[side]) {
      if (!(row >= 0 && row < rows))
        throw new HandraiseError('data', `the ${side} side has row ${row}, and there are ${rows}`);
      if (seen[row] === 1) throw new HandraiseError('data', `row ${row} is on two sides of the split, or twice on one`);
      seen[row] = 1;
    }
  }
}
