import { clipProbability } from '../../numeric/crossEntropy.ts';
import { fitLogisticLine, type LogisticLine } from '../../numeric/logisticLine.ts';
import { type ScoreTally, tallyScores } from '../../numeric/scoreTally.ts';
import { logit } from '../../numeric/special.ts';
import { checkProbabilities } from '../checkRows.ts';
import type { Metric } from './metric.ts';

/**
 * Calibration slope and intercept by logistic recalibration: the unpenalised logistic regression of the label on
 * logit(p). 1 and 0 are right; a slope below 1 says that probabilities are too extreme.
 *
 * Probabilities are clipped at 1e-15 and 1 − 1e-15. Newton to a mean gradient below 1e-10. Both are NaN where no finite
 * optimum exists: one class only, a single probability, or probabilities that separate the classes.
 *
 * Cox (1958), Two further applications of a model for binary regression, Biometrika 45, 562–565.
 *
 * @param probabilities one per row, within [0, 1]
 * @param label 0 or 1 per row
 * @param weight ≥ 0 per row, by default 1
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, probabilities outside [0, 1], or weights that are negative, not finite or all 0.
 * @example
 * const probabilities = Float64Array.of(0.2, 0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8, 0.8);
 * const { slope, intercept } = calibrationLine(probabilities, Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1, 0));
 * Math.abs(slope - 1) < 1e-6 && Math.abs(intercept) < 1e-6 // true
 */
export function calibrationLine(probabilities: Float64Array, label: Uint8Array, weight?: Float64Array): LogisticLine {
  checkProbabilities(probabilities, label, weight);
  const tally = tallyScores(probabilities, label, weight);
  return calibrationLineOf(tally, clippedLogits(tally.score));
}

/** `calibrationLine` of a tally, from the clipped logits of its probabilities and, where known, a nearby solution. */
export function calibrationLineOf(tally: ScoreTally, logits: Float64Array, start?: LogisticLine): LogisticLine {
  if (!classesOverlap(tally, logits)) return { intercept: Number.NaN, slope: Number.NaN };
  const line = start && Number.isFinite(start.slope) ? start : undefined;
  return fitLogisticLine(logits, tally.rows, tally.positives, line);
}

/** log(p / (1 − p)) with p clipped at 1e-15 and 1 − 1e-15. */
export function clippedLogits(probabilities: Float64Array): Float64Array {
  return probabilities.map((p) => logit(clipProbability(p)));
}

/** Some positive lies above some negative, and some negative above some positive: only then is the optimum finite. */
function classesOverlap({ rows, positives }: ScoreTally, x: Float64Array): boolean {
  const positive = { highest: -Infinity, lowest: Infinity };
  const negative = { highest: -Infinity, lowest: Infinity };
  for (let g = 0; g < x.length; g++) {
    if (positives[g]! > 0) extend(positive, x[g]!);
    if (rows[g]! > positives[g]!) extend(negative, x[g]!);
  }
  return positive.highest > negative.lowest && negative.highest > positive.lowest;
}

function extend(range: { highest: number; lowest: number }, x: number): void {
  if (x > range.highest) range.highest = x;
  if (x < range.lowest) range.lowest = x;
}

const shared = {
  scikitLearn: 'LogisticRegression(penalty=None)',
  range: [-Infinity, Infinity],
  digits: 2,
  needs: { scores: 'probabilities', labels: 'overlapping classes' },
} as const;

/** The record of the calibration slope. */
export const calibrationSlopeMetric: Metric<'calibrationSlope'> = {
  ...shared,
  name: 'calibrationSlope',
  title: 'calibration slope',
  meaning: 'below 1, probabilities are overconfident, above it underconfident',
  definition: 'slope of the unpenalised logistic regression of the label on logit(p)',
  best: 1,
  compute:
    ({ line }) =>
    (tally) =>
      line(tally).slope,
};

/** The record of the calibration intercept. */
export const calibrationInterceptMetric: Metric<'calibrationIntercept'> = {
  ...shared,
  name: 'calibrationIntercept',
  title: 'calibration intercept',
  meaning: 'to be read together with the slope',
  definition: 'intercept of the same regression',
  best: 0,
  compute:
    ({ line }) =>
    (tally) =>
      line(tally).intercept,
};
