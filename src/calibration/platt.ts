import { z } from 'zod';
import { fitLogisticLine, type LogisticLine } from '../numeric/logisticLine.ts';
import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { logit, sigmoid } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';
import { smoothedTargets } from './smoothedTargets.ts';

const schema = z.strictObject({ intercept: z.number(), slope: z.number().nonnegative() });

/**
 * Platt scaling: sigmoid(intercept + slope · margin) with smoothed targets (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2), fitted to
 * the exact optimum by Newton. N₊ and N₋ are sums of weights.
 *
 * Where the best line would fall as margins rise, or all margins are one, the slope is 0 and every probability the mean target.
 *
 * Platt (1999), Probabilistic outputs for support vector machines; Lin, Lin and Weng (2007), Machine Learning 68, 267–276.
 */
export const platt: Calibrator<'platt'> = {
  method: 'platt',
  title: 'Platt scaling',
  formula: "sigmoid(intercept + slope · m), slope ≥ 0, fitted to Platt's smoothed targets",
  parameters: '2',
  source: "Platt 1999; `CalibratedClassifierCV(method='sigmoid')`, here to the exact optimum",
  corrects: ['level', 'slope'],
  auto: {},
  fit(margins, label, weight) {
    checkMargins(margins, label, weight);
    return fitted(bestLine(smoothedTargets(tallyScores(margins, label, weight))));
  },
  load(parameters) {
    return fitted(parseParameters('the platt calibrator', schema, parameters));
  },
};

function bestLine({ score, rows, positives }: ScoreTally): LogisticLine {
  const line = fitLogisticLine(score, rows, positives);
  if (line.slope > 0 && Number.isFinite(line.slope) && Number.isFinite(line.intercept)) return line;
  return { intercept: logit(total(positives) / total(rows)), slope: 0 };
}

function fitted({ intercept, slope }: LogisticLine): FittedCalibrator {
  return {
    method: 'platt',
    probabilities(margins) {
      checkFinite(margins);
      return margins.map((margin) => sigmoid(intercept + slope * margin));
    },
    parameters: () => ({ intercept, slope }),
  };
}
