import type { FittedCalibrator } from '../calibration/calibrator.ts';
import { platt } from '../calibration/platt.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { sigmoid } from '../numeric/special.ts';
import { take } from '../numeric/take.ts';
import { type AccountSnapshots, accountSnapshots } from '../ranking/accountSnapshots.ts';
import type { CalibratedModel } from './evaluate.ts';
import type { LabelledRows } from './labelledRows.ts';

/** How account probabilities are made from those of contacts, and how they do on the test rows. */
export interface EvaluatedAccounts {
  readonly calibrator: FittedCalibrator | null;
  readonly evaluation: Evaluation | null;
  readonly probabilities: Float64Array;
}

/** Rows of contacts, with the number of each one's account among all accounts, −1 for none. */
export interface AccountRows {
  readonly rows: LabelledRows;
  readonly account: Int32Array;
}

/** Fits the account calibrator on the calibration rows and judges it on the test rows. */
export function evaluateAccounts(
  model: CalibratedModel,
  { rows, account }: AccountRows,
  sides: { readonly calibration: Int32Array; readonly test: Int32Array },
  seed: number,
): EvaluatedAccounts {
  const sideOf = (side: Int32Array) => rollUp(model, { rows: rows.take(side), account: take(account, side) });
  const past = sideOf(sides.calibration);
  const recent = sideOf(sides.test);
  const raw = Float64Array.from(recent.margin, sigmoid);
  if (recent.rows === 0) return { calibrator: null, evaluation: null, probabilities: raw };
  const calibrator = hasBoth(past.label) ? platt.fit(past.margin, past.label) : null;
  const probabilities = calibrator ? calibrator.probabilities(recent.margin) : raw;
  // Rows ascend by account id, then date: the order in which ties are broken.
  const order = Int32Array.from({ length: recent.rows }, (_, row) => row);
  const evaluation = hasBoth(recent.label)
    ? evaluate({ probabilities, label: recent.label, unit: recent.account, tieOrder: order }, { seed })
    : null;
  return { calibrator, evaluation, probabilities };
}

function rollUp({ model, calibrator }: CalibratedModel, { rows, account }: AccountRows): AccountSnapshots {
  const { asOf, label, table } = rows;
  return accountSnapshots({ account, asOf, label, probability: calibrator.probabilities(model.margins(table)) });
}

function hasBoth(label: Uint8Array): boolean {
  return label.includes(0) && label.includes(1);
}
