import { poissonBinomialInterval } from '../evaluation/poissonBinomial.ts';

/** What working a list from the top down to a capacity comes to. */
export interface CapacityLine {
  /** Entities that can be worked. */
  readonly capacity: number;
  /** Those there are for it: fewer where the list is shorter. */
  readonly taken: number;
  /** Probability of the last one taken: who has less is not worked; null for an empty list. */
  readonly cut: number | null;
  /** Conversions expected among those taken, and the 95% interval of what chance makes of it. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A capacity as a threshold and what to expect of it.
 *
 * The interval is that of independent contacts whose probabilities are true: it knows neither errors of the model nor what
 * contacts of one account have in common.
 *
 * @param probabilities of the list in the order in which it is worked; in [0, 1]. @param capacity a whole number from 0 on.
 * @example capacityLine(Float64Array.of(0.5, 0.4, 0.1), 2) // cut at 0.4, 0.9 expected
 */
export function capacityLine(probabilities: Float64Array, capacity: number): CapacityLine {
  const taken = probabilities.subarray(0, capacity);
  return {
    capacity,
    taken: taken.length,
    cut: taken.at(-1) ?? null,
    expected: taken.reduce((sum, p) => sum + p, 0),
    ...poissonBinomialInterval(taken, 0.95),
  };
}
