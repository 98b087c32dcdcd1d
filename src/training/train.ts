import { unitFolds } from '../calibration/unitFolds.ts';
import { baselineNames, type FamilyName, familyNames } from '../model/families.ts';
import { takeRows } from '../table/table.ts';
import type { Artefact } from './artefact.ts';
import { artefactOf } from './artefactOf.ts';
import type { CandidateModel, LatestRows } from './candidateModel.ts';
import { isTooLittle } from './dataCounts.ts';
import { describe } from './describe.ts';
import { type EvaluatedModel, evaluateCandidate } from './evaluate.ts';
import { fitFamily } from './fit.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { ModelProgram } from './modelProgram.ts';
import { fitCandidates, selectCandidate } from './select.ts';
import { together } from './together.ts';
import { type PredictedAccounts, predictAccounts, trainAccounts } from './trainAccounts.ts';
import type { ModelTraining, PredictionTraining, TrainingSplit } from './trainingProgram.ts';
import type { TrainingResult } from './trainingResult.ts';
import { breathe, type TrainingRun } from './trainingRun.ts';
import type { Conclusion } from './trainingSubject.ts';
import { tune } from './tune.ts';

/** A selected model, judged and described. */
export interface Training<Said extends Conclusion = Conclusion> {
  readonly artefact: Artefact;
  readonly result: TrainingResult;
  /** The model that was judged. */
  readonly judged: CandidateModel;
  /** The model that scores: fitted again on the test rows, too, where that is asked for; else the judged one. */
  readonly deployed: CandidateModel;
  readonly conclusion: Said;
}

/** What the models of every family say of the test rows. */
export interface TrainedPredictions {
  readonly selected: CandidateModel;
  /** Whether data are too few, so that the points score stands in. */
  readonly fallback: boolean;
  readonly probabilities: Readonly<Record<FamilyName, Float64Array>>;
  /** What the selected one says of their accounts; null where nobody asked. */
  readonly accounts: PredictedAccounts | null;
}

/**
 * Learns from labelled rows: tunes the families where that is asked for, fits each fold by fold on all rows but the test's, calibrates it on what the
 * models say of rows they have not learned from, and selects one. The test rows have no part in any of this. Then the models are judged on them,
 * the selected one is fitted once more in the same way on all rows, described and put into an artefact; or, if only predictions are asked for,
 * each family's model says what it makes of the test rows.
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
  const byFamily = Object.fromEntries(probabilities) as TrainedPredictions['probabilities'];
  const said = byFamily[selected.family];
  return {
    ...{ selected, fallback },
    // A blend in which no member has a part is the base rate.
    probabilities: { ...byFamily, blend: byFamily.blend ?? byFamily['base-rate'] },
    accounts: program.accounts
      ? await predictAccounts(rows, selected, said, { ...program, ...program.accounts, split }, run)
      : null,
  };
}

async function makeModels(
  rows: LabelledRows,
  split: TrainingSplit,
  program: ModelTraining | PredictionTraining,
  run: TrainingRun,
) {
  const { family: asked, rowsAre } = program;
  const earlier = rows.take(split.train);
  const tuning = await tune(earlier, program, run);
  const tuned = { ...program, settings: tuning.settings };
  const candidates = await fitCandidates(
    rows.take(together(split.train, split.calibration)),
    program.inTime ? latestRows(earlier, rows.take(split.calibration), tuned, run) : undefined,
    tuned,
    run,
    { families: asked ? [...baselineNames, asked] : familyNames, rowsAre },
  );
  const fallback = asked === undefined && isTooLittle(program.minimumData);
  const selected = asked ? candidates.find(({ family }) => family === asked)! : selectCandidate(candidates, fallback);
  return { tuned, tuning, candidates, selected, fallback };
}

/**
 * The latest of the rows that are learned from, as models see them that learn from earlier rows of other units: units are halved, and
 * each half is asked about by what the other says. Where a half has no earlier rows of both classes, all earlier rows are learned from.
 */
function latestRows(
  earlier: LabelledRows,
  latest: LabelledRows,
  program: ModelProgram,
  { progress, signal }: TrainingRun,
): LatestRows {
  const halves = halvesOf(earlier, latest, program.seed);
  return {
    rows: latest,
    earlierShare: earlier.rows / (earlier.rows + latest.rows),
    async marginsOf(family) {
      const margins = new Float64Array(latest.rows);
      const before = new Float64Array(earlier.rows);
      for (const { learned, asked, askedBefore } of halves) {
        await breathe(signal);
        progress.stage(`fitting ${family} on ${learned.rows} earlier rows alone`);
        const onProgress = (done: number, total: number) => progress.advance(done, total);
        const model = await fitFamily(family, learned, program, { signal, onProgress });
        put(margins, asked, model.margins(takeRows(latest.table, asked)));
        put(before, askedBefore, model.margins(takeRows(earlier.table, askedBefore)));
      }
      return { margins, earlier: { margins: before, label: earlier.label } };
    },
  };
}

