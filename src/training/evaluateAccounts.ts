import { compareLogLoss } from '../evaluation/compareLogLoss.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import type { RollUpChoice } from '../ranking/accounts/chooseRollUp.ts';
import type { PastAccounts } from './pastAccounts.ts';
import type { AccountRollUp } from './trainingResult.ts';

/** Account probabilities on rows that took no part in them, and how they do. */
export interface EvaluatedAccounts {
  readonly accounts: PastAccounts;
  /** By the way to combine contacts that was chosen. */
  readonly probabilities: Float64Array;
  /** Null where all are of one class, or there is none. */
  readonly evaluation: Evaluation | null;
  /** Every way that was compared; none where there is no evaluation. */
  readonly rollUps: readonly AccountRollUp[];
}

/** Judges what was learned from earlier accounts on later ones, the way that was chosen and all others. */
export function evaluateAccounts(
  { chosen, compared }: RollUpChoice,
  accounts: PastAccounts,
  seed: number,
): EvaluatedAccounts {
  const { rows, label, unit } = accounts;
  const probabilities = chosen.fitted.probabilities(rows);
  if (!label.includes(0) || !label.includes(1)) return { accounts, probabilities, evaluation: null, rollUps: [] };
  // Rows ascend by account id, then date: the order in which ties are broken.
  const tieOrder = Int32Array.from(label.keys());
  const rollUps = compared.map(({ method, fitted, validationLogLoss, gain }): AccountRollUp => {
    const own = fitted === chosen.fitted ? probabilities : fitted.probabilities(rows);
    return {
      ...{ method, selected: fitted === chosen.fitted, validationLogLoss },
      ...(gain ? { gain } : {}),
      ...(fitted === chosen.fitted
        ? {}
        : { difference: compareLogLoss({ probabilities, other: own, label, unit }, { seed }) }),
      test: evaluate({ probabilities: own, label, unit, tieOrder }, { seed }),
    };
  });
  return { accounts, probabilities, evaluation: rollUps.find(({ selected }) => selected)!.test, rollUps };
}
