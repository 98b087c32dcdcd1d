import { negativeLoss, positiveLoss } from '../numeric/crossEntropy.ts';
import { denseRank } from '../numeric/denseRank.ts';
import { argsort } from '../numeric/order.ts';
import { total } from '../numeric/total.ts';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.ts';
import { checkLength, checkProbabilities } from './checkRows.ts';
import { estimate } from './estimate.ts';
import type { Estimate } from './evaluation.ts';

/** Two models' probabilities on the same rows. */
interface LogLossComparison {
  readonly probabilities: Float64Array;
  readonly other: Float64Array;
  readonly label: Uint8Array;
  /** Number of the unit (cluster) of each row. */
  readonly unit: Int32Array;
}

/**
 * Mean log loss of `probabilities` minus that of `other`, row by row, with its paired percentile interval by the bootstrap
 * clustered by unit. Below 0, the first is better. Does not depend on the order of the rows.
 *
 * @throws HandraiseError `data`, see `checkProbabilities`.
 */
export function compareLogLoss(input: LogLossComparison, options: BootstrapOptions): Estimate {
  const { probabilities, other, label, unit } = input;
  checkProbabilities(probabilities, label);
  checkLength('probabilities of the other model', other, probabilities);
  checkProbabilities(other, label);
  checkLength('units', unit, probabilities);
  const { rank, count } = denseRank(unit);
  const difference = probabilities.map((p, i) => {
    const loss = label[i] === 1 ? positiveLoss : negativeLoss;
    return loss(p) - loss(other[i]!);
  });
  const rows = new Float64Array(count);
  const sums = new Float64Array(count);
  // Added up by size within each unit, so that the order of the rows cannot change the last digit.
  for (const i of argsort(difference)) {
    const u = rank[i]!;
    rows[u] = rows[u]! + 1;
    sums[u] = sums[u]! + difference[i]!;
  }
  const [interval] = bootstrapIntervals(count, (copies) => [weighted(sums, copies) / weighted(rows, copies)], options);
  return estimate(total(sums) / total(rows), interval!);
}

function weighted(values: Float64Array, copies: Float64Array): number {
  let sum = 0;
  for (let u = 0; u < values.length; u++) sum += copies[u]! * values[u]!;
  return sum;
}
