import { compareLogLoss } from '../../src/evaluation/compareLogLoss.ts';
import { evaluate } from '../../src/evaluation/evaluate.ts';
import type { Estimate, Evaluation } from '../../src/evaluation/evaluation.ts';

const bootstrap = { seed: 3, resamples: 60 };

/** An evaluation of invented rows, four or five to a unit. */
export function sampleEvaluation(probabilities: readonly number[], label: readonly number[]): Evaluation {
  return evaluate(
    { probabilities: Float64Array.from(probabilities), label: Uint8Array.from(label), unit: units(label) },
    bootstrap,
  );
}

/** Log loss of the first probabilities minus that of the others, paired. */
export function sampleDifference(
  probabilities: readonly number[],
  other: readonly number[],
  label: readonly number[],
): Estimate {
  return compareLogLoss(
    {
      probabilities: Float64Array.from(probabilities),
      other: Float64Array.from(other),
      label: Uint8Array.from(label),
      unit: units(label),
    },
    bootstrap,
  );
}

function units(label: readonly number[]): Int32Array {
  return Int32Array.from(label, (_, row) => Math.floor(row / 4.6));
}
