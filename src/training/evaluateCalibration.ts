import { calibrationVerdict } from '../evaluation/calibrationVerdict.ts';
import { notice } from '../notice/notice.ts';
import { contactCounts } from '../ranking/accounts/accountRows.ts';
import { isoOf } from '../time/instant.ts';
import type { EvaluatedModel } from './evaluate.ts';
import type { EvaluatedAccounts } from './evaluateAccounts.ts';
import type { LabelledRows } from './labelledRows.ts';
import type { TrainingResult } from './trainingResult.ts';

/** The verdict on the probabilities of the given rows and of their accounts; absent without rows. @param periods of the same rows. */
export function evaluateCalibration(
  { probabilities, evaluation }: Pick<EvaluatedModel, 'probabilities' | 'evaluation'>,
  { label, unit, order }: Pick<LabelledRows, 'label' | 'unit' | 'order'>,
  accounts: EvaluatedAccounts | null,
  periods: TrainingResult['overTime'],
  seed: number,
): Pick<TrainingResult, 'calibrationVerdict'> {
  if (label.length === 0) return {};
  const verdict = calibrationVerdict({
    rows: { probabilities, label, unit, tieOrder: order, evaluation },
    ...(accounts?.evaluation ? { accounts: judgedAccounts(accounts, accounts.evaluation) } : {}),
    byDate: (periods ?? []).map(({ from, to, rows, positives, expected, ratio: level }) => ({
      ...{ from: isoOf(from), to: isoOf(to), rows, positives, expected, level },
    })),
    seed,
  });
  return { calibrationVerdict: notice('calibration-verdict', verdict) };
}

function judgedAccounts(
  { accounts: { rows, label, unit }, probabilities }: EvaluatedAccounts,
  evaluation: NonNullable<EvaluatedAccounts['evaluation']>,
) {
  return { probabilities, label, unit, contacts: contactCounts(rows), evaluation };
}
