import { levelAndSlopeOf } from '../../evaluation/calibrationVerdict.ts';
import type { Estimate } from '../../evaluation/evaluation.ts';
import type { LevelAndSlope } from '../../notice/calibrationVerdict.ts';
import type { GateInput } from '../../registry/gates.ts';
import type { Artefact } from '../../training/artefact.ts';
import type { TrainingResult } from '../../training/trainingResult.ts';
import { wholeOf } from '../../training/verdictOf.ts';

/** A model does not differ from itself. */
const nothing: Estimate = { value: 0, low: 0, high: 0 };
const unknown: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/** Level and slope of a model without test rows. */
const notKnown: LevelAndSlope = {
  ...{ rows: 0, positives: 0, expected: 0, level: unknown, levelIs: 'unknown', slope: unknown, slopeIs: 'unknown' },
};

type GatedResult = Pick<TrainingResult, 'candidateModels' | 'audit' | 'fallback' | 'recalibration' | 'shortHistory'> &
  Parameters<typeof wholeOf>[0];

/**
 * What the gates look at in a trained model, the champion it would replace apart.
 *
 * @param used names of the features it scores by. @param excluded names that the configuration excludes now.
 */
export function gateInputOf(
  result: GatedResult,
  { needed, found }: Artefact['minimumData'],
  { used, excluded }: { readonly used: readonly string[]; readonly excluded: readonly string[] },
): Omit<GateInput, 'againstChampion'> {
  const { candidateModels, audit, fallback, recalibration, shortHistory } = result;
  const itself = candidateModels.find(({ selected }) => selected);
  const against = (family: string): Estimate =>
    itself?.family === family
      ? nothing
      : (candidateModels.find((candidate) => candidate.family === family)?.difference ?? unknown);
  return {
    ...{ counts: found, minimum: needed, fallback },
    againstBaseRate: against('base-rate'),
    againstPoints: itself?.family === 'points' ? null : against('points'),
    calibration: (recalibration ? levelAndSlopeOf(recalibration.after) : wholeOf(result)) ?? notKnown,
    recalibrated: recalibration !== undefined,
    // What corrected it are rows of later dates, on which it was judged before.
    timeTested: recalibration !== undefined || shortHistory?.timeTested !== false,
    features: { used, excluded, audit },
  };
}
