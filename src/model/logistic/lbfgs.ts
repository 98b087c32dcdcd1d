import { choleskySolver, type Solver } from './cholesky.ts';
import { inner, search } from './lineSearch.ts';
import {
  type LogisticProblem,
  type NewtonProblem,
  type Position,
  rarerWeight,
  type Solution,
  type Stopping,
  violation,
} from './problem.ts';

/** Steps that are remembered. */
const memory = 100;

/** With more columns the matrix of second derivatives would cost more than it is worth, and its diagonal at the start has to do. */
export const narrow = 300;

/** A step and the change of the gradient along it. */
interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1 / (step · change). */
  readonly rho: number;
}

/**
 * The minimum of an L2 problem by L-BFGS, preconditioned by second derivatives where it begins.
 *
 * Nocedal and Wright (2006), Numerical Optimization, algorithms 7.4 and 7.5. The second derivatives take the place of the first
 * guess of the inverse matrix. Up to 300 columns they are taken anew, and the steps before forgotten, after every `renewal` steps:
 * with 1, and derivatives that are exact, this is Newton's method.
 */
export async function lbfgs(
  problem: LogisticProblem | NewtonProblem,
  start: Float64Array,
  renewal: number,
  { tolerance, maxIterations }: Stopping,
  onStep: (iterations: number) => void,
): Promise<Solution> {
  const scale = rarerWeight(problem);
  let here: Position = { theta: start, ...(await problem.evaluate(start)) };
  let precondition: Solver = (right) => right;
  const pairs: Pair[] = [];
  for (let iterations = 0; ; iterations++) {
    onStep(iterations);
    const distance = violation(0, here.theta, here.gradient);
    const converged = distance <= tolerance * scale;
    const solution = { theta: here.theta, iterations, converged, violation: distance / scale };
    if (converged || iterations === maxIterations) return solution;
    if (iterations === 0 || (problem.width <= narrow && iterations % renewal === 0)) {
      precondition = preconditioner(problem, here.theta);
      pairs.length = 0;
    }
    const direction = descent(here.gradient, pairs, precondition);
    const next = await search(
      problem,
      here,
      here.theta.map((value, j) => value + direction[j]!),
    );
    if (!next) return solution;
    remember(pairs, here, next);
    here = next;
  }
}

function preconditioner(problem: LogisticProblem | NewtonProblem, theta: Float64Array): Solver {
  if ('curvature' in problem && problem.width <= narrow) {
    const all = Int32Array.from(theta.keys());
    return choleskySolver(problem.curvature(theta, all), theta.length);
  }
  const diagonal = problem.diagonal(theta);
  return (right) => right.map((value, j) => value / diagonal[j]!);
}

/** The two loops: minus the inverse of the approximated matrix times the gradient. */
function descent(gradient: Float64Array, pairs: readonly Pair[], precondition: Solver): Float64Array {
  const rest = gradient.map((value) => -value);
  const shares: number[] = [];
  for (let at = pairs.length - 1; at >= 0; at--) {
    const { step, change, rho } = pairs[at]!;
    shares[at] = rho * inner(step, rest);
    addScaled(rest, -shares[at]!, change);
  }
  const direction = precondition(rest);
  pairs.forEach(({ step, change, rho }, at) => {
    addScaled(direction, shares[at]! - rho * inner(change, direction), step);
  });
  return direction;
}

function addScaled(to: Float64Array, factor: number, from: Float64Array): void {
  for (let j = 0; j < to.length; j++) to[j]! += factor * from[j]!;
}

function remember(pairs: Pair[], from: Position, to: Position): void {
  const step = to.theta.map((value, j) => value - from.theta[j]!);
  const change = to.gradient.map((value, j) => value - from.gradient[j]!);
  const product = inner(step, change);
  // Positive for a strictly convex problem, unless the step is so short that rounding is all there is.
  if (!(product > 0)) return;
  pairs.push({ step, change, rho: 1 / product });
  if (pairs.length > memory) pairs.shift();
}
