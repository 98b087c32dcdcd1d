import type { Estimate } from '../../evaluation/evaluation.ts';
import type { GateInput } from '../../registry/gates.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { TrainingResult } from '../../training/trainingResult.ts';

/** A model does not differ from itself. */
const nothing: Estimate = { value: 0, low: 0, high: 0 };
const unknown: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/**
 * What the gates look at in a trained model, the champion it would replace apart.
 *
 * @param used names of the features it scores by. @param excluded names that the configuration excludes now.
 */
export function gateInputOf(
  {
    candidateModels,
    audit,
    fallback,
    recalibration,
    shortHistory,
  }: Pick<TrainingResult, 'candidateModels' | 'audit' | 'fallback' | 'recalibration' | 'shortHistory'>,
  { needed, found }: Artefact['minimumData'],
  { used, excluded }: { readonly used: readonly string[]; readonly excluded: readonly string[] },
): Omit<GateInput, 'againstChampion'> {
  const itself = candidateModels.find(({ selected }) => selected);
  const against = (family: string): Estimate =>
    itself?.family === family
      ? nothing
      : (candidateModels.find((candidate) => candidate.family === family)?.difference ?? unknown);
  return {
    ...{ counts: found, minimum: needed, fallback },
    againstBaseRate: against('base-rate'),
    againstPoints: itself?.family === 'points' ? null : against('points'),
    calibrationSlope: (recalibration?.after ?? itself?.test)?.metrics.calibrationSlope ?? unknown,
    recalibrated: recalibration !== undefined,
    // What corrected it are rows of later dates, on which it was judged before.
    timeTested: recalibration !== undefined || shortHistory?.timeTested !== false,
    features: { used, excluded, audit },
  };
}
