import { negativeLoss, positiveLoss } from '../../numeric/crossEntropy.ts';
import { denseRank } from '../../numeric/denseRank.ts';
import { total } from '../../numeric/total.ts';
import { anyConverts } from './anyConverts.ts';
import type { LabelledAccounts } from './rollUp.ts';

/** Where the likelihood is looked at first, and how near to its maximum the search ends. */
const coarse = 0.25;
const nearest = 1e-4;
/** Half of the span over which a slope is taken. */
const span = 1e-4;
const golden = (Math.sqrt(5) - 1) / 2;

/** A dependence and the log loss at it. */
interface Place {
  readonly dependence: number;
  readonly loss: number;
}

/**
 * The dependence of `anyConverts` that past accounts ask for, shrunk to none by how little they tell.
 *
 * The estimate e of maximum likelihood, of standard error s with the rows of one account taken together, counts as e · max(0, 1 − s² / e²): the positive-part
 * estimator of James and Stein (1961) for a single mean. So what lies within its own error is left out.
 *
 * @returns −1 to 1; 0 where no account has several contacts, or all rows are of one class.
 */
export function fitDependence({ rows, label, unit }: LabelledAccounts): number {
  if (!label.includes(0) || !label.includes(1)) return 0;
  const { start, probability } = rows;
  // An account of a single contact says nothing.
  const several = Int32Array.from(label.keys()).filter((row) => start[row + 1]! - start[row]! > 1);
  const probabilities = (dependence: number) =>
    Float64Array.from(several, (row) => anyConverts(probability, start[row]!, start[row + 1]!, dependence));
  const loss = (dependence: number) =>
    total(probabilities(dependence).map((p, at) => (label[several[at]!] === 1 ? positiveLoss(p) : negativeLoss(p))));
  if (several.length === 0) return 0;
  const best = leastOf(loss);
  const [low, high] = [Math.max(best - span, -1), Math.min(best + span, 1)];
  const [below, at, above] = [probabilities(low), probabilities(best), probabilities(high)];
  const { rank, count } = denseRank(Int32Array.from(several, (row) => unit[row]!));
  const scores = new Float64Array(count);
  let information = 0;
  at.forEach((p, i) => {
    const slope = (above[i]! - below[i]!) / (high - low);
    if (slope === 0) return;
    const weight = slope / (p * (1 - p));
    information += weight * slope;
    scores[rank[i]!]! += weight * (label[several[i]!]! - p);
  });
  const error = Math.sqrt((total(scores.map((score) => score * score)) * count) / (count - 1)) / information;
  const kept = 1 - (error / best) ** 2;
  return kept > 0 ? best * kept : 0;
}

/** Where a function on [−1, 1] is least: the best of a few places, then golden sections around it. */
function leastOf(loss: (dependence: number) => number): number {
  const at = (dependence: number): Place => ({ dependence, loss: loss(dependence) });
  const places = Array.from({ length: 2 / coarse + 1 }, (_, step) => at(step * coarse - 1));
  // Of equals the one nearest to independence, from which the search begins.
  const best = places.reduce(lower, at(0));
  let [low, high] = [Math.max(best.dependence - coarse, -1), Math.min(best.dependence + coarse, 1)];
  let [left, right] = [at(high - golden * (high - low)), at(low + golden * (high - low))];
  let least = lower(lower(best, left), right);
  while (high - low > nearest) {
    if (left.loss <= right.loss) {
      [high, right] = [right.dependence, left];
      left = at(high - golden * (high - low));
      least = lower(least, left);
    } else {
      [low, left] = [left.dependence, right];
      right = at(low + golden * (high - low));
      least = lower(least, right);
    }
  }
  return least.dependence;
}

function lower(one: Place, other: Place): Place {
  return other.loss < one.loss ? other : one;
}
