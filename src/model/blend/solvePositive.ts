import { choleskySolver } from '../logistic/cholesky.ts';

/**
 * The least of x'Hx / 2 − b'x where all of x but the first are not negative, for a positive definite H.
 *
 * Every choice of variables that are 0 is tried, so the size is meant to be small. Of the solutions within the bounds the one of least value is it:
 * the function is strictly convex.
 */
export function solvePositive(h: readonly (readonly number[])[], b: readonly number[]): number[] {
  const size = b.length;
  let least = { value: Infinity, x: new Array<number>(size).fill(0) };
  for (let zeros = 0; zeros < 2 ** (size - 1); zeros++) {
    const free = [...b.keys()].filter((k) => k === 0 || ((zeros >> (k - 1)) & 1) === 0);
    const matrix = Float64Array.from(free.flatMap((k) => free.map((l) => h[k]![l]!)));
    const solved = choleskySolver(matrix, free.length)(Float64Array.from(free, (k) => b[k]!));
    if (solved.some((value, at) => at > 0 && value < 0)) continue;
    // At a stationary point the value is −b'x / 2.
    const value = -solved.reduce((sum, own, at) => sum + own * b[free[at]!]!, 0) / 2;
    if (value >= least.value) continue;
    const x = new Array<number>(size).fill(0);
    free.forEach((k, at) => {
      x[k] = solved[at]!;
    });
    least = { value, x };
  }
  return least.x;
}
