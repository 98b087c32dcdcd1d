import { log1pExp, sigmoid } from '../../numeric/special.ts';
import { standardise } from '../../numeric/standardise.ts';
import { solvePositive } from './solvePositive.ts';

/** Margins are added up to intercept + Σ weight · margin of the member. */
export interface Stack {
  /** Of each member, ≥ 0. */
  readonly weights: readonly number[];
  readonly intercept: number;
}

/** Margins of members, and the outcomes. */
export interface StackRows {
  readonly margins: readonly Float64Array[];
  readonly label: Uint8Array;
}

/** A pull towards a member by itself: its position, and how many rows of the base rate it weighs as much as. */
interface Pull {
  readonly towards: number;
  readonly rows: number;
}

/** A step no longer than this, in standard deviations of margins, ends the search. */
const smallest = 1e-11;

interface Problem {
  /** Standardised margins of the members whose margins are not all one. */
  readonly z: readonly Float64Array[];
  readonly label: Uint8Array;
  /** Of the intercept and of each member: what it is pulled to. */
  readonly centre: readonly number[];
  readonly strength: number;
}

/**
 * The weights ≥ 0 and the intercept of the least log loss plus pull: Newton's method, each step the best within the bounds, halved until the
 * penalised loss does not rise.
 *
 * A member whose margins are all one has the weight 0, but for the one pulled to, whose weight stays 1.
 */
export function leastRising({ margins, label }: StackRows, { towards, rows }: Pull): Stack {
  const ones = new Float64Array(label.length).fill(1);
  const scaled = margins.map((member) => standardise(member, ones));
  const members = [...margins.keys()].filter((at) => scaled[at]!.spread > 0);
  const rate = label.reduce((sum, y) => sum + y, 0) / label.length;
  const problem: Problem = {
    z: members.map((at) => scaled[at]!.z),
    label,
    centre: [scaled[towards]!.mean, ...members.map((at) => (at === towards ? scaled[at]!.spread : 0))],
    strength: rows * rate * (1 - rate),
  };
  let at: readonly number[] = problem.centre;
  for (let iteration = 0; iteration < 200; iteration++) {
    const step = bestStep(problem, at);
    const next = descend(problem, at, step);
    if (!next) break;
    at = next;
    if (Math.max(...step.map(Math.abs)) <= smallest * (1 + Math.max(...at.map(Math.abs)))) break;
  }
  const weights = margins.map((_, member) => {
    const position = members.indexOf(member);
    return position < 0 ? Number(member === towards) : at[position + 1]! / scaled[member]!.spread;
  });
  const intercept = weights.reduce((sum, weight, member) => sum - weight * scaled[member]!.mean, at[0]!);
  return { weights, intercept };
}

/** The step to the least of the quadratic model at `at` among points whose weights are not negative. */
function bestStep({ z, label, centre, strength }: Problem, at: readonly number[]): number[] {
  const size = at.length;
  const gradient = at.map((value, k) => strength * (value - centre[k]!));
  const hessian = at.map((_, k) => at.map((_, l) => (k === l ? strength : 0)));
  const x = new Float64Array(size);
  for (let row = 0; row < label.length; row++) {
    x[0] = 1;
    let margin = at[0]!;
    for (let k = 1; k < size; k++) {
      x[k] = z[k - 1]![row]!;
      margin += at[k]! * x[k]!;
    }
    const p = sigmoid(margin);
    const curvature = p * (1 - p);
    for (let k = 0; k < size; k++) {
      gradient[k]! += (p - label[row]!) * x[k]!;
      for (let l = 0; l <= k; l++) hessian[k]![l]! += curvature * x[k]! * x[l]!;
    }
  }
  for (let k = 0; k < size; k++) for (let l = 0; l < k; l++) hessian[l]![k] = hessian[k]![l]!;
  // In terms of the point that is reached: the least of x'Hx / 2 − b'x, whose first variable is free.
  const target = gradient.map((own, k) => hessian[k]!.reduce((sum, h, l) => sum + h * at[l]!, -own));
  return solvePositive(hessian, target).map((reached, k) => reached - at[k]!);
}

/** The first of the full, half, quarter … step that does not raise the penalised loss; undefined when none does. */
function descend(problem: Problem, at: readonly number[], step: readonly number[]): number[] | undefined {
  const before = penalisedLoss(problem, at);
  for (let factor = 1; factor > 1e-9; factor /= 2) {
    const next = at.map((value, k) => (k === 0 ? value + factor * step[k]! : Math.max(0, value + factor * step[k]!)));
    // A hair of slack: near the optimum, rounding may hide that the loss falls.
    if (penalisedLoss(problem, next) <= before * (1 + 1e-12)) return next;
  }
  return undefined;
}

function penalisedLoss({ z, label, centre, strength }: Problem, at: readonly number[]): number {
  let sum = at.reduce((loss, value, k) => loss + (strength / 2) * (value - centre[k]!) ** 2, 0);
  for (let row = 0; row < label.length; row++) {
    let margin = at[0]!;
    for (let k = 0; k < z.length; k++) margin += at[k + 1]! * z[k]![row]!;
    sum += log1pExp(label[row] === 1 ? -margin : margin);
  }
  return sum;
}
