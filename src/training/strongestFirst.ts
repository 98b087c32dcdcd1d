import type { FeatureStrength } from './trainingResult.ts';

/** By what shuffling costs where that was measured, then by the model's own measure. */
export function strongestFirst(strengths: readonly FeatureStrength[]): readonly FeatureStrength[] {
  const cost = ({ permutation }: FeatureStrength) => permutation?.logLoss.value ?? Number.NEGATIVE_INFINITY;
  return strengths.toSorted((a, b) => (cost(a) === cost(b) ? b.strength - a.strength : cost(b) > cost(a) ? 1 : -1));
}
