import { z } from 'zod';
import { fitLogisticLine } from '../numeric/logisticLine.ts';
import { fitLogisticPlane } from '../numeric/logisticPlane.ts';
import { type ScoreTally, tallyScores } from '../numeric/scoreTally.ts';
import { log1pExp, logit, sigmoid } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';
import { parseParameters } from '../storedParameters.ts';
import type { Calibrator, FittedCalibrator } from './calibrator.ts';
import { checkFinite, checkMargins } from './checkMargins.ts';
import { smoothedTargets } from './smoothedTargets.ts';

const schema = z.strictObject({ a: z.number().nonnegative(), b: z.number().nonnegative(), c: z.number() });

type Beta = z.output<typeof schema>;

/** Margins beyond are taken as this: the sigmoid of 700 is 1 to the last digit, and that of −700 the last a double holds in full. */
const farthest = 700;
/** Share of the sum of a variable's sizes that a slope of the likelihood may have at its maximum: rounding leaves far less. */
const mostSlope = 1e-8;

/**
 * Beta calibration: logit p = a · log s − b · log(1 − s) + c with s = sigmoid(margin) and a, b ≥ 0, at the maximum of the
 * likelihood under these bounds, by Newton. a = b = 1 and c = 0 change nothing; a = b is a Platt line without its smoothing.
 *
 * Where the best a or b would be negative, it is 0 and the other is fitted without it; where all that rises with the margin
 * is worse than a constant, both are 0. Fewer than three distinct margins do not tell a from b: then a = b. Labels
 * are as they are, unless margins separate the classes, if only up to rows that rounding cannot tell apart: then there is no finite
 * maximum, and Platt's smoothed targets, which always have one, take their place. Margins beyond ±700 count as ±700.
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
    const tally = tallyScores(margins.map(within), label, weight);
    const asTheyAre = separated(tally) ? undefined : bestBeta(tally);
    return fitted(asTheyAre && isMaximum(asTheyAre, tally) ? asTheyAre : bestBeta(smoothedTargets(tally)));
  },
  load(parameters) {
    return fitted(parseParameters('the beta calibrator', schema, parameters));
  },
};

/** No positive lies below a negative, so that steeper is always better. */
function separated({ rows, positives }: ScoreTally): boolean {
  let lowestPositive = -1;
  let highestNegative = rows.length;
  for (let g = 0; g < rows.length; g++) {
    if (positives[g]! > 0) lowestPositive = g;
    if (highestNegative === rows.length && rows[g]! > positives[g]!) highestNegative = g;
  }
  return lowestPositive <= highestNegative;
}

function within(margin: number): number {
  return Math.min(Math.max(margin, -farthest), farthest);
}

/** The conditions of a maximum within the bounds, which are enough as the likelihood is concave. */
function isMaximum(beta: Beta, { score, rows, positives }: ScoreTally): boolean {
  const slope = { a: 0, b: 0, c: 0 };
  const size = { a: 0, b: 0, c: 0 };
  for (let g = 0; g < score.length; g++) {
    const residual = positives[g]! - rows[g]! * sigmoid(logOdds(beta, score[g]!));
    const at = { a: logOfProbability(score[g]!), b: log1pExp(score[g]!), c: 1 };
    for (const name of ['a', 'b', 'c'] as const) {
      slope[name] += residual * at[name];
      size[name] += rows[g]! * Math.abs(at[name]);
    }
  }
  const flat = (name: 'a' | 'b' | 'c') => Math.abs(slope[name]) <= mostSlope * size[name];
  const best = (name: 'a' | 'b') => flat(name) || (beta[name] === 0 && slope[name] < 0);
  return flat('c') && best('a') && best('b');
}

function bestBeta({ score, rows, positives }: ScoreTally): Beta {
  const one = score.map(logOfProbability);
  const two = score.map(log1pExp);
  const plane = fitLogisticPlane(one, two, rows, positives);
  if (plane && plane.first >= 0 && plane.second >= 0) return { a: plane.first, b: plane.second, c: plane.intercept };
  // The likelihood is concave: with a maximum beyond a bound, or at infinity beyond it, the best within is on the bound.
  const onlyFirst = fitLogisticLine(one, rows, positives);
  const onlySecond = fitLogisticLine(two, rows, positives);
  const both = fitLogisticLine(score, rows, positives);
  const candidates: Beta[] = [
    { a: 0, b: 0, c: logit(total(positives) / total(rows)) },
    { a: both.slope, b: both.slope, c: both.intercept },
    { a: onlyFirst.slope, b: 0, c: onlyFirst.intercept },
    { a: 0, b: onlySecond.slope, c: onlySecond.intercept },
  ];
  const loss = (beta: Beta) => lossOf(beta, { score, rows, positives });
  return candidates
    .filter(({ a, b, c }) => a >= 0 && b >= 0 && [a, b, c].every(Number.isFinite))
    .reduce((best, other) => (loss(other) < loss(best) * (1 - 1e-13) ? other : best));
}

function lossOf(beta: Beta, { score, rows, positives }: ScoreTally): number {
  return score.reduce((sum, margin, g) => {
    const x = logOdds(beta, margin);
    // An infinite log-odds has no cost where all rows agree with it, and 0 · Infinity is NaN.
    const cost = (count: number, of: number) => (count === 0 ? 0 : count * log1pExp(of));
    return sum + cost(positives[g]!, -x) + cost(rows[g]! - positives[g]!, x);
  }, 0);
}

function logOfProbability(margin: number): number {
  return -log1pExp(-margin);
}

/** log s = margin + log(1 − s), so that a = b is exactly a line; every term rises with the margin, even when rounded. */
function logOdds({ a, b, c }: Beta, margin: number): number {
  return a >= b ? b * margin + (a - b) * logOfProbability(margin) + c : a * margin + (b - a) * log1pExp(margin) + c;
}

function fitted(beta: Beta): FittedCalibrator {
  return {
    method: 'beta',
    probabilities(margins) {
      checkFinite(margins);
      return margins.map((margin) => sigmoid(logOdds(beta, within(margin))));
    },
    parameters: () => ({ ...beta }),
  };
}
