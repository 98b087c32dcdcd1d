import { log1pExp } from '../../numeric/special.ts';
import type { Design } from '../encoding/design.ts';
import { multiply, multiplyTransposed } from '../encoding/designProducts.ts';

/**
 * Minimise over coefficients β and an intercept b that is not penalised
 *
 *   Σ weight · (log(1 + e^η) − label · η) + ½ · l2 · Σ β² + l1 · Σ |β|,   η = design · β + b.
 */
export interface LogisticProblem {
  readonly design: Design;
  readonly label: Uint8Array;
  readonly weight: Float64Array;
  readonly l1: number;
  readonly l2: number;
}

/** First and second derivatives of the smooth part; the intercept comes last. */
export interface Slope {
  readonly gradient: Float64Array;
  /** Per row, weight · p · (1 − p), never quite 0. */
  readonly curvature: Float64Array;
}

/** A row that is predicted with certainty keeps this share of its weight, so that no matrix loses a pivot. */
const leastCurvature = 1e-16;

/** η at the parameters θ = (β, b). */
export function marginsOf({ design }: LogisticProblem, theta: Float64Array): Float64Array {
  const margins = new Float64Array(design.rows);
  multiply(design, theta, margins);
  const intercept = theta[design.width]!;
  for (let i = 0; i < margins.length; i++) margins[i]! += intercept;
  return margins;
}

/** Value of what is minimised, at margins η and parameters θ = (β, b). */
export function objective(problem: LogisticProblem, margins: Float64Array, theta: Float64Array): number {
  const { label, weight } = problem;
  let loss = 0;
  for (let i = 0; i < margins.length; i++) loss += weight[i]! * log1pExp(label[i] === 1 ? -margins[i]! : margins[i]!);
  return loss + penalty(problem, theta);
}

function penalty({ l1, l2 }: LogisticProblem, theta: Float64Array): number {
  let squares = 0;
  let sizes = 0;
  for (let j = 0; j < theta.length - 1; j++) {
    squares += theta[j]! * theta[j]!;
    sizes += Math.abs(theta[j]!);
  }
  return 0.5 * l2 * squares + l1 * sizes;
}

/** Derivatives of the smooth part (all but l1) at margins η and parameters θ. */
export function slope(problem: LogisticProblem, margins: Float64Array, theta: Float64Array): Slope {
  const { design, label, weight, l2 } = problem;
  const residual = new Float64Array(design.rows);
  const curvature = new Float64Array(design.rows);
  let sum = 0;
  for (let i = 0; i < design.rows; i++) {
    const margin = margins[i]!;
    const e = Math.exp(-Math.abs(margin));
    const small = e / (1 + e);
    // The probability of the other label, without the cancellation of p − 1.
    const wrong = margin > 0 === (label[i] === 1) ? small : 1 / (1 + e);
    residual[i] = weight[i]! * (label[i] === 1 ? -wrong : wrong);
    curvature[i] = weight[i]! * Math.max(small / (1 + e), leastCurvature);
    sum += residual[i]!;
  }
  const gradient = new Float64Array(theta.length);
  multiplyTransposed(design, residual, gradient.subarray(0, design.width));
  for (let j = 0; j < design.width; j++) gradient[j]! += l2 * theta[j]!;
  gradient[design.width] = sum;
  return { gradient, curvature };
}

/**
 * How far the parameters are from optimal: the largest component of the least subgradient, 0 at the optimum.
 *
 * For l1 = 0 it is the infinity norm of the gradient.
 */
export function violation(l1: number, theta: Float64Array, gradient: Float64Array): number {
  let worst = 0;
  for (let j = 0; j < theta.length; j++) {
    const lasso = j < theta.length - 1 ? l1 : 0;
    const size =
      theta[j] === 0
        ? Math.max(Math.abs(gradient[j]!) - lasso, 0)
        : Math.abs(gradient[j]! + Math.sign(theta[j]!) * lasso);
    if (!(size <= worst)) worst = size;
  }
  return worst;
}

/** Weight of the negatives and of the positives. */
export function classWeights({ label, weight }: LogisticProblem): readonly [number, number] {
  let negative = 0;
  let positive = 0;
  for (let i = 0; i < weight.length; i++)
    if (label[i] === 1) positive += weight[i]!;
    else negative += weight[i]!;
  return [negative, positive];
}

/** The weight of the rarer class: gradients are small or large beside it. */
export function rarerWeight(problem: LogisticProblem): number {
  return Math.min(...classWeights(problem));
}
