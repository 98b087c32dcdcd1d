import { poissonBinomialInterval } from '../evaluation/poissonBinomial.ts';

/** What working a list from the top down to a capacity comes to. */
export interface CapacityLine {
  /** Entities that can be worked. */
  readonly capacity: number;
  /** Those there are for it: fewer where the list is shorter. */
  readonly taken: number;
  /**
   * Least probability of those taken: nobody left has more, though some may have as much. Null for an empty list, and where people moved
   * somebody up or down across it, so that no probability divides the list.
   */
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
 * @param beyond the greatest probability on the list after `probabilities`, 0 where the list ends with them.
 * @example capacityLine(Float64Array.of(0.5, 0.4, 0.1), 2) // cut at 0.4, 0.9 expected
 */
export function capacityLine(probabilities: Float64Array, capacity: number, beyond = 0): CapacityLine {
  const taken = probabilities.subarray(0, capacity);
  const least = taken.reduce((min, p) => Math.min(min, p), 1);
  const greatestLeft = probabilities.subarray(capacity).reduce((max, p) => Math.max(max, p), beyond);
  return {
    capacity,
    taken: taken.length,
    cut: taken.length > 0 && least >= greatestLeft ? least : null,
    expected: taken.reduce((sum, p) => sum + p, 0),
    ...poissonBinomialInterval(taken, 0.95),
  };
}