function halvesOf(earlier: LabelledRows, latest: LabelledRows, seed: number) {
  const label = Uint8Array.from([...earlier.label, ...latest.label]);
  const unit = Int32Array.from([...earlier.unit, ...latest.unit]);
  const half = unitFolds(label, unit, 2, seed);
  const numbers = (rows: LabelledRows, from: number, of: number) =>
    Int32Array.from(rows.label.keys()).filter((row) => half[from + row] === of);
  const halves = [0, 1].map((of) => ({
    learned: earlier.take(numbers(earlier, 0, 1 - of)),
    asked: numbers(latest, earlier.rows, of),
    askedBefore: numbers(earlier, 0, of),
  }));
  const both = halves.every(({ learned }) => learned.label.includes(0) && learned.label.includes(1));
  if (both) return halves;
  return [
    {
      learned: earlier,
      asked: Int32Array.from(latest.label.keys()),
      askedBefore: Int32Array.from(earlier.label.keys()),
    },
  ];
}

function put(all: Float64Array, rows: Int32Array, values: Float64Array): void {
  rows.forEach((row, at) => {
    all[row] = values[at]!;
  });
}

async function judgeModels(
  rows: LabelledRows,
  split: TrainingSplit,
  program: ModelTraining,
  run: TrainingRun,
  { tuned, tuning, candidates, selected, fallback }: Awaited<ReturnType<typeof makeModels>>,
): Promise<Training> {
  const { subject, seed, minimumData } = program;
  await breathe(run.signal);
  run.progress.stage(`judging on ${split.test.length} ${program.testRowsAre}`);
  const test = rows.take(split.test);
  const evaluated = candidates.map((candidate) => evaluateCandidate(candidate, test, seed));
  const judged = evaluated.find(({ candidate }) => candidate === selected)!;
  const deployed = program.refitOn
    ? await refitted(
        rows.take(program.refitOn),
        selected,
        program.inTime ? judgedLatest(test, evaluated, program.refitOn.length) : undefined,
        { ...tuned, ...program },
        run,
      )
    : selected;
  const accounts = subject.account
    ? await trainAccounts(
        rows,
        { judged, deployed },
        { ...program, account: subject.account, features: subject.features, split },
        run,
      )
    : { judged: null, deployed: null };
  const described = describe({
    ...{ rows, split, test, subject, evaluated, judged, deployed, fallback, tuning, seed },
    refitOn: program.refitOn,
    accounts: accounts.judged,
  });
  const conclusion = await subject.conclude({ result: described, model: selected, tuning });
  const { gates, warnings, flatFile } = conclusion;
  const result = { ...described, gates, warnings, ...(flatFile ? { flatFile } : {}) };
  const learned = rows.take(deployed === selected ? together(split.train, split.calibration) : program.refitOn!);
  const artefact = artefactOf({ subject, learned, judged, deployed, accounts: accounts.deployed, minimumData, result });
  return { artefact, result, judged: selected, deployed, conclusion };
}

/** The selected family fitted in the same way on all rows; those of the test are the latest now. */
async function refitted(
  all: LabelledRows,
  judged: CandidateModel,
  latest: LatestRows | undefined,
  program: ModelProgram & Pick<ModelTraining, 'rowsAre'>,
  run: TrainingRun,
): Promise<CandidateModel> {
  const families = judged.family === 'blend' ? familyNames : [judged.family];
  const again = await fitCandidates(all, latest, program, run, { families, rowsAre: program.rowsAre });
  // Where no member adds anything any more, there is no blend to take the place of the judged one.
  return again.find(({ family }) => family === judged.family) ?? judged;
}

/** The test rows as the judged models of each family see them, which have not learned from them. */
function judgedLatest(rows: LabelledRows, evaluated: readonly EvaluatedModel[], learnedFrom: number): LatestRows {
  return {
    rows,
    earlierShare: 1 - rows.rows / learnedFrom,
    marginsOf: async (family) => {
      const { candidate, margins } = evaluated.find((one) => one.candidate.family === family)!;
      return { margins, earlier: candidate.outOfFold };
    },
  };
}
