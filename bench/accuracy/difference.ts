import { negativeLoss, positiveLoss } from '../../src/numeric/crossEntropy.ts';
import { argsort } from '../../src/numeric/order.ts';

/** What two sides said of the test rows of one split. */
export interface JudgedSplit {
  /** Row of the table of each test row. */
  readonly rows: Int32Array;
  readonly label: Uint8Array;
  readonly ours: Float64Array;
  readonly other: Float64Array;
}

/** Ours less the other's, and its 95% interval. */
export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution, for 95%. */
const quantile = 1.959964;

/**
 * Paired differences over splits, in the mean of these, with intervals per row.
 *
 * The part that each row has in a split's figure (of ROC AUC as DeLong, DeLong and Clarke-Pearson 1988 have it) is added up over the splits
 * that test on the row, so a row that several test on counts once. The models are taken as they are: what another draw of training rows would
 * have made of them is in the spread of the splits, not in the interval.
 */
export function differences(splits: readonly JudgedSplit[]): {
  readonly rocAuc: Difference;
  readonly logLoss: Difference;
} {
  return { rocAuc: difference(splits, aucParts), logLoss: difference(splits, lossParts) };
}

interface Parts {
  readonly mean: number;
  /** Of each row; they add up to 0. */
  readonly parts: Float64Array;
}

type PartsOf = (probabilities: Float64Array, label: Uint8Array) => Parts;

function difference(splits: readonly JudgedSplit[], partsOf: PartsOf): Difference {
  const byRow = new Map<number, number>();
  let mean = 0;
  for (const { rows, label, ours, other } of splits) {
    const [one, two] = [partsOf(ours, label), partsOf(other, label)];
    mean += (one.mean - two.mean) / splits.length;
    for (const [at, row] of rows.entries())
      byRow.set(row, (byRow.get(row) ?? 0) + (one.parts[at]! - two.parts[at]!) / splits.length);
  }
  const squares = [...byRow.values()].reduce((sum, part) => sum + part * part, 0);
  const half = quantile * Math.sqrt((squares * byRow.size) / (byRow.size - 1));
  return { mean, low: mean - half, high: mean + half };
}

function lossParts(probabilities: Float64Array, label: Uint8Array): Parts {
  const costs = probabilities.map((p, at) => (label[at] === 1 ? positiveLoss(p) : negativeLoss(p)));
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  return { mean, parts: costs.map((cost) => (cost - mean) / costs.length) };
}

/** A positive's part is the share of negatives below it, a negative's that of positives above it, ties half; less the mean. */
function aucParts(probabilities: Float64Array, label: Uint8Array): Parts {
  const order = argsort(probabilities);
  const positives = label.reduce((sum, y) => sum + y, 0);
  const negatives = label.length - positives;
  const place = new Float64Array(label.length);
  let [negativesBelow, positivesBelow, sum] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    let here = 0;
    while (to < order.length && probabilities[order[to]!] === probabilities[order[from]!]) here += label[order[to++]!]!;
    const negativesHere = to - from - here;
    for (let at = from; at < to; at++) {
      const row = order[at]!;
      if (label[row] === 1) place[row] = (negativesBelow + negativesHere / 2) / negatives;
      else place[row] = (positives - positivesBelow - here / 2) / positives;
      if (label[row] === 1) sum += place[row]!;
    }
    negativesBelow += negativesHere;
    positivesBelow += here;
    from = to;
  }
  const mean = sum / positives;
  return { mean, parts: place.map((own, row) => (own - mean) / (label[row] === 1 ? positives : negatives)) };
}
