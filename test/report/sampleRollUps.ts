import type { Evaluation } from '../../src/evaluation/evaluation.ts';
import type { AccountRollUp } from '../../src/training/trainingResult.ts';

/** Three ways from contacts to accounts, of which the first is used; all do as the evaluation says. */
export function sampleRollUps(test: Evaluation): readonly AccountRollUp[] {
  return [
    { method: 'noisy-or', selected: true, validationLogLoss: 0.2409, test },
    {
      ...{ method: 'best-contact', selected: false, validationLogLoss: 0.2591, test },
      gain: { value: -0.0182, error: 0.004 },
      difference: { value: -0.0072, low: -0.028, high: 0.0114 },
    },
    {
      ...{ method: 'direct', selected: false, validationLogLoss: 0.242, test },
      gain: { value: -0.0011, error: 0.0007 },
      difference: { value: 0.0003, low: -0.003, high: 0.0038 },
    },
  ];
}
