import { normalQuantile } from '../numeric/special.ts';
import { poissonBinomialInterval } from './poissonBinomial.ts';

/** What was expected of some entries of a list, and what came of them. */
export interface Realised {
  readonly entries: number;
  /** Sum of their probabilities. */
  readonly expected: number;
  /** Counts that would be no surprise were the probabilities right. */
  readonly low: number;
  readonly high: number;
  readonly converted: number;
  /** Whether `converted` is one of them. */
  readonly within: boolean;
}

/** Up to so many entries the interval is exact, which takes time by the square of their number. */
const mostExact = 2000;

/**
 * Compares probabilities that were published with what came of them.
 *
 * The interval is that of independent entries whose probabilities are right, at 95%: exact up to 2,000 entries, `poissonBinomialInterval`; beyond that by the
 * normal distribution of the same mean and variance, rounded outwards. It knows nothing of what people of one account have in common.
 *
 * @param probabilities of the entries, in [0, 1]. @param converted how many of them converted
 * @throws HandraiseError `data` for a value outside [0, 1].
 * @example
 * realised(Float64Array.of(0.5, 0.5), 1) // { entries: 2, expected: 1, low: 0, high: 2, converted: 1, within: true }
 */
export function realised(probabilities: Float64Array, converted: number): Realised {
  const expected = probabilities.reduce((sum, p) => sum + p, 0);
  const { low, high } =
    probabilities.length <= mostExact ? poissonBinomialInterval(probabilities, 0.95) : normalInterval(probabilities);
  return {
    ...{ entries: probabilities.length, expected, low, high, converted },
    within: low <= converted && converted <= high,
  };
}

function normalInterval(probabilities: Float64Array): { readonly low: number; readonly high: number } {
  const mean = probabilities.reduce((sum, p) => sum + p, 0);
  const variance = probabilities.reduce((sum, p) => sum + p * (1 - p), 0);
  const reach = normalQuantile(0.975) * Math.sqrt(variance);
  return {
    low: Math.max(0, Math.floor(mean - reach)),
    high: Math.min(probabilities.length, Math.ceil(mean + reach)),
  };
}
