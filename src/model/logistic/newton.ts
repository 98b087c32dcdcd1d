import {
  classWeights,
  type LogisticProblem,
  marginsOf,
  objective,
  rarerWeight,
  type Slope,
  slope,
  violation,
} from './problem.ts';

/** Where the solver is: parameters θ = (β, intercept), derivatives there, distance from the optimum. */
export interface Position extends Slope {
  readonly theta: Float64Array;
  readonly violation: number;
  /** Violation at which the fit is done. */
  readonly goal: number;
}

/** Where a step of Newton's method leads from a position: the minimum of the quadratic model, or near it. */
export type Step = (problem: LogisticProblem, position: Position) => Float64Array;

export interface Solution {
  readonly theta: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** Distance from the optimum, relative to the weight of the rarer class. */
  readonly violation: number;
}

export interface Stopping {
  readonly tolerance: number;
  readonly maxIterations: number;
}

/**
 * Newton's method with a backtracking line search; proximal Newton where l1 > 0.
 *
 * Done when the `violation` is at most `tolerance` times the weight of the rarer class.
 * Lee, Sun and Saunders (2014), Proximal Newton-type methods, SIAM J. Optim. 24(3).
 */
export function newton(problem: LogisticProblem, start: Float64Array, step: Step, stopping: Stopping): Solution {
  const scale = rarerWeight(problem);
  const goal = stopping.tolerance * scale;
  let theta = start;
  let margins = marginsOf(problem, theta);
  for (let iterations = 0; ; iterations++) {
    const here = slope(problem, margins, theta);
    const distance = violation(problem.l1, theta, here.gradient);
    const converged = distance <= goal;
    const solution = { theta, iterations, converged, violation: distance / scale };
    if (converged || iterations === stopping.maxIterations) return solution;
    const target = step(problem, { ...here, theta, violation: distance, goal });
    const next = search(problem, theta, margins, target, here.gradient);
    if (!next) return solution;
    ({ theta, margins } = next);
  }
}

/** The start without any coefficient: the log-odds of the base rate. */
export function emptyStart(problem: LogisticProblem): Float64Array {
  const { width } = problem.design;
  const [negative, positive] = classWeights(problem);
  const theta = new Float64Array(width + 1);
  theta[width] = Math.log(positive) - Math.log(negative);
  return theta;
}

/** Share of the promised decrease that must be met. */
const sufficient = 1e-4;
/** Differences of the objective below this share of it are rounding. */
const rounding = 1e-12;
const shortest = 2 ** -30;

/** The farthest of 1, ½, ¼ … of the way to `target` that decreases the objective as promised; null where none does. */
function search(
  problem: LogisticProblem,
  theta: Float64Array,
  margins: Float64Array,
  target: Float64Array,
  gradient: Float64Array,
): { theta: Float64Array; margins: Float64Array } | null {
  const value = objective(problem, margins, theta);
  const targetMargins = marginsOf(problem, target);
  let promised = 0;
  for (let j = 0; j < theta.length; j++) {
    promised += gradient[j]! * (target[j]! - theta[j]!);
    if (j < theta.length - 1) promised += problem.l1 * (Math.abs(target[j]!) - Math.abs(theta[j]!));
  }
  for (let share = 1; share >= shortest; share /= 2) {
    const between = (from: number, to: number) => (share === 1 ? to : from + share * (to - from));
    const nextTheta = theta.map((from, j) => between(from, target[j]!));
    const nextMargins = margins.map((from, i) => between(from, targetMargins[i]!));
    const next = objective(problem, nextMargins, nextTheta);
    if (next <= value + sufficient * share * Math.min(promised, 0) + rounding * Math.abs(value))
      return { theta: nextTheta, margins: nextMargins };
  }
  return null;
}
