import { take } from '../numeric/take.ts';
import { chooseRollUp } from '../ranking/accounts/chooseRollUp.ts';
import { rollUps } from '../ranking/accounts/rollUps.ts';
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
interface AccountTraining extends Pick<ModelTraining, 'subject' | 'refitOn' | 'seed'> {
  /** Number of the account of each row, −1 for none. */
  readonly account: Int32Array;
  readonly split: TrainingSplit;
}

/**
 * How the probabilities of contacts become those of accounts: chosen by what the models of the folds say of the rows they have not learned from, judged on the test
 * rows, and learned once more, in the way that was chosen, from what the deployed model's folds say.
 */
export async function trainAccounts(
  rows: LabelledRows,
  { judged, deployed }: { readonly judged: EvaluatedModel; readonly deployed: CandidateModel },
  program: AccountTraining,
  run: Pick<TrainingRun, 'signal'>,
): Promise<{ readonly judged: EvaluatedAccounts; readonly deployed: DeployedAccounts }> {
  const { split, refitOn, seed } = program;
  const { candidate } = judged;
  const choice = await chooseRollUp(
    outOfFoldAccounts(rows, candidate, together(split.train, split.calibration), program),
    seed,
    run,
  );
  const known = { ...program, model: candidate };
  const evaluated = evaluateAccounts(choice, testAccounts(rows, judged.probabilities, known), seed);
  if (deployed === candidate)
    return { judged: evaluated, deployed: { rollUp: choice.chosen.fitted, reference: evaluated.accounts.rows } };
  const rollUp = rollUps.find(({ method }) => method === choice.chosen.method)!;
  return {
    judged: evaluated,
    deployed: {
      rollUp: await rollUp.fit(outOfFoldAccounts(rows, deployed, refitOn!, program), run),
      // The deployed model has learned from the test rows: what the judged one says of them is as what is said of rows to come.
      reference: testAccounts(rows, deployed.calibrator.probabilities(judged.margins), {
        ...program,
        model: deployed,
      }).rows,
    },
  };
}

/** By the calibrator alone: later dates say nothing of how the contacts of one account go together. */
function outOfFoldAccounts(
  rows: LabelledRows,
  candidate: CandidateModel,
  learned: Int32Array,
  program: AccountTraining,
): PastAccounts {
  const { outOfFold, calibration } = candidate;
  return pastAccounts(rows, columnsOf({ ...program, model: candidate }), {
    numbers: take(learned, outOfFold.rows),
    probability: calibration.probabilities(outOfFold.margins),
  });
}

function testAccounts(
  rows: LabelledRows,
  probability: Float64Array,
  program: AccountTraining & { readonly model: CandidateModel },
): PastAccounts {
  return pastAccounts(rows, columnsOf(program), { numbers: program.split.test, probability });
}

function columnsOf({ account, subject, model }: AccountTraining & { readonly model: CandidateModel }) {
  return { account, activity: accountActivity(subject.features, model.model.features) };
}
