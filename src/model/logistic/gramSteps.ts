import { solveSymmetric } from './cholesky.ts';
import { weightedGram } from './gram.ts';
import type { Position, Step } from './newton.ts';
import { type LogisticProblem, violation } from './problem.ts';

/** The exact Newton step of an L2 problem, by Cholesky's decomposition. */
export const choleskyStep: Step = (problem, position) => {
  const move = solveSymmetric(
    hessian(problem, position.curvature),
    position.gradient.map((value) => -value),
  );
  return position.theta.map((value, j) => value + move[j]!);
};

/** The quadratic model is solved so much more closely than the problem itself is at that moment. */
const closer = 0.01;
const maxSweeps = 10_000;

/**
 * The proximal Newton step of an elastic-net problem: cyclic coordinate descent on its quadratic model.
 *
 * Friedman, Hastie and Tibshirani (2010), Regularization paths for generalized linear models via coordinate
 * descent, J. Stat. Software 33(1), with covariance updates.
 */
export const coordinateStep: Step = (problem, position) => {
  const matrix = hessian(problem, position.curvature);
  const target = position.theta.slice();
  const gradient = position.gradient.slice();
  const goal = closer * Math.max(position.violation, position.goal);
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    descendOnce(matrix, gradient, target, problem.l1);
    if (violation(problem.l1, target, gradient) <= goal) break;
  }
  return target;
};

function descendOnce(matrix: Float64Array, gradient: Float64Array, target: Float64Array, l1: number): void {
  const size = target.length;
  for (let j = 0; j < size; j++) {
    const curvature = matrix[j * size + j]!;
    const free = target[j]! - gradient[j]! / curvature;
    const threshold = j < size - 1 ? l1 / curvature : 0;
    const next = Math.sign(free) * Math.max(Math.abs(free) - threshold, 0);
    const move = next - target[j]!;
    if (move === 0) continue;
    target[j] = next;
    for (let k = 0; k < size; k++) gradient[k]! += move * matrix[j * size + k]!;
  }
}

function hessian(problem: LogisticProblem, curvature: Position['curvature']): Float64Array {
  const matrix = weightedGram(problem.design, curvature);
  const size = problem.design.width + 1;
  for (let j = 0; j < size - 1; j++) matrix[j * size + j]! += problem.l2;
  return matrix;
}
