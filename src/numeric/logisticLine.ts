import { log1pExp } from './special.ts';
import { standardise } from './standardise.ts';

/** P(positive) = sigmoid(intercept + slope · x). */
export interface LogisticLine {
  readonly intercept: number;
  readonly slope: number;
}

interface Point {
  readonly a: number;
  readonly b: number;
}

/**
 * Unpenalised logistic regression on one variable, by maximum likelihood.
 *
 * Newton with step-halving on the standardised variable until a step moves the parameters by less than 1e-12; the mean
 * gradient is then below 1e-10. NaN for both where it does not get there, which is so when x is constant or separates the
 * classes: then no finite maximum exists.
 *
 * @param x finite. @param rows > 0 or 0 for entries that do not count. @param positives within [0, rows], may be fractional.
 * @param start parameters to start from, such as those of nearly the same data.
 */
export function fitLogisticLine(
  x: Float64Array,
  rows: Float64Array,
  positives: Float64Array,
  start?: LogisticLine,
): LogisticLine {
  const { mean, spread, z, reach, total } = standardise(x, rows);
  if (!(spread > 0) || isSeparated(x, rows, positives)) return { intercept: Number.NaN, slope: Number.NaN };
  let at: Point = start ? { a: start.intercept + start.slope * mean, b: start.slope * spread } : { a: 0, b: 0 };
  for (let iteration = 0; iteration < 100; iteration++) {
    const { step, gradient } = newtonStep(z, rows, positives, at);
    const size = Math.max(Math.abs(step.a), Math.abs(step.b));
    if (size <= 1e-12 * (1 + Math.abs(at.a) + Math.abs(at.b))) {
      if (gradient > 1e-10 * total) break;
      const slope = (at.b + step.b) / spread;
      return { intercept: at.a + step.a - slope * mean, slope };
    }
    const next = descend(z, rows, positives, at, step, reach);
    if (!next) break;
    at = next;
  }
  return { intercept: Number.NaN, slope: Number.NaN };
}

/** Whether no entry of one class lies below any of the other: of such data a steeper line is always more likely. */
function isSeparated(x: Float64Array, rows: Float64Array, positives: Float64Array): boolean {
  let [lowPositive, highPositive] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [lowNegative, highNegative] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (positives[i]! > 0) {
      lowPositive = Math.min(lowPositive, value);
      highPositive = Math.max(highPositive, value);
    }
    if (rows[i]! > positives[i]!) {
      lowNegative = Math.min(lowNegative, value);
      highNegative = Math.max(highNegative, value);
    }
  }
  return lowPositive >= highNegative || lowNegative >= highPositive;
}

function newtonStep(z: Float64Array, rows: Float64Array, positives: Float64Array, at: Point) {
  let ga = 0;
  let gb = 0;
  let haa = 0;
  let hab = 0;
  let hbb = 0;
  for (let i = 0; i < z.length; i++) {
    const w = rows[i]!;
    if (w === 0) continue;
    const zi = z[i]!;
    const p = 1 / (1 + Math.exp(-at.a - at.b * zi));
    const residual = positives[i]! - w * p;
    const curvature = w * p * (1 - p);
    ga += residual;
    gb += residual * zi;
    haa += curvature;
    hab += curvature * zi;
    hbb += curvature * zi * zi;
  }
  const determinant = haa * hbb - hab * hab;
  const step = { a: (hbb * ga - hab * gb) / determinant, b: (haa * gb - hab * ga) / determinant };
  return { step, gradient: Math.max(Math.abs(ga), Math.abs(gb)) };
}

/** The first of the full, half, quarter … step that does not raise the loss; undefined when none does. */
function descend(
  z: Float64Array,
  rows: Float64Array,
  positives: Float64Array,
  at: Point,
  step: Point,
  reach: number,
): Point | undefined {
  if (!Number.isFinite(step.a) || !Number.isFinite(step.b)) return undefined;
  // No log-odds moves by more than 1/2, so no curvature grows by more than e^(1/2) < 2: the full step must descend.
  if (Math.abs(step.a) + Math.abs(step.b) * reach <= 0.5) return { a: at.a + step.a, b: at.b + step.b };
  const before = loss(z, rows, positives, at);
  for (let factor = 1; factor > 1e-9; factor /= 2) {
    const next = { a: at.a + factor * step.a, b: at.b + factor * step.b };
    // A hair of slack: near the optimum, rounding may hide that the loss falls.
    if (loss(z, rows, positives, next) <= before * (1 + 1e-12)) return next;
  }
  return undefined;
}

function loss(z: Float64Array, rows: Float64Array, positives: Float64Array, at: Point): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    const margin = at.a + at.b * z[i]!;
    sum += rows[i]! * log1pExp(margin) - positives[i]! * margin;
  }
  return sum;
}
