import type { LogisticLine } from '../numeric/logisticLine.ts';
import { logit, sigmoid } from '../numeric/special.ts';
import type { FittedCalibrator } from './calibrator.ts';

const least = 1e-15;

/** Log-odds of probabilities in [0, 1], finite: clipped at 1e-15 from either end. */
export function finiteLogOdds(probabilities: Float64Array): Float64Array {
  return probabilities.map((p) => logit(Math.min(Math.max(p, least), 1 - least)));
}

/** Probabilities whose log-odds are moved by a line, of positive slope, so that none overtakes another. */
export function correctProbabilities(probabilities: Float64Array, { intercept, slope }: LogisticLine): Float64Array {
  return finiteLogOdds(probabilities).map((odds) => sigmoid(intercept + slope * odds));
}

/** A calibrator followed by the line that rows of later dates asked for. */
export function corrected(calibrator: FittedCalibrator, line: LogisticLine): FittedCalibrator {
  return { ...calibrator, probabilities: (margins) => correctProbabilities(calibrator.probabilities(margins), line) };
}

/** One line in the place of two. */
export function correctedAgain(first: LogisticLine | undefined, then: LogisticLine): LogisticLine {
  if (!first) return then;
  return { intercept: then.intercept + then.slope * first.intercept, slope: then.slope * first.slope };
}
