import { z } from 'zod';
import { log1pExp } from '../src/numeric/special.ts';

/** What a logistic regression has found, per standardised column. */
export const coefficientsSchema = z.object({ coefficients: z.array(z.number()), intercept: z.number() });

interface Problem {
  /** Standardised. */
  readonly columns: readonly Float64Array[];
  readonly label: Uint8Array;
  readonly l2: number;
}

/** What is minimised, Σ log loss + ½ · l2 · Σ β², at an optimum of either side. */
export function penalisedLoss({ columns, label, l2 }: Problem, optimum: unknown): number {
  const { coefficients, intercept } = coefficientsSchema.parse(optimum);
  if (coefficients.length !== columns.length)
    throw new RangeError(`${coefficients.length} coefficients for ${columns.length} columns`);
  const margins = new Float64Array(label.length).fill(intercept);
  columns.forEach((values, j) => {
    for (let row = 0; row < margins.length; row++) margins[row]! += coefficients[j]! * values[row]!;
  });
  let loss = 0;
  for (let row = 0; row < margins.length; row++) loss += log1pExp(label[row] === 1 ? -margins[row]! : margins[row]!);
  return loss + 0.5 * l2 * coefficients.reduce((sum, value) => sum + value * value, 0);
}
