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
 * chance has averaged out, so that the same margin there is worth more. How large the chance is, the differences between the models
 * say. With the variance v of the out-of-fold margins, each the mean of r models, and the variance b
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

/**
 * The variance between models of different rows, of a row that they have not learned from: how far what those say that have not differs from
 * what those say that have, in the mean over the rows. The latter know the row's outcome; of many rows that makes little difference, and
 * of few it makes the variance too large rather than too small.
 */
function betweenVariance(models: readonly FoldMargins[]): number {
  const rows = models[0]!.margins.length;
  const sums = [new Float64Array(rows), new Float64Array(rows)] as const;
  const counts = [new Uint8Array(rows), new Uint8Array(rows)] as const;
  for (const { learned, held, margins } of models)
    for (const [side, numbers] of [held, learned].entries())
      for (const row of numbers) {
        sums[side]![row]! += margins[row]!;
        counts[side]![row]! += 1;
      }
  const [unseen, seen] = counts;
  const both = Int32Array.from(unseen.keys()).filter((row) => unseen[row]! > 0 && seen[row]! > 0);
  const variances = Float64Array.from(both, (row) => {
    const difference = sums[0][row]! / unseen[row]! - sums[1][row]! / seen[row]!;
    return difference ** 2 / (1 / unseen[row]! + 1 / seen[row]!);
  });
  return variances.length > 0 ? total(variances.sort()) / variances.length : 0;
}
