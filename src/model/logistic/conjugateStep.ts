import { multiply, multiplyTransposed, weightedSquares } from '../encoding/designProducts.ts';
import type { Step } from './newton.ts';
import type { LogisticProblem } from './problem.ts';

const maxIterations = 1000;

/**
 * A truncated Newton step of an L2 problem: conjugate gradients, preconditioned by the diagonal, without the matrix.
 *
 * The closer to the optimum, the more exact. Nocedal and Wright (2006), Numerical Optimization, algorithm 7.1.
 */
export const conjugateStep: Step = (problem, { theta, gradient, curvature }) => {
  const diagonal = hessianDiagonal(problem, curvature);
  const move = new Float64Array(theta.length);
  const residual = gradient.map((value) => -value);
  const start = Math.sqrt(inner(residual, residual));
  const goal =
    Math.min(
      0.1,
      Math.sqrt(
        start /
          inner(
            curvature,
            curvature.map(() => 1),
          ),
      ),
    ) * start;
  let scaled = residual.map((value, j) => value / diagonal[j]!);
  let size = inner(residual, scaled);
  const direction = scaled.slice();
  for (let iteration = 0; iteration < maxIterations && Math.sqrt(inner(residual, residual)) > goal; iteration++) {
    const product = hessianProduct(problem, curvature, direction);
    const length = size / inner(direction, product);
    for (let j = 0; j < move.length; j++) {
      move[j]! += length * direction[j]!;
      residual[j]! -= length * product[j]!;
    }
    scaled = residual.map((value, j) => value / diagonal[j]!);
    const next = inner(residual, scaled);
    for (let j = 0; j < move.length; j++) direction[j] = scaled[j]! + (next / size) * direction[j]!;
    size = next;
  }
  return theta.map((value, j) => value + move[j]!);
};

function hessianDiagonal({ design, l2 }: LogisticProblem, curvature: Float64Array): Float64Array {
  const diagonal = new Float64Array(design.width + 1);
  weightedSquares(design, curvature, diagonal.subarray(0, design.width));
  for (let j = 0; j < design.width; j++) diagonal[j]! += l2;
  diagonal[design.width] = curvature.reduce((sum, value) => sum + value, 0);
  return diagonal;
}

function hessianProduct({ design, l2 }: LogisticProblem, curvature: Float64Array, vector: Float64Array): Float64Array {
  const intercept = vector[design.width]!;
  const byRow = new Float64Array(design.rows);
  multiply(design, vector, byRow);
  let sum = 0;
  for (let i = 0; i < byRow.length; i++) {
    byRow[i] = curvature[i]! * (byRow[i]! + intercept);
    sum += byRow[i]!;
  }
  const product = new Float64Array(vector.length);
  multiplyTransposed(design, byRow, product.subarray(0, design.width));
  for (let j = 0; j < design.width; j++) product[j]! += l2 * vector[j]!;
  product[design.width] = sum;
  return product;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
