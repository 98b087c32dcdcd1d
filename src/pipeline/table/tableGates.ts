import type { Estimate, Evaluation } from '../../evaluation/evaluation.ts';
import { type GateFinding, interval } from '../../registry/gateFinding.ts';
import { decimal, integer } from '../../text/format.ts';

/**
 * Whether a model is of any use: it ranks where the whole interval of its ROC AUC on the test rows lies above 0.5, and its
 * probabilities must cost less log loss than the base rate's. Test rows of one outcome judge nothing.
 *
 * @param againstBaseRate log loss of the model minus that of the base rate on the same rows; absent where it is the base rate.
 */
export function tableGates(
  { rows, positives, metrics }: Evaluation,
  againstBaseRate: Estimate | undefined,
): readonly GateFinding[] {
  if (positives === 0 || positives === rows)
    return [
      {
        gate: 'ranking',
        held: true,
        asked: 'test rows of both outcomes',
        measured: `${positives} of ${rows}`,
        sentence: `It cannot be judged: of ${integer(rows)} test rows ${positives === 0 ? 'none has' : 'all have'} the outcome. It takes test rows with it and without.`,
      },
    ];
  const { value, low, high } = metrics.rocAuc;
  const ranks = low > 0.5;
  const loss = againstBaseRate?.value ?? 0;
  return [
    {
      gate: 'ranking',
      held: !ranks,
      asked: 'the whole interval of the ROC AUC above 0.5',
      measured: interval(metrics.rocAuc),
      sentence: ranks
        ? `The interval of its ROC AUC, ${decimal(low, 3)} to ${decimal(high, 3)}, lies above 0.5.`
        : `It cannot rank better than chance: ROC AUC ${decimal(value, 3)}, interval ${decimal(low, 3)} to ${decimal(high, 3)}.`,
    },
    {
      gate: 'base rate',
      held: !(loss < 0),
      asked: 'log loss below that of the base rate',
      measured: againstBaseRate ? interval(againstBaseRate) : 'it is the base rate',
      sentence:
        loss < 0
          ? `Its log loss is ${decimal(-loss, 4)} below that of the base rate.`
          : 'Its probabilities are no better than the base rate: their log loss is not lower.',
    },
  ];
}
