import { choleskySolver, type Solver } from '../../model/logistic/cholesky.ts';
import { log1pExp, sigmoid } from '../../numeric/special.ts';

/** Cases with the same predictors taken together. */
export interface Cases {
  /** Row-major predictors, `width` to a case; the first is the intercept's 1. */
  readonly x: Float64Array;
  readonly width: number;
  readonly rows: Float64Array;
  readonly positives: Float64Array;
}

/** Coefficients, what they expect of each case, and what solves the information matrix. */
export interface LogisticFit {
  readonly coefficients: Float64Array;
  /** Expected share of positives of each case. */
  readonly expected: Float64Array;
  readonly solve: Solver;
}

/**
 * Logistic regression by Newton's method.
 *
 * @param ridge half of it times the square of each coefficient but the intercept is added to the loss: 1 says that effects of more than one or
 *   two in log-odds are not expected. 0 penalises nothing.
 */
export function penalisedLogistic(cases: Cases, ridge: number): LogisticFit {
  const { width } = cases;
  let coefficients = new Float64Array(width);
  let loss = lossOf(cases, coefficients, ridge);
  for (let iteration = 0; ; iteration++) {
    const { expected, gradient, information } = derivatives(cases, coefficients, ridge);
    const solve = choleskySolver(information, width);
    const step = solve(gradient);
    const largest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest < 1e-10 || iteration === 100) return { coefficients, expected, solve };
    let share = 1;
    let next = coefficients.map((value, i) => value + step[i]!);
    let nextLoss = lossOf(cases, next, ridge);
    while (!(nextLoss <= loss) && share > 1e-6) {
      share /= 2;
      next = coefficients.map((value, i) => value + share * step[i]!);
      nextLoss = lossOf(cases, next, ridge);
    }
    // No step that is worth one lowers the loss any more.
    if (!(nextLoss <= loss)) return { coefficients, expected, solve };
    coefficients = next;
    loss = nextLoss;
  }
}

function marginOf({ x, width }: Cases, at: number, coefficients: Float64Array): number {
  let margin = 0;
  for (let i = 0; i < width; i++) margin += x[at * width + i]! * coefficients[i]!;
  return margin;
}

function lossOf(cases: Cases, coefficients: Float64Array, ridge: number): number {
  let loss = 0;
  for (let at = 0; at < cases.rows.length; at++) {
    const margin = marginOf(cases, at, coefficients);
    loss += cases.rows[at]! * log1pExp(margin) - cases.positives[at]! * margin;
  }
  for (let i = 1; i < coefficients.length; i++) loss += (ridge / 2) * coefficients[i]! ** 2;
  return loss;
}

function derivatives(cases: Cases, coefficients: Float64Array, ridge: number) {
  const { x, width, rows, positives } = cases;
  const expected = new Float64Array(rows.length);
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  for (let at = 0; at < rows.length; at++) {
    const p = sigmoid(marginOf(cases, at, coefficients));
    expected[at] = p;
    const residual = positives[at]! - rows[at]! * p;
    const weight = rows[at]! * p * (1 - p);
    for (let i = 0; i < width; i++) {
      const xi = x[at * width + i]!;
      if (xi === 0) continue;
      gradient[i]! += residual * xi;
      for (let j = 0; j <= i; j++) information[i * width + j]! += weight * xi * x[at * width + j]!;
    }
  }
  for (let i = 0; i < width; i++) {
    if (i > 0) {
      gradient[i]! -= ridge * coefficients[i]!;
      information[i * width + i]! += ridge;
    }
    for (let j = 0; j < i; j++) information[j * width + i] = information[i * width + j]!;
  }
  return { expected, gradient, information };
}
