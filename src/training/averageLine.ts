import type { LogisticLine } from '../numeric/logisticLine.ts';
import { standardise } from '../numeric/standardise.ts';
import { total } from '../numeric/total.ts';
import type { Fold } from './folds.ts';

/** What a fold's model says of all rows. */
export interface FoldMargins extends Fold {
  readonly margins: Float64Array;
}

/**
 * The line that gives the mean of the folds' models the meaning that the out-of-fold margins have; undefined where it is theirs already.
 *
 * What single models say of rows they have not learned from varies by the chance of what each has learned from; in the mean of several the
 * chance has averaged out, so that the same margin there is worth more. By how much their chance is, the models say that have learned from the
 * same row: they differ by it alone. With the variance v of the out-of-fold margins, each the mean of r models, and the variance b
 * between the models, the mean of k models has the variance v − b · (1 / r − 1 / k) and the same covariance with the outcome; the slope makes up
 * for that (errors in variables, Fuller 1987, Measurement error models, 1.1).
 *
 * @param outOfFold of the rows that some fold holds out.
 */
export function averageLine(models: readonly FoldMargins[], outOfFold: Float64Array): LogisticLine | undefined {
  if (models.length < 2) return undefined;
  const each = models.reduce((sum, { held }) => sum + held.length, 0) / outOfFold.length;
  // Sorted, so that the order of the rows cannot change the last digit.
  const { mean, spread } = standardise(outOfFold.toSorted(), new Float64Array(outOfFold.length).fill(1));
  const between = Math.min(betweenVariance(models), each * spread ** 2);
  const surplus = between * (1 / each - 1 / models.length);
  if (!(surplus > 0)) return undefined;
  const slope = spread ** 2 / (spread ** 2 - surplus);
  return { intercept: mean * (1 - slope), slope };
}

/** The mean over rows of the variance between the models that have learned from the row; 0 where no two have. */
function betweenVariance(models: readonly FoldMargins[]): number {
  const rows = models[0]!.margins.length;
  const [count, mean, squares] = [new Uint8Array(rows), new Float64Array(rows), new Float64Array(rows)];
  for (const { learned, margins } of models)
    for (const row of learned) {
      const from = margins[row]! - mean[row]!;
      count[row]! += 1;
      mean[row]! += from / count[row]!;
      squares[row]! += from * (margins[row]! - mean[row]!);
    }
  const variances = squares.map((sum, row) => sum / (count[row]! - 1)).filter((_, row) => count[row]! > 1);
  return variances.length > 0 ? total(variances.sort()) / variances.length : 0;
}
