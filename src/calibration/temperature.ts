import { z } from 'zod';
import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { sigmoid } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';
import { smoothedTargets } from './smoothedTargets.ts';

const schema = z.strictObject({ slope: z.number().nonnegative() });

/** Share of the largest margin below which one is as good as 0. */
const roundedAway = 1e-8;

/**
 * Temperature scaling: sigmoid(slope · margin), at the maximum of the likelihood; slope is 1 over the temperature.
 *
 * A margin of 0 stays at one half, so it corrects overconfident and underconfident probabilities but not their level: in the mean
 * they may be off as before. At the maximum the residuals, each times its margin, add up to 0. Labels are as they are, unless every
 * positive has a margin ≥ 0 and every negative one ≤ 0, if only up to rounding: then there is no finite maximum, and Platt's
 * smoothed targets, which always have one, take their place. Where no positive slope is better than one half for all, the
 * slope is 0; where all margins are 0, it is 1.
 *
 * Guo, Pleiss, Sun and Weinberger (2017), On calibration of modern neural networks, ICML.
 */
export const temperature: Calibrator<'temperature'> = {
  method: 'temperature',
  title: 'temperature scaling',
  formula: 'sigmoid(slope · m), slope ≥ 0, maximum likelihood; corrects no level',
  parameters: '1',
  source: 'Guo, Pleiss, Sun and Weinberger 2017',
  corrects: ['slope'],
  auto: null,
  fit(margins, label, weight) {
    checkMargins(margins, label, weight);
    const tally = tallyScores(margins, label, weight);
    const slope = bestSlope(separated(tally) ? smoothedTargets(tally) : tally);
    return fitted(Math.min(slope, Number.MAX_VALUE));
  },
  load(parameters) {
    return fitted(parseParameters('the temperature calibrator', schema, parameters).slope);
  },
};

/** No row on the wrong side of 0, or none that lies farther from it than rounding: steeper is always better. */
function separated({ score, rows, positives }: ScoreTally): boolean {
  let wrong = 0;
  for (let g = 0; g < score.length; g++) {
    const isWrong = score[g]! > 0 ? positives[g]! < rows[g]! : positives[g]! > 0;
    if (isWrong) wrong = Math.max(wrong, Math.abs(score[g]!));
  }
  return wrong <= roundedAway * Math.max(score[0]!, -score.at(-1)!);
}

/** The slope at which the residuals times the margins add up to 0; Infinity where no number is steep enough. */
function bestSlope(tally: ScoreTally): number {
  if (tally.score.every((margin) => margin === 0)) return 1;
  const rows = total(tally.rows);
  const rises = (slope: number) => steepness(tally, slope, rows) > 0;
  if (!rises(0)) return 0;
  // The sum falls as the slope rises: bracketed between a power of two and its double, then cut in two until no number is between.
  let high = 1;
  while (rises(high) && high < Infinity) high *= 2;
  if (high === Infinity) return high;
  while (high > Number.MIN_VALUE && !rises(high / 2)) high /= 2;
  let low = high / 2;
  for (let middle = low + (high - low) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
    if (rises(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** Slope of the log-likelihood per row in the slope of the curve. */
function steepness({ score, rows, positives }: ScoreTally, slope: number, all: number): number {
  let sum = 0;
  for (let g = 0; g < score.length; g++)
    sum += (residual(slope * score[g]!, rows[g]!, positives[g]!) / all) * score[g]!;
  return sum;
}

/** Positives less those expected, exact where all or none of the rows are positives and the probability is next to that. */
function residual(odds: number, rows: number, positives: number): number {
  return positives * sigmoid(-odds) - (rows - positives) * sigmoid(odds);
}

function fitted(slope: number): FittedCalibrator {
  return {
    method: 'temperature',
    probabilities(margins) {
      checkFinite(margins);
      return margins.map((margin) => sigmoid(slope * margin));
    },
    parameters: () => ({ slope }),
  };
}
