/** Loss and gradient at some parameters, of the smooth part of a problem: all but Σ |β|. */
export interface Evaluation {
  readonly loss: number;
  /** The derivative for the intercept comes last. */
  readonly gradient: Float64Array;
}

/**
 * Minimise over parameters θ, which are coefficients β and last an intercept b that is not penalised,
 *
 *   Σ weight · (log(1 + e^η) − label · η) + ½ · l2 · Σ β² + l1 · Σ |β|,   η = design · β + b.
 */
export interface LogisticProblem {
  readonly width: number;
  readonly l1: number;
  readonly l2: number;
  /** Weight of the negatives and of the positives. */
  readonly classWeights: readonly [number, number];
  /** The smooth part at θ. */
  evaluate(theta: Float64Array): Promise<Evaluation>;
  /** The diagonal of the matrix of second derivatives of the smooth part at θ, or near them, for all parameters. */
  diagonal(theta: Float64Array): Float64Array;
}

/** A problem of which the whole matrix is to be had. */
export interface NewtonProblem extends LogisticProblem {
  /**
   * Second derivatives of the smooth part at θ, or near them, among the given parameters, which ascend.
   *
   * @returns the full symmetric matrix, row-major.
   */
  curvature(theta: Float64Array, among: Int32Array): Float64Array;
}

export interface Solution {
  readonly theta: Float64Array;
  /** Steps that were taken. */
  readonly iterations: number;
  readonly converged: boolean;
  /** Distance from the optimum, relative to the weight of the rarer class. */
  readonly violation: number;
}

export interface Stopping {
  /** Violation, relative to the weight of the rarer class, at which the fit is done. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

/** Where a solver is. */
export interface Position extends Evaluation {
  readonly theta: Float64Array;
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

/** The weight of the rarer class: gradients are small or large beside it. */
export function rarerWeight({ classWeights }: LogisticProblem): number {
  return Math.min(...classWeights);
}

/** The start without any coefficient: the log-odds of the base rate. */
export function emptyStart({ width, classWeights }: LogisticProblem): Float64Array {
  const theta = new Float64Array(width + 1);
  theta[width] = Math.log(classWeights[1]) - Math.log(classWeights[0]);
  return theta;
}

/** l1 · Σ |β|. */
export function lassoPenalty(l1: number, theta: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < theta.length - 1; j++) sum += Math.abs(theta[j]!);
  return l1 * sum;
}
