import type { Estimate, Evaluation } from '../../evaluation/evaluation.ts';
import { type GateNotice, gateNotice } from '../../notice/notice.ts';

/**
 * Whether a model is of any use: it ranks where the whole interval of its ROC AUC on the test rows lies above 0.5, and its
 * probabilities must cost less log loss than the base rate's. Test rows of one outcome judge nothing.
 *
 * @param againstBaseRate log loss of the model minus that of the base rate on the same rows; absent where it is the base rate.
 */
export function tableGates(
  { rows, positives, metrics }: Evaluation,
  againstBaseRate: Estimate | undefined,
): readonly GateNotice[] {
  if (positives === 0 || positives === rows)
    return [gateNotice('ranking', 'one-outcome-in-test', true, { rows, positives })];
  const { value, low, high } = metrics.rocAuc;
  const difference = againstBaseRate && {
    ...{ value: againstBaseRate.value, low: againstBaseRate.low, high: againstBaseRate.high },
  };
  return [
    gateNotice('ranking', 'ranks-better-than-chance', !(low > 0.5), { rocAuc: { value, low, high } }),
    gateNotice('base rate', 'loss-below-base-rate', !((difference?.value ?? 0) < 0), difference ? { difference } : {}),
  ];
}
