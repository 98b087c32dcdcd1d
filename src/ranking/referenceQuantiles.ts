import { HandraiseError } from '../errors.ts';

/** Number of quantiles kept: one for every tenth of a percent, both ends included. */
const referenceSize = 1001;

/**
 * Quantiles 0, 0.001, …, 1 of the probabilities, ascending: the population a score is a percentile of.
 *
 * Inverse of the empirical distribution function (Hyndman & Fan 1996, type 1), so that every
 * quantile is a probability that occurred and ties stay ties.
 *
 * @throws HandraiseError `data` for no probabilities, or one that is not finite.
 */
export function referenceQuantiles(probabilities: Float64Array): Float64Array {
  const count = probabilities.length;
  if (count === 0) throw new HandraiseError('data', 'no probabilities to take reference quantiles of');
  if (!probabilities.every(Number.isFinite))
    throw new HandraiseError('data', 'a probability of the reference population is not finite');
  const sorted = probabilities.toSorted();
  return Float64Array.from({ length: referenceSize }, (_, k) => {
    const position = Math.ceil((count * k) / (referenceSize - 1)) - 1;
    return sorted[Math.max(0, position)]!;
  });
}
