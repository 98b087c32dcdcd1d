import { describe, expect, test } from 'vitest';
import { referenceQuantiles } from '../../src/ranking/referenceQuantiles.ts';
import { scoreOf } from '../../src/ranking/score.ts';
import { tierOf } from '../../src/ranking/tier.ts';
import { fc } from '../property/fastCheck.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const population = fc.array(probability, { minLength: 1, maxLength: 300 }).map((values) => Float64Array.from(values));

describe('reference quantiles', () => {
  // numpy 1.24: np.quantile([.1,.2,.3,.4], [0,.001,.25,.251,.5,.75,.751,1], method='inverted_cdf')
  test('are those of the inverse empirical distribution function', () => {
    const quantiles = referenceQuantiles(Float64Array.of(0.4, 0.1, 0.3, 0.2));
    expect(quantiles).toHaveLength(1001);
    expect([0, 1, 250, 251, 500, 750, 751, 1000].map((k) => quantiles[k])).toEqual([
      ...[0.1, 0.1, 0.1, 0.2, 0.2, 0.3, 0.4, 0.4],
    ]);
  });

  test('ascend, and are members of the population', () => {
    fc.assert(
      fc.property(population, (values) => {
        const quantiles = referenceQuantiles(values);
        expect(quantiles.every((value, i) => i === 0 || value >= quantiles[i - 1]!)).toBe(true);
        expect(quantiles.every((value) => values.includes(value))).toBe(true);
      }),
    );
  });

  test('are refused of nobody, and of what is no number', () => {
    expect(() => referenceQuantiles(new Float64Array())).toThrow('no probabilities');
    expect(() => referenceQuantiles(Float64Array.of(0.1, Number.NaN))).toThrow('not finite');
  });
});

describe('score', () => {
  const reference = referenceQuantiles(Float64Array.from({ length: 100_000 }, (_, i) => (i + 0.5) / 100_000));

  test('is the percentile within the reference population', () => {
    expect(scoreOf(0.25, reference)).toBe(25);
    expect(scoreOf(0.954, reference)).toBe(95);
    expect(scoreOf(0.9999999, reference)).toBe(100);
    expect(scoreOf(0, reference)).toBe(0);
  });

  test('of a probability that everybody has is 50', () => {
    expect(scoreOf(0.03, referenceQuantiles(new Float64Array(50).fill(0.03)))).toBe(50);
  });

  test('of tied probabilities is the middle of the span they fill, rounded down', () => {
    // 600 rows of 0.1 fill 0 to 60, 400 of 0.2 fill 60 to 100.
    const values = new Float64Array(1000).map((_, i) => (i < 600 ? 0.1 : 0.2));
    expect(scoreOf(0.1, referenceQuantiles(values))).toBe(30);
    expect(scoreOf(0.15, referenceQuantiles(values))).toBe(60);
    expect(scoreOf(0.2, referenceQuantiles(values))).toBe(80);
  });

  test('never falls where the probability rises, and is a whole number from 0 to 100', () => {
    fc.assert(
      fc.property(population, probability, probability, (values, p, q) => {
        const quantiles = referenceQuantiles(values);
        const low = scoreOf(Math.min(p, q), quantiles);
        const high = scoreOf(Math.max(p, q), quantiles);
        expect(low).toBeLessThanOrEqual(high);
        expect(Number.isInteger(low) && low >= 0 && high <= 100).toBe(true);
      }),
    );
  });

  test('needs a reference', () => {
    expect(() => scoreOf(0.5, new Float64Array())).toThrow('reference population');
  });
});

test('tiers begin at 95, 80 and 50', () => {
  expect([100, 95, 94, 80, 79, 50, 49, 0].map(tierOf)).toEqual(['A', 'A', 'B', 'B', 'C', 'C', 'D', 'D']);
});
