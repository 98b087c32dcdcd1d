import { fitLogisticLine } from '../numeric/logisticLine.ts';
import { fitLogisticPlane } from '../numeric/logisticPlane.ts';
import type { ScoreTally } from '../numeric/scoreTally.ts';
import { log1pExp, logit, sigmoid } from '../numeric/special.ts';
import { total } from '../numeric/total.ts';
import { smoothedTargets } from './smoothedTargets.ts';

/** logit p = a · one(margin) + b · two(margin) + c. */
export interface RisingPair {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Two functions that rise with the margin. */
export interface PairShape {
  readonly one: (margin: number) => number;
  readonly two: (margin: number) => number;
  /** What both add up to. */
  readonly both: (margin: number) => number;
  /** The log-odds, rising with the margin also when rounded. */
  readonly logOdds: (pair: RisingPair, margin: number) => number;
}

/** Share of the sum of a variable's sizes that a slope of the likelihood may have at its maximum: rounding leaves far less. */
const mostSlope = 1e-8;

/**
 * The maximum of the likelihood for a, b ≥ 0, by Newton.
 *
 * Where the best a or b would be negative, it is 0 and the other is fitted without it; where all that rises with the margin
 * is worse than a constant, both are 0. Margins that do not tell a from b give a = b. Labels are as they are, unless margins separate the
 * classes, if only up to rows that rounding cannot tell apart: then there is no finite maximum, and Platt's smoothed targets, which always have
 * one, take their place.
 */
export function fitRisingPair(shape: PairShape, tally: ScoreTally): RisingPair {
  const asTheyAre = separated(tally) ? undefined : bestPair(shape, tally);
  return asTheyAre && isMaximum(shape, asTheyAre, tally) ? asTheyAre : bestPair(shape, smoothedTargets(tally));
}

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

/** The conditions of a maximum within the bounds, which are enough as the likelihood is concave. */
function isMaximum(
  { one, two, logOdds }: PairShape,
  pair: RisingPair,
  { score, rows, positives }: ScoreTally,
): boolean {
  const slope = { a: 0, b: 0, c: 0 };
  const size = { a: 0, b: 0, c: 0 };
  for (let g = 0; g < score.length; g++) {
    const residual = positives[g]! - rows[g]! * sigmoid(logOdds(pair, score[g]!));
    const at = { a: one(score[g]!), b: two(score[g]!), c: 1 };
    for (const name of ['a', 'b', 'c'] as const) {
      slope[name] += residual * at[name];
      size[name] += rows[g]! * Math.abs(at[name]);
    }
  }
  const flat = (name: 'a' | 'b' | 'c') => Math.abs(slope[name]) <= mostSlope * size[name];
  const best = (name: 'a' | 'b') => flat(name) || (pair[name] === 0 && slope[name] < 0);
  return flat('c') && best('a') && best('b');
}

function bestPair(shape: PairShape, { score, rows, positives }: ScoreTally): RisingPair {
  const one = score.map(shape.one);
  const two = score.map(shape.two);
  const plane = fitLogisticPlane(one, two, rows, positives);
  if (plane && plane.first >= 0 && plane.second >= 0) return { a: plane.first, b: plane.second, c: plane.intercept };
  // The likelihood is concave: with a maximum beyond a bound, or at infinity beyond it, the best within is on the bound.
  const onlyFirst = fitLogisticLine(one, rows, positives);
  const onlySecond = fitLogisticLine(two, rows, positives);
  const both = fitLogisticLine(score.map(shape.both), rows, positives);
  const candidates: RisingPair[] = [
    { a: 0, b: 0, c: logit(total(positives) / total(rows)) },
    { a: both.slope, b: both.slope, c: both.intercept },
    { a: onlyFirst.slope, b: 0, c: onlyFirst.intercept },
    { a: 0, b: onlySecond.slope, c: onlySecond.intercept },
  ];
  const loss = (pair: RisingPair) => lossOf(shape, pair, { score, rows, positives });
  return candidates
    .filter(({ a, b, c }) => a >= 0 && b >= 0 && [a, b, c].every(Number.isFinite))
    .reduce((best, other) => (loss(other) < loss(best) * (1 - 1e-13) ? other : best));
}

function lossOf({ logOdds }: PairShape, pair: RisingPair, { score, rows, positives }: ScoreTally): number {
  return score.reduce((sum, margin, g) => {
    const x = logOdds(pair, margin);
    // An infinite log-odds has no cost where all rows agree with it, and 0 · Infinity is NaN.
    const cost = (count: number, of: number) => (count === 0 ? 0 : count * log1pExp(of));
    return sum + cost(positives[g]!, -x) + cost(rows[g]! - positives[g]!, x);
  }, 0);
}
