import { baselineNames, type FamilyName, familyNames } from '../model/families.ts';
import { takeRows } from '../table/table.ts';
import type { Artefact } from './artefact.ts';
import { artefactOf } from './artefactOf.ts';
import { simplerIfAsGood } from './compare.ts';
import { isTooLittle } from './dataCounts.ts';
import { describe } from './describe.ts';
import { evaluateCandidate } from './evaluate.ts';
import { evaluateAccounts } from './evaluateAccounts.ts';
import type { LabelledRows } from './labelledRows.ts';
import { type CandidateModel, fitCandidates, selectCandidate } from './select.ts';
import type { ModelTraining, PredictionTraining, TrainingSplit } from './trainingProgram.ts';
import type { TrainingResult } from './trainingResult.ts';
import { breathe, type TrainingRun } from './trainingRun.ts';
import type { Conclusion } from './trainingSubject.ts';
import { tune } from './tune.ts';

/** A selected model, judged and described. */
export interface Training<Said extends Conclusion = Conclusion> {
  readonly artefact: Artefact;
  readonly result: TrainingResult;
  /** The model of the artefact. */
  readonly selected: CandidateModel;
  readonly conclusion: Said;
}

/** What the models of every family say of the test rows. */
export interface TrainedPredictions {
  readonly selected: CandidateModel;
  /** Whether data are too few, so that the points score stands in. */
  readonly fallback: boolean;
  readonly probabilities: Readonly<Record<FamilyName, Float64Array>>;
}

/**
 * Learns from labelled rows: tunes the families where that is asked for, fits each on the training rows, calibrates it on later ones and
 * selects one, without a look at the test rows. Then the models are judged on these and the best is described and put into an artefact; or, if only
 * predictions are asked for, each family's model says what it makes of the test rows.
 *
 * The same rows, split and program give the same bytes.
 *
 * @param rows of the columns to learn from. @param split numbers of those rows.
 * @throws HandraiseError as an estimator's `fit`; `interrupted` once the signal is aborted.
 */
export async function train<Said extends Conclusion>(
  rows: LabelledRows,
  split: TrainingSplit,
  program: ModelTraining<Said>,
  run: TrainingRun,
): Promise<Training<Said>>;
export async function train(
  rows: LabelledRows,
  split: TrainingSplit,
  program: PredictionTraining,
  run: TrainingRun,
): Promise<TrainedPredictions>;
export async function train(
  rows: LabelledRows,
  split: TrainingSplit,
  program: ModelTraining | PredictionTraining,
  run: TrainingRun,
): Promise<Training | TrainedPredictions> {
  const making = await makeModels(rows, split, program, run);
  if (program.asks === 'model') return judgeModels(rows, split, program, run, making);
  const test = takeRows(rows.table, split.test);
  const { candidates, selected, fallback } = making;
  const probabilities = candidates.map(
    ({ family, model, calibrator }) => [family, calibrator.probabilities(model.margins(test))] as const,
  );
  return {
    selected,
    fallback,
    probabilities: Object.fromEntries(probabilities) as TrainedPredictions['probabilities'],
  };
}

async function makeModels(
  rows: LabelledRows,
  split: TrainingSplit,
  program: ModelTraining | PredictionTraining,
  run: TrainingRun,
) {
  const { family: asked, rowsAre } = program;
  const sides = { train: rows.take(split.train), calibration: rows.take(split.calibration) };
  const tuning = await tune(sides.train, program, run);
  const candidates = await fitCandidates(sides, { ...program, settings: tuning.settings }, run, {
    families: asked ? [...baselineNames, asked] : familyNames,
    rowsAre,
  });
  const fallback = asked === undefined && isTooLittle(program.minimumData);
  const selected = asked ? candidates.find(({ family }) => family === asked)! : selectCandidate(candidates, fallback);
  return { tuning, candidates, selected, fallback };
}

async function judgeModels(
  rows: LabelledRows,
  split: TrainingSplit,
  program: ModelTraining,
  { progress, signal }: TrainingRun,
  { tuning, candidates, selected, fallback }: Awaited<ReturnType<typeof makeModels>>,
): Promise<Training> {
  const { subject, seed, minimumData } = program;
  await breathe(signal);
  progress.stage(`judging on ${split.test.length} ${program.testRowsAre}`);
  const test = rows.take(split.test);
  const evaluated = candidates.map((candidate) => evaluateCandidate(candidate, test, seed));
  const own = evaluated.find(({ candidate }) => candidate === selected)!;
  const best = program.family ? own : simplerIfAsGood(own, evaluated);
  const { account } = subject;
  const accounts = account ? evaluateAccounts(best.candidate, { rows, account }, split, seed) : null;
  const described = describe({ rows, split, test, subject, evaluated, best, accounts, fallback, tuning, seed });
  const ahead = best.candidate === selected ? null : selected;
  const conclusion = await subject.conclude({ result: described, model: best.candidate, ahead, tuning });
  const { gates, warnings, flatFile } = conclusion;
  const result = { ...described, gates, warnings, ...(flatFile ? { flatFile } : {}) };
  const calibration = rows.take(split.calibration);
  const artefact = artefactOf({ subject, best, calibration, accounts, minimumData, result });
  return { artefact, result, selected: best.candidate, conclusion };
}
