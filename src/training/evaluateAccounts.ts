import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { platt } from '../calibration/platt.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { sigmoid } from '../numeric/special.ts';
import { type AccountSnapshots, accountSnapshots } from '../ranking/accountSnapshots.ts';
import type { LabelledRows } from './labelledRows.ts';

/** How account probabilities are made from those of contacts, and what they are. */
export interface CalibratedAccounts {
  readonly calibrator: FittedCalibrator | null;
  readonly probabilities: Float64Array;
}

/** The same, and how they do on rows that took no part in it. */
export interface EvaluatedAccounts extends CalibratedAccounts {
  /** The accounts at their dates, as the probabilities have them. */
  readonly rows: AccountSnapshots;
  readonly evaluation: Evaluation | null;
}

/** Rows of contacts with their probabilities, and the number of each one's account among all accounts, −1 for none. */
export interface AccountRows {
  readonly rows: LabelledRows;
  readonly account: Int32Array;
  readonly probability: Float64Array;
}

/** Fits the account calibrator on rows whose models have not learned from them. */
export function calibrateAccounts(rows: AccountRows): CalibratedAccounts {
  const past = rollUp(rows);
  const calibrator = calibratorOf(past);
  return { calibrator, probabilities: probabilitiesOf(past, calibrator) };
}

/** Fits the account calibrator on earlier rows and judges it on later ones. */
export function evaluateAccounts(earlier: AccountRows, later: AccountRows, seed: number): EvaluatedAccounts {
  const recent = rollUp(later);
  if (recent.rows === 0)
    return { rows: recent, calibrator: null, evaluation: null, probabilities: probabilitiesOf(recent, null) };
  const calibrator = calibratorOf(rollUp(earlier));
  const probabilities = probabilitiesOf(recent, calibrator);
  // Rows ascend by account id, then date: the order in which ties are broken.
  const order = Int32Array.from({ length: recent.rows }, (_, row) => row);
  const evaluation = hasBoth(recent.label)
    ? evaluate({ probabilities, label: recent.label, unit: recent.account, tieOrder: order }, { seed })
    : null;
  return { rows: recent, calibrator, evaluation, probabilities };
}

function calibratorOf({ margin, label }: AccountSnapshots): FittedCalibrator | null {
  return hasBoth(label) ? platt.fit(margin, label) : null;
}

function probabilitiesOf({ margin }: AccountSnapshots, calibrator: FittedCalibrator | null): Float64Array {
  return calibrator ? calibrator.probabilities(margin) : Float64Array.from(margin, sigmoid);
}

function rollUp({ rows: { asOf, label }, account, probability }: AccountRows): AccountSnapshots {
  return accountSnapshots({ account, asOf, label, probability });
}

function hasBoth(label: Uint8Array): boolean {
  return label.includes(0) && label.includes(1);
}
