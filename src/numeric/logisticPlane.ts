import { log1pExp, sigmoid } from './special.ts';
import { standardise } from './standardise.ts';
import { total } from './total.ts';

/** P(positive) = sigmoid(intercept + first · x₁ + second · x₂). */
interface LogisticPlane {
  readonly intercept: number;
  readonly first: number;
  readonly second: number;
}

type Triple = readonly [number, number, number];

/** Below this share of a variable's size, its spread is rounding. */
const smallestSpread = 1e-9;
/** Share of the rows by which expected and observed positives may differ at a maximum; more is rounding that lost the intercept. */
const mostResidual = 1e-6;

/**
 * Unpenalised logistic regression on two variables, by maximum likelihood.
 *
 * Newton with step-halving on the standardised variables until a step moves no parameter by more than 1e-11 of their size.
 * Undefined where it does not get there: a variable is constant, the two lie on a line, the maximum is not finite, or values lie
 * so far apart that rounding loses the intercept.
 *
 * @param x1 finite. @param x2 finite. @param rows > 0. @param positives within [0, rows], may be fractional.
 */
export function fitLogisticPlane(
  x1: Float64Array,
  x2: Float64Array,
  rows: Float64Array,
  positives: Float64Array,
): LogisticPlane | undefined {
  const one = standardise(x1, rows);
  const two = standardise(x2, rows);
  if (!(one.spread > smallestSpread * one.largest && two.spread > smallestSpread * two.largest)) return undefined;
  let correlation = 0;
  for (let i = 0; i < rows.length; i++) correlation += (rows[i]! * one.z[i]! * two.z[i]!) / one.total;
  if (!(1 - correlation * correlation > smallestSpread)) return undefined;
  const data = { z1: one.z, z2: two.z, rows, positives };
  let at: Triple = [0, 0, 0];
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = newtonStep(data, at);
    if (!step.every(Number.isFinite)) return undefined;
    const size = Math.max(...step.map(Math.abs));
    if (size <= 1e-11 * (1 + Math.max(...at.map(Math.abs)))) {
      const first = (at[1] + step[1]) / one.spread;
      const second = (at[2] + step[2]) / two.spread;
      const intercept = at[0] + step[0] - first * one.mean - second * two.mean;
      const found = { intercept, first, second };
      return isMaximum(found, x1, x2, rows, positives) ? found : undefined;
    }
    const next = descend(data, at, step);
    if (!next) return undefined;
    at = next;
  }
  return undefined;
}

/** At a maximum as many positives are expected as there are. */
function isMaximum(
  { intercept, first, second }: LogisticPlane,
  x1: Float64Array,
  x2: Float64Array,
  rows: Float64Array,
  positives: Float64Array,
): boolean {
  let residual = 0;
  for (let i = 0; i < rows.length; i++)
    residual += positives[i]! - rows[i]! * sigmoid(intercept + first * x1[i]! + second * x2[i]!);
  return Math.abs(residual) <= mostResidual * total(rows);
}

interface PlaneData {
  readonly z1: Float64Array;
  readonly z2: Float64Array;
  readonly rows: Float64Array;
  readonly positives: Float64Array;
}

function newtonStep({ z1, z2, rows, positives }: PlaneData, [a, b, c]: Triple): Triple {
  let [g0, g1, g2] = [0, 0, 0];
  let [h00, h01, h02, h11, h12, h22] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < rows.length; i++) {
    const u = z1[i]!;
    const v = z2[i]!;
    const p = sigmoid(a + b * u + c * v);
    const residual = positives[i]! - rows[i]! * p;
    const curvature = rows[i]! * p * (1 - p);
    g0 += residual;
    g1 += residual * u;
    g2 += residual * v;
    h00 += curvature;
    h01 += curvature * u;
    h02 += curvature * v;
    h11 += curvature * u * u;
    h12 += curvature * u * v;
    h22 += curvature * v * v;
  }
  // Elimination of the intercept, then of the first variable: the pivots of a positive definite matrix are positive.
  const s11 = h11 - (h01 * h01) / h00;
  const s12 = h12 - (h01 * h02) / h00;
  const s22 = h22 - (h02 * h02) / h00 - (s12 * s12) / s11;
  const r1 = g1 - (h01 * g0) / h00;
  const r2 = g2 - (h02 * g0) / h00 - (s12 * r1) / s11;
  const second = r2 / s22;
  const first = (r1 - s12 * second) / s11;
  return [(g0 - h01 * first - h02 * second) / h00, first, second];
}

/** The first of the full, half, quarter … step that does not raise the loss; undefined when none does. */
function descend(data: PlaneData, at: Triple, step: Triple): Triple | undefined {
  const before = loss(data, at);
  for (let factor = 1; factor > 1e-9; factor /= 2) {
    const next: Triple = [at[0] + factor * step[0], at[1] + factor * step[1], at[2] + factor * step[2]];
    // A hair of slack: near the optimum, rounding may hide that the loss falls.
    if (loss(data, next) <= before * (1 + 1e-12)) return next;
  }
  return undefined;
}

function loss({ z1, z2, rows, positives }: PlaneData, [a, b, c]: Triple): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const margin = a + b * z1[i]! + c * z2[i]!;
    sum += rows[i]! * log1pExp(margin) - positives[i]! * margin;
  }
  return sum;
}
