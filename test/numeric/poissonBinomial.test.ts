import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonBinomialInterval } from '../../src/numeric/poissonBinomial.ts';

/** Quantiles from the probabilities of all outcomes, one by one. */
function byEnumeration(probabilities: readonly number[]): { low: number; high: number } {
  const mass = new Array<number>(probabilities.length + 1).fill(0);
  for (let outcome = 0; outcome < 2 ** probabilities.length; outcome++) {
    let chance = 1;
    let successes = 0;
    for (const [trial, p] of probabilities.entries()) {
      const won = (outcome >> trial) & 1;
      chance *= won ? p : 1 - p;
      successes += won;
    }
    mass[successes]! += chance;
  }
  const quantile = (share: number) => {
    let sum = 0;
    return mass.findIndex((chance) => {
      sum += chance;
      return sum >= share - 1e-12;
    });
  };
  return { low: quantile(0.025), high: quantile(0.975) };
}

describe('interval of successes', () => {
  it('is that of all outcomes enumerated', () => {
    // Multiples of 1/16: no sum comes within rounding of a quantile by chance, save exactly.
    const share = fc.integer({ min: 0, max: 16 }).map((n) => n / 16);
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 9 }), (probabilities) => {
        expect(poissonBinomialInterval(Float64Array.from(probabilities))).toEqual(byEnumeration(probabilities));
      }),
      { numRuns: 300 },
    );
  });

  // Quantiles of the binomial law, its terms summed in Python by math.lgamma.
  it.each([
    [100, 0.5, 40, 60],
    [1000, 0.01, 4, 17],
    [10_000, 0.3, 2910, 3090],
  ])('of %i equal trials of %f is the binomial one', (trials, p, low, high) => {
    expect(poissonBinomialInterval(new Float64Array(trials).fill(p))).toEqual({ low, high });
  });

  it('of more trials than are convolved differs from the binomial one by no more than one', () => {
    // As above, for 40,000 trials of 0.02.
    const { low, high } = poissonBinomialInterval(new Float64Array(40_000).fill(0.02));
    expect(Math.abs(low - 746)).toBeLessThanOrEqual(1);
    expect(Math.abs(high - 855)).toBeLessThanOrEqual(1);
  });

  it('of none is none', () => {
    expect(poissonBinomialInterval(new Float64Array(0))).toEqual({ low: 0, high: 0 });
  });
});
