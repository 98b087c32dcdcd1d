import { negativeLoss, positiveLoss } from '../numeric/crossEntropy.ts';
import { denseRank } from '../numeric/denseRank.ts';
import { argsort } from '../numeric/order.ts';
import { positionsWhere } from '../numeric/positionsWhere.ts';
import { take } from '../numeric/take.ts';
import { total } from '../numeric/total.ts';
import type { Calibrator } from './calibrator.ts';

/**
 * The log loss of each row (probabilities clipped at 1e-15) under the calibrator fitted on the other folds.
 *
 * NaN where the other folds hold one class only. Where that is so of every fold (a single unit, say), each row's loss is that
 * under the calibrator fitted on all rows.
 *
 * @param fold 0 to `folds` − 1 of each row.
 */
export function heldOutLosses(
  calibrator: Calibrator,
  margins: Float64Array,
  label: Uint8Array,
  fold: Int32Array,
  folds: number,
): Float64Array {
  const losses = new Float64Array(label.length).fill(Number.NaN);
  for (let f = 0; f < folds; f++) {
    const learned = positionsWhere(fold, (of) => of !== f);
    const learnedLabel = take(label, learned);
    if (!learnedLabel.includes(0) || !learnedLabel.includes(1)) continue;
    const fitted = calibrator.fit(take(margins, learned), learnedLabel);
    const held = positionsWhere(fold, (of) => of === f);
    const found = fitted.probabilities(take(margins, held));
    for (let at = 0; at < held.length; at++) losses[held[at]!] = loss(label[held[at]!]!, found[at]!);
  }
  if (!losses.every(Number.isNaN)) return losses;
  return calibrator
    .fit(margins, label)
    .probabilities(margins)
    .map((p, i) => loss(label[i]!, p));
}

function loss(label: number, p: number): number {
  return label === 1 ? positiveLoss(p) : negativeLoss(p);
}

/** Mean of the losses that are not NaN; the bytes do not depend on the order of the rows. */
export function meanLoss(losses: Float64Array): number {
  const known = losses.filter((value) => !Number.isNaN(value)).sort();
  return total(known) / known.length;
}

/**
 * How much higher `losses` are than `others` in the mean, row by row, and the standard error of that mean, rows of one unit
 * being taken together. The error is NaN for a single unit. Rows NaN in both do not count.
 *
 * @param unit number of the unit of each row.
 */
export function meanGap(
  losses: Float64Array,
  others: Float64Array,
  unit: Int32Array,
): { readonly gap: number; readonly error: number } {
  const { rank, count } = denseRank(unit);
  const rows = new Float64Array(count);
  const sums = new Float64Array(count);
  const differences = losses.map((value, i) => value - others[i]!);
  // Added up by size within each unit, so that the order of the rows cannot change the last digit.
  for (const i of argsort(differences.map((value) => (Number.isNaN(value) ? Infinity : value)))) {
    if (Number.isNaN(differences[i]!)) continue;
    rows[rank[i]!]! += 1;
    sums[rank[i]!]! += differences[i]!;
  }
  const all = total(rows);
  const gap = total(sums) / all;
  const units = rows.filter((size) => size > 0).length;
  const squares = total(sums.map((sum, u) => (sum - gap * rows[u]!) ** 2));
  return { gap, error: units < 2 ? Number.NaN : Math.sqrt((squares * units) / (units - 1)) / all };
}
