import { betaQuantile, logBeta } from '../../numeric/beta.ts';

/** Of how many rows how many are positive. */
export interface Count {
  readonly rows: number;
  readonly positives: number;
}

/** A rate moved towards that of all, the more the fewer rows it has, and its 95% interval. */
export interface ShrunkenRate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Rows that the common rate counts for: never none, never so many that a value's own rows count for nothing. */
const leastStrength = 1;
const mostStrength = 1e6;

/**
 * Rates of the values of one attribute, each as if it were drawn from a beta distribution around the common rate. How narrow that is, the
 * values say themselves: where they differ no more than chance would have it, all are near the common rate.
 *
 * Empirical Bayes: the beta-binomial's strength by maximum likelihood, its mean the common rate. Robbins (1956), Proc. Third Berkeley Symp. 1, 157–163.
 *
 * @param counts of each value; rows ≥ 0
 * @param mean the common rate, within (0, 1)
 */
export function shrunkenRates(counts: readonly Count[], mean: number): readonly ShrunkenRate[] {
  const strength = priorStrength(counts, mean);
  return counts.map(({ rows, positives }) => {
    const a = positives + mean * strength;
    const b = rows - positives + (1 - mean) * strength;
    return { rate: a / (a + b), low: betaQuantile(0.025, a, b), high: betaQuantile(0.975, a, b) };
  });
}

/** Rows that the common rate counts for, by maximum likelihood, between 1 and a million. */
export function priorStrength(counts: readonly Count[], mean: number): number {
  const likelihood = (logStrength: number) => betaBinomial(counts, mean, Math.exp(logStrength));
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(leastStrength);
  let high = Math.log(mostStrength);
  while (high - low > 1e-9) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (likelihood(left) < likelihood(right)) low = left;
    else high = right;
  }
  return Math.exp((low + high) / 2);
}

/** Log-likelihood of the counts, but for what does not depend on the strength. */
export function betaBinomial(counts: readonly Count[], mean: number, strength: number): number {
  const a = mean * strength;
  const b = (1 - mean) * strength;
  const none = logBeta(a, b);
  return counts.reduce((sum, { rows, positives }) => sum + logBeta(positives + a, rows - positives + b) - none, 0);
}
