import { type LogisticProblem, lassoPenalty, type Position } from './problem.ts';

/** Share of the promised decrease that must be met. */
const sufficient = 1e-4;
/** Differences of the objective below this share of it are rounding. */
const rounding = 1e-12;
const shortest = 2 ** -30;

/**
 * The first point on the way to `target` that decreases the objective as promised; null where none does.
 *
 * Backtracking, by the minimum of a parabola through the slopes at both ends and at least by half (Nocedal and Wright 2006, Numerical
 * Optimization, section 3.1).
 */
export async function search(problem: LogisticProblem, from: Position, target: Float64Array): Promise<Position | null> {
  const { l1 } = problem;
  const move = target.map((to, j) => to - from.theta[j]!);
  const lasso = lassoPenalty(l1, from.theta);
  const before = from.loss + lasso;
  const promised = Math.min(inner(from.gradient, move) + lassoPenalty(l1, target) - lasso, 0);
  for (let share = 1; share >= shortest; ) {
    const theta = share === 1 ? target : from.theta.map((value, j) => value + share * move[j]!);
    const evaluation = await problem.evaluate(theta);
    const after = evaluation.loss + lassoPenalty(l1, theta);
    if (after <= before + sufficient * share * promised + rounding * Math.abs(before)) return { ...evaluation, theta };
    const slope = inner(from.gradient, move);
    const secant = slope / (slope - inner(evaluation.gradient, move));
    share *= secant > 0.1 && secant < 0.5 ? secant : 0.5;
  }
  return null;
}

/** Σ a · b. */
export function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
