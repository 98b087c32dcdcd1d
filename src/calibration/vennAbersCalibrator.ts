import { z } from 'zod';
import { tallyScores } from '../numeric/scoreTally.ts';
import { logit, sigmoid } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { fitVennAbers, probabilityInterval, type VennAbers, vennAbersSchema } from './vennAbers.ts';

const schema = vennAbersSchema.extend({ shift: z.number() });

/**
 * The single probability of an inductive Venn–Abers predictor: p₁ / (1 − p₀ + p₁) of its interval [p₀, p₁], whose log loss is least whichever end is the true
 * one; then the log-odds of all moved by one number, so that as many positives are expected as there are.
 *
 * Without that move each step would be drawn a little to a half, which adds up where outcomes are rare. Against isotonic regression
 * no probability is 0 or 1, and steps of few rows are not believed as they stand. It never falls, as neither end does.
 *
 * Vovk, Petej and Fedorova (2015), Large-scale probabilistic predictors with and without guarantees of validity, NeurIPS.
 */
export const vennAbers: Calibrator<'venn-abers'> = {
  method: 'venn-abers',
  title: 'Venn–Abers calibration',
  formula:
    'logit p = logit(p₁ / (1 − p₀ + p₁)) + shift, p₀ and p₁ by isotonic regression with one more row at m, labelled 0 or 1',
  parameters: 'as many as there are steps',
  source: 'Vovk, Petej and Fedorova 2015',
  corrects: ['level', 'slope', 'ends', 'steps'],
  auto: { rows: 1_000, ofEachClass: 100 },
  fit(margins, label, weight) {
    const predictor = fitVennAbers(margins, label, weight);
    const { score, rows, positives } = tallyScores(margins, label, weight);
    return fitted(predictor, shiftOf(mergedOdds(predictor, score), rows, total(positives)));
  },
  load(parameters) {
    const { shift, ...predictor } = parseParameters('the Venn–Abers calibrator', schema, parameters);
    return fitted(predictor, shift);
  },
};

function mergedOdds(predictor: VennAbers, margins: Float64Array): Float64Array {
  const { low, high } = probabilityInterval(predictor, margins);
  return low.map((p0, row) => logit(high[row]! / (1 - p0 + high[row]!)));
}

/** What is added to the log-odds so that so many positives are expected, to the last digit: their number rises with it. */
function shiftOf(odds: Float64Array, rows: Float64Array, positives: number): number {
  const expected = new Map<number, number>();
  for (const [g, own] of odds.entries()) expected.set(own, (expected.get(own) ?? 0) + rows[g]!);
  const steps = [...expected];
  const isTooLow = (shift: number) =>
    steps.reduce((sum, [own, count]) => sum + count * sigmoid(own + shift), 0) < positives;
  let low = -1;
  let high = 1;
  while (!isTooLow(low)) low *= 2;
  while (isTooLow(high)) high *= 2;
  for (let middle = low + (high - low) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
    if (isTooLow(middle)) low = middle;
    else high = middle;
  }
  return high;
}

function fitted(predictor: VennAbers, shift: number): FittedCalibrator {
  return {
    method: 'venn-abers',
    probabilities: (margins) => mergedOdds(predictor, margins).map((odds) => sigmoid(odds + shift)),
    parameters: () => ({
      lower: { margins: [...predictor.lower.margins], probabilities: [...predictor.lower.probabilities] },
      upper: { margins: [...predictor.upper.margins], probabilities: [...predictor.upper.probabilities] },
      shift,
    }),
  };
}
