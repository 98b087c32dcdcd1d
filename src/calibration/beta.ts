import { z } from 'zod';
import { tallyScores } from '../numeric/scoreTally.ts';
import { log1pExp, sigmoid } from '../numeric/special.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';
import { fitRisingPair, type PairShape, type RisingPair } from './risingPair.ts';

const schema = z.strictObject({ a: z.number().nonnegative(), b: z.number().nonnegative(), c: z.number() });

/** Margins beyond are taken as this: the sigmoid of 700 is 1 to the last digit, and that of −700 the last a double holds in full. */
const farthest = 700;

/**
 * Beta calibration: logit p = a · log s − b · log(1 − s) + c with s = sigmoid(margin) and a, b ≥ 0, at the maximum of the
 * likelihood under these bounds, as `fitRisingPair` finds it. a = b = 1 and c = 0 change nothing; a = b is a Platt line without its smoothing.
 * Fewer than three distinct margins do not tell a from b: then a = b. Margins beyond ±700 count as ±700.
 *
 * Kull, Silva Filho and Flach (2017), Beyond sigmoids, Electronic Journal of Statistics 11, 5052–5080.
 */
export const beta: Calibrator<'beta'> = {
  method: 'beta',
  title: 'beta calibration',
  formula: 'logit p = a · log s − b · log(1 − s) + c, a, b ≥ 0, maximum likelihood',
  parameters: '3',
  source: 'Kull, Silva Filho and Flach 2017',
  corrects: ['level', 'slope', 'ends'],
  auto: { ofEachClass: 50 },
  fit(margins, label, weight) {
    checkMargins(margins, label, weight);
    return fitted(fitRisingPair(shape, tallyScores(margins.map(within), label, weight)));
  },
  load(parameters) {
    return fitted(parseParameters('the beta calibrator', schema, parameters));
  },
};

const shape: PairShape = { one: logOfProbability, two: log1pExp, both: (margin) => margin, logOdds };

function within(margin: number): number {
  return Math.min(Math.max(margin, -farthest), farthest);
}

function logOfProbability(margin: number): number {
  return -log1pExp(-margin);
}

/** log s = margin + log(1 − s), so that a = b is exactly a line; every term rises with the margin, even when rounded. */
function logOdds({ a, b, c }: RisingPair, margin: number): number {
  return a >= b ? b * margin + (a - b) * logOfProbability(margin) + c : a * margin + (b - a) * log1pExp(margin) + c;
}

function fitted(beta: RisingPair): FittedCalibrator {
  return {
    method: 'beta',
    probabilities(margins) {
      checkFinite(margins);
      return margins.map((margin) => sigmoid(logOdds(beta, within(margin))));
    },
    parameters: () => ({ ...beta }),
  };
}
