import { HandraiseError } from '../errors.ts';

/**
 * Refuses rows no metric can be computed on.
 *
 * @throws HandraiseError `data` for no rows, lengths that differ, labels other than 0 and 1, scores that are NaN, weights
 * that are negative, not finite or all 0.
 */
export function checkScores(scores: Float64Array, label: Uint8Array, weight?: Float64Array): void {
  if (scores.length === 0) throw new HandraiseError('data', 'there are no rows to evaluate');
  checkLength('labels', label, scores);
  if (weight) checkLength('weights', weight, scores);
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i]!)) throw new HandraiseError('data', `row ${i + 1} to evaluate has no score`);
    if (label[i]! > 1)
      throw new HandraiseError('data', `row ${i + 1} to evaluate has the label ${label[i]}, neither 0 nor 1`);
    if (weight && !(weight[i]! >= 0 && weight[i]! < Infinity))
      throw new HandraiseError('data', `row ${i + 1} to evaluate has the weight ${weight[i]}`);
  }
  if (weight?.every((w) => w === 0)) throw new HandraiseError('data', 'all rows to evaluate have weight 0');
}

/** As `checkScores`, and every score within [0, 1]. */
export function checkProbabilities(probabilities: Float64Array, label: Uint8Array, weight?: Float64Array): void {
  checkScores(probabilities, label, weight);
  const bad = probabilities.findIndex((p) => !(p >= 0 && p <= 1));
  if (bad >= 0)
    throw new HandraiseError('data', `row ${bad + 1} to evaluate has the probability ${probabilities[bad]}`);
}

/** @throws HandraiseError `data` when there is not one value per row. */
export function checkLength(name: string, values: ArrayLike<number>, scores: Float64Array): void {
  if (values.length !== scores.length)
    throw new HandraiseError('data', `there are ${scores.length} rows to evaluate but ${values.length} ${name}`);
}
