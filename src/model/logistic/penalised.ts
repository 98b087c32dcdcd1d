import type { KeptRows } from './keptRows.ts';
import type { LogisticProblem, NewtonProblem } from './problem.ts';
import type { ResidentRows } from './residentRows.ts';
import type { StreamedRows } from './streamedRows.ts';

/** The penalised problem over some rows, its second derivatives being those over rows that are kept. */
export function penalised(
  all: KeptRows | StreamedRows,
  kept: KeptRows,
  width: number,
  penalties: { readonly l1: number; readonly l2: number },
): NewtonProblem {
  return {
    ...penalisedByDiagonal(all, kept, width, penalties),
    curvature(theta, among) {
      const matrix = kept.curvature(theta, among);
      among.forEach((j, at) => {
        if (j < width) matrix[at * among.length + at]! += penalties.l2;
      });
      return matrix;
    },
  };
}

/** The same with no more than the diagonal of the second derivatives. */
export function penalisedByDiagonal(
  all: KeptRows | StreamedRows | ResidentRows,
  kept: KeptRows | ResidentRows,
  width: number,
  { l1, l2 }: { readonly l1: number; readonly l2: number },
): LogisticProblem {
  const { positiveWeight, totalWeight } = all.rows;
  return {
    width,
    l1,
    l2,
    classWeights: [totalWeight - positiveWeight, positiveWeight],
    async evaluate(theta) {
      const { loss, gradient } = await all.evaluate(theta);
      let squares = 0;
      for (let j = 0; j < width; j++) {
        squares += theta[j]! * theta[j]!;
        gradient[j]! += l2 * theta[j]!;
      }
      return { loss: loss + 0.5 * l2 * squares, gradient };
    },
    diagonal: (theta) => kept.diagonal(theta).map((value, j) => (j < width ? value + l2 : value)),
  };
}
