import { search } from './lineSearch.ts';
import {
  type LogisticProblem,
  type NewtonProblem,
  type Position,
  rarerWeight,
  type Solution,
  type Stopping,
  violation,
} from './problem.ts';

/** At least so many coefficients may leave 0 at a step; more where there are more already. */
const fewest = 100;

/** The quadratic model is solved so much more closely than the problem itself is at that moment. */
const closer = 0.01;
const maxSweeps = 10_000;

/**
 * The minimum of an elastic-net problem: proximal Newton, its quadratic models solved by cyclic coordinate descent over those
 * coefficients alone that are not 0 or that the gradient pulls away from it.
 *
 * Lee, Sun and Saunders (2014), Proximal Newton-type methods, SIAM J. Optim. 24(3); Friedman, Hastie and Tibshirani (2010),
 * Regularization paths for generalized linear models via coordinate descent, J. Stat. Software 33(1), with covariance updates.
 */
export async function proximalNewton(
  problem: NewtonProblem,
  start: Float64Array,
  { tolerance, maxIterations }: Stopping,
  onStep: (iterations: number) => void,
): Promise<Solution> {
  const scale = rarerWeight(problem);
  const goal = tolerance * scale;
  let here: Position = { theta: start, ...(await problem.evaluate(start)) };
  for (let iterations = 0; ; iterations++) {
    onStep(iterations);
    const distance = violation(problem.l1, here.theta, here.gradient);
    const converged = distance <= goal;
    const solution = { theta: here.theta, iterations, converged, violation: distance / scale };
    if (converged || iterations === maxIterations) return solution;
    const active = activeSet(problem, here);
    const target = descended(problem, here, active, closer * Math.max(distance, goal));
    const next = await search(problem, here, target);
    if (!next) return solution;
    here = next;
  }
}

/** Parameters that may change, ascending: those that have left 0, the intercept, and those with the steepest gradient beyond l1. */
function activeSet({ l1, width }: LogisticProblem, { theta, gradient }: Position): Int32Array {
  const positions = Array.from({ length: width }, (_, j) => j);
  const inside = positions.filter((j) => theta[j] !== 0);
  const pulled = positions
    .filter((j) => theta[j] === 0 && Math.abs(gradient[j]!) > l1)
    .sort((a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!) || a - b);
  return Int32Array.from([...inside, ...pulled.slice(0, Math.max(fewest, inside.length)), width]).sort();
}

/** The minimum of the quadratic model, over the active parameters. */
function descended(problem: NewtonProblem, from: Position, active: Int32Array, goal: number): Float64Array {
  const matrix = problem.curvature(from.theta, active);
  const part = Float64Array.from(active, (j) => from.theta[j]!);
  const gradient = Float64Array.from(active, (j) => from.gradient[j]!);
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    descendOnce(matrix, gradient, part, problem.l1);
    if (violation(problem.l1, part, gradient) <= goal) break;
  }
  const target = from.theta.slice();
  active.forEach((j, at) => {
    target[j] = part[at]!;
  });
  return target;
}

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
