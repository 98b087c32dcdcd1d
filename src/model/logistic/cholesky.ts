import { HandraiseError } from '../../errors.ts';

/** Shares of itself by which a diagonal is raised, one after the other, until the matrix can be factorised. */
const raises = [0, 1e-12, 1e-9, 1e-6, 1e-3, 1];

/** What solves matrix · x = right for x. */
export type Solver = (right: Float64Array) => Float64Array;

/**
 * A solver for a symmetric positive definite matrix, row-major, by Cholesky's decomposition.
 *
 * Where rounding makes a pivot fall to nothing, the diagonal is raised by a small share of itself: the
 * solution is then a shorter step, still in a direction of descent.
 */
export function choleskySolver(matrix: Float64Array, size: number): Solver {
  for (const raise of raises) {
    const factor = factorised(matrix, size, raise);
    if (factor) return (right) => substituted(factor, right);
  }
  throw new HandraiseError('unexpected', 'the matrix of second derivatives is not positive definite');
}

/** The lower Cholesky factor of the matrix with its diagonal raised, or null where a pivot is not positive. */
function factorised(matrix: Float64Array, size: number, raise: number): Float64Array | null {
  const factor = matrix.slice();
  for (let j = 0; j < size; j++) {
    const rowJ = factor.subarray(j * size, j * size + j);
    const diagonal = matrix[j * size + j]! * (1 + raise);
    let pivot = diagonal;
    for (const value of rowJ) pivot -= value * value;
    // A pivot that is nothing but rounding says that the column depends on those before it.
    if (!(pivot > diagonal * 1e-15)) return null;
    const root = Math.sqrt(pivot);
    factor[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      const rowI = i * size;
      let sum = factor[rowI + j]!;
      for (let k = 0; k < j; k++) sum -= factor[rowI + k]! * rowJ[k]!;
      factor[rowI + j] = sum / root;
    }
  }
  return factor;
}

function substituted(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = right.slice();
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * x[k]!;
    x[i] = sum / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * x[k]!;
    x[i] = sum / factor[i * size + i]!;
  }
  return x;
}
