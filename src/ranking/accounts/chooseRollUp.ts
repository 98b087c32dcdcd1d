import { meanGap, meanLoss } from '../../calibration/heldOutLosses.ts';
import { unitFolds } from '../../calibration/unitFolds.ts';
import type { FitRun } from '../../model/estimator.ts';
import { negativeLoss, positiveLoss } from '../../numeric/crossEntropy.ts';
import { positionsWhere } from '../../numeric/positionsWhere.ts';
import { take } from '../../numeric/take.ts';
import { takeAccounts } from './accountRows.ts';
import type { FittedRollUp, LabelledAccounts, RollUp } from './rollUp.ts';
import { type RollUpMethod, rollUps } from './rollUps.ts';

const folds = 5;
/** With fewer accounts of a class than that, what is better is chance. */
const leastOfEachClass = 20;

const unknown = { value: Number.NaN, error: Number.NaN };

/** What held-out past accounts say of one way to combine contacts. */
export interface ComparedRollUp {
  readonly method: RollUpMethod;
  /** Learned from all of them. */
  readonly fitted: FittedRollUp;
  /** Mean log loss of each account by what was learned from the others. */
  readonly validationLogLoss: number;
  /** How much less than that of the first it is, and the standard error of that, accounts taken together; NaN where there are too few, absent of the first itself. */
  readonly gain?: { readonly value: number; readonly error: number };
}

/** The ways to combine contacts, compared, and the one that is to be used. */
export interface RollUpChoice {
  readonly chosen: ComparedRollUp;
  readonly compared: readonly ComparedRollUp[];
}

/**
 * Compares the ways to combine contacts by the log loss of past accounts that each has not learned from. The first is used, unless another is better than it by more
 * than one standard error; then the best of those. With fewer than 20 rows of a class nothing is compared.
 *
 * @param accounts whose contacts' probabilities are of models that have not learned from them; rows ascend by account, then date.
 * @throws HandraiseError `interrupted` once the signal is aborted.
 */
export async function chooseRollUp(
  accounts: LabelledAccounts,
  seed: number,
  run?: Pick<FitRun, 'signal'>,
): Promise<RollUpChoice> {
  const fold = unitFolds(accounts.label, accounts.unit, folds, seed);
  const positives = accounts.label.reduce((sum, label) => sum + label, 0);
  const tooFew = Math.min(positives, accounts.label.length - positives) < leastOfEachClass;
  const losses: Float64Array[] = [];
  for (const rollUp of rollUps) losses.push(await heldOut(rollUp, accounts, fold, run));
  const compared: ComparedRollUp[] = [];
  for (const [at, rollUp] of rollUps.entries()) {
    compared.push({
      method: rollUp.method,
      fitted: await rollUp.fit(accounts, run),
      validationLogLoss: meanLoss(losses[at]!),
      ...(at > 0 ? { gain: tooFew ? unknown : gainOf(losses[0]!, losses[at]!, accounts) } : {}),
    });
  }
  const clear = compared.filter(({ gain }) => gain && gain.value > gain.error);
  const chosen = clear.reduce(
    (best, one) => (one.validationLogLoss < best.validationLogLoss ? one : best),
    compared[0]!,
  );
  return { chosen, compared };
}

function gainOf(first: Float64Array, own: Float64Array, { unit }: LabelledAccounts) {
  const { gap, error } = meanGap(first, own, unit);
  return { value: gap, error };
}

async function heldOut(
  rollUp: RollUp,
  accounts: LabelledAccounts,
  fold: Int32Array,
  run: Pick<FitRun, 'signal'> | undefined,
): Promise<Float64Array> {
  const losses = new Float64Array(accounts.rows.rows);
  for (let held = 0; held < folds; held++) {
    const own = positionsWhere(fold, (of) => of === held);
    const fitted = await rollUp.fit(
      takeLabelled(
        accounts,
        positionsWhere(fold, (of) => of !== held),
      ),
      run,
    );
    const found = fitted.probabilities(takeAccounts(accounts.rows, own));
    own.forEach((row, at) => {
      losses[row] = accounts.label[row] === 1 ? positiveLoss(found[at]!) : negativeLoss(found[at]!);
    });
  }
  return losses;
}

function takeLabelled({ rows, label, unit }: LabelledAccounts, of: Int32Array): LabelledAccounts {
  return { rows: takeAccounts(rows, of), label: take(label, of), unit: take(unit, of) };
}
