/** Trials up to which the distribution is computed exactly. */
const mostExact = 10_000;

/** Standard normal quantile of 97.5%. */
const normalQuantile = 1.959963984540054;

/**
 * Central 95% interval of the number of successes among independent trials of unequal probabilities: the 2.5% and 97.5%
 * quantiles of the Poisson-binomial distribution, by convolution one trial at a time; above 10,000 trials by the normal law of
 * the same mean and variance, rounded outwards.
 *
 * @param probabilities in [0, 1].
 * @example poissonBinomialInterval(Float64Array.of(0.5, 0.5)) // { low: 0, high: 2 }
 */
export function poissonBinomialInterval(probabilities: Float64Array): { readonly low: number; readonly high: number } {
  return probabilities.length <= mostExact ? exactInterval(probabilities) : normalInterval(probabilities);
}

function exactInterval(probabilities: Float64Array): { readonly low: number; readonly high: number } {
  const mass = new Float64Array(probabilities.length + 1);
  mass[0] = 1;
  for (const [trial, p] of probabilities.entries()) {
    for (let successes = trial + 1; successes > 0; successes--)
      mass[successes] = mass[successes]! * (1 - p) + mass[successes - 1]! * p;
    mass[0]! *= 1 - p;
  }
  let cumulated = 0;
  let low = -1;
  for (let successes = 0; successes < mass.length; successes++) {
    cumulated += mass[successes]!;
    if (low < 0 && cumulated >= 0.025) low = successes;
    if (cumulated >= 0.975) return { low, high: successes };
  }
  // Rounding kept the sum just below.
  return { low: Math.max(low, 0), high: probabilities.length };
}

function normalInterval(probabilities: Float64Array): { readonly low: number; readonly high: number } {
  let mean = 0;
  let variance = 0;
  for (const p of probabilities) {
    mean += p;
    variance += p * (1 - p);
  }
  const half = normalQuantile * Math.sqrt(variance);
  return {
    low: Math.max(0, Math.floor(mean - half)),
    high: Math.min(probabilities.length, Math.ceil(mean + half)),
  };
}
