import { logit } from '../../numeric/special.ts';
import type { Column } from '../../table/table.ts';
import type { WeightedRows } from '../weightedRows.ts';
import { type Bins, binCount, binsOf, chooseBins } from './binning.ts';

/** What one feature is worth: points per bin, and how well its bins tell the classes apart. */
interface Scored {
  readonly bins: Bins;
  /** Integers from −10 to 10. */
  readonly points: readonly number[];
  /** Weight of the training rows of each bin. */
  readonly weights: readonly number[];
  readonly informationValue: number;
}

/** So many points multiply the odds by e. */
const pointsPerLogOdds = 5;
export const mostPoints = 10;

/** Each bin is joined by so many rows of the rarer class, and by as many of the other as the base rate has to them. */
const pseudoRows = 2;

/**
 * Points of a single feature: its bins' log odds beyond those of the base rate, times 5, rounded, within ±10.
 *
 * Log odds are smoothed towards the base rate, so that a bin of few rows gets few points. The information value is
 * Σ (share of positives − share of negatives) · log odds beyond the base rate (Siddiqi 2006, Credit Risk Scorecards).
 */
export function scoreFeature(column: Column, training: WeightedRows): Scored {
  const { rows, label, weight, positiveWeight, totalWeight } = training;
  const bins = chooseBins(column, training);
  const bin = binsOf(bins, column, rows);
  const positives = new Float64Array(binCount(bins));
  const negatives = new Float64Array(binCount(bins));
  for (let i = 0; i < label.length; i++) {
    const sums = label[i] === 1 ? positives : negatives;
    sums[bin[i]!]! += weight ? weight[i]! : 1;
  }
  const base = positiveWeight / totalWeight;
  const joined = pseudoRows / Math.min(base, 1 - base);
  let informationValue = 0;
  const points = Array.from(positives, (positive, at) => {
    const negative = negatives[at]!;
    const smoothed = Math.log((positive + joined * base) / (negative + joined * (1 - base)));
    const beyond = positive + negative === 0 ? 0 : smoothed - logit(base);
    informationValue += (positive / positiveWeight - negative / (totalWeight - positiveWeight)) * beyond;
    return Math.min(Math.max(Math.round(pointsPerLogOdds * beyond), -mostPoints), mostPoints) + 0;
  });
  const weights = Array.from(positives, (positive, at) => positive + negatives[at]!);
  return { bins, points, weights, informationValue };
}
