import type { Feature } from '../features/feature.ts';
import { take } from '../numeric/take.ts';
import { accountRows, type GroupedAccounts } from '../ranking/accounts/accountRows.ts';
import { chooseRollUp, type RollUpChoice } from '../ranking/accounts/chooseRollUp.ts';
import { type RollUpMethod, rollUps } from '../ranking/accounts/rollUps.ts';
import { takeRows } from '../table/table.ts';
import type { CandidateModel } from './candidateModel.ts';
import type { DeployedAccounts } from './deployedAccounts.ts';
import type { EvaluatedModel } from './evaluate.ts';
import { type EvaluatedAccounts, evaluateAccounts } from './evaluateAccounts.ts';
import type { LabelledRows } from './labelledRows.ts';
import { accountActivity, type PastAccounts, pastAccounts } from './pastAccounts.ts';
import { together } from './together.ts';
import type { ModelTraining, TrainingSplit } from './trainingProgram.ts';
import type { TrainingRun } from './trainingRun.ts';

/** Which rows are whose, and which a model learned from. */
interface AccountTraining extends Pick<ModelTraining, 'seed'> {
  /** Number of the account of each row, −1 for none. */
  readonly account: Int32Array;
  /** Of every column of the rows. */
  readonly features: readonly Feature[];
  readonly split: TrainingSplit;
}

/** Accounts of the test rows, and what is said of them. */
export interface PredictedAccounts {
  readonly method: RollUpMethod;
  readonly rows: GroupedAccounts;
  readonly probabilities: Float64Array;
}

/**
 * How the probabilities of contacts become those of accounts: chosen by what the models of the folds say of the rows they have not learned from, judged on the test
 * rows, and learned once more, in the way that was chosen, from what the deployed model's folds say.
 */
export async function trainAccounts(
  rows: LabelledRows,
  { judged, deployed }: { readonly judged: EvaluatedModel; readonly deployed: CandidateModel },
  program: AccountTraining & Pick<ModelTraining, 'refitOn'>,
  run: Pick<TrainingRun, 'signal'>,
): Promise<{ readonly judged: EvaluatedAccounts; readonly deployed: DeployedAccounts }> {
  const { candidate } = judged;
  const choice = await chosenFor(rows, candidate, program, run);
  const { split, refitOn, seed } = program;
  const test = { numbers: split.test, probability: judged.probabilities };
  const evaluated = evaluateAccounts(choice, pastAccounts(rows, columnsOf(program, candidate), test), seed);
  if (deployed === candidate)
    return { judged: evaluated, deployed: { rollUp: choice.chosen.fitted, reference: evaluated.accounts.rows } };
  const rollUp = rollUps.find(({ method }) => method === choice.chosen.method)!;
  const again = { numbers: split.test, probability: deployed.calibrator.probabilities(judged.margins) };
  return {
    judged: evaluated,
    deployed: {
      rollUp: await rollUp.fit(outOfFoldAccounts(rows, deployed, refitOn!, program), run),
      // The deployed model has learned from the test rows: what the judged one says of them is as what is said of rows to come.
      reference: pastAccounts(rows, columnsOf(program, deployed), again).rows,
    },
  };
}

/** The accounts of the test rows by the way that earlier rows choose; the outcomes of the test rows are not looked at. */
export async function predictAccounts(
  rows: LabelledRows,
  candidate: CandidateModel,
  probability: Float64Array,
  program: AccountTraining,
  run: Pick<TrainingRun, 'signal'>,
): Promise<PredictedAccounts> {
  const { chosen } = await chosenFor(rows, candidate, program, run);
  const { test } = program.split;
  const grouped = accountRows(
    {
      account: take(program.account, test),
      asOf: take(rows.asOf, test),
      ...{ probability, table: takeRows(rows.table, test) },
    },
    chosen.fitted.reads,
  );
  return { method: chosen.method, rows: grouped, probabilities: chosen.fitted.probabilities(grouped) };
}

function chosenFor(
  rows: LabelledRows,
  candidate: CandidateModel,
  program: AccountTraining,
  run: Pick<TrainingRun, 'signal'>,
): Promise<RollUpChoice> {
  const { split, seed } = program;
  const learned = together(split.train, split.calibration);
  return chooseRollUp(outOfFoldAccounts(rows, candidate, learned, program), seed, run);
}

/** By the calibrator alone: later dates say nothing of how the contacts of one account go together. */
function outOfFoldAccounts(
  rows: LabelledRows,
  candidate: CandidateModel,
  learned: Int32Array,
  program: AccountTraining,
): PastAccounts {
  const { outOfFold, calibration } = candidate;
  return pastAccounts(rows, columnsOf(program, candidate), {
    numbers: take(learned, outOfFold.rows),
    probability: calibration.probabilities(outOfFold.margins),
  });
}

function columnsOf({ account, features }: AccountTraining, { model }: CandidateModel) {
  return { account, activity: accountActivity(features, model.features) };
}
