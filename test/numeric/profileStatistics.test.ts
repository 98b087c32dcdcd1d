import { expect, test } from 'vitest';
import { betaCdf, betaQuantile, logGamma } from '../../src/numeric/beta.ts';
import { falseDiscovery } from '../../src/numeric/falseDiscovery.ts';
import { fisherExact } from '../../src/numeric/fisherExact.ts';
import { symmetricEigen } from '../../src/numeric/symmetricEigen.ts';
import { readGolden } from '../golden/readGolden.ts';

// From scipy; see test/golden/profile_statistics.py.
const golden = readGolden<{
  logGamma: [number, number][];
  betaCdf: [number, number, number, number][];
  betaQuantile: [number, number, number, number][];
  fisher: [number, number, number, number, number][];
  falseDiscovery: { p: number[]; q: number[] };
}>('profile_statistics');

const near = (found: number, wanted: number) => Math.abs(found - wanted) <= 1e-9 * Math.max(1e-3, Math.abs(wanted));

test('the gamma function and the beta distribution are those of scipy', () => {
  for (const [x, wanted] of golden.logGamma) expect(near(logGamma(x), wanted), `logGamma ${x}`).toBe(true);
  for (const [x, a, b, wanted] of golden.betaCdf) expect(near(betaCdf(x, a, b), wanted), `cdf ${x} ${a}`).toBe(true);
  for (const [p, a, b, wanted] of golden.betaQuantile)
    expect(near(betaQuantile(p, a, b), wanted), `quantile ${p} ${a}`).toBe(true);
});

test('p-values of the exact test and adjusted p-values are those of scipy', () => {
  for (const [k, n, allK, allN, wanted] of golden.fisher)
    expect(near(fisherExact(k, n, allK, allN), wanted), `${k} of ${n}`).toBe(true);
  for (const [i, q] of falseDiscovery(golden.falseDiscovery.p).entries())
    expect(q).toBeCloseTo(golden.falseDiscovery.q[i]!, 12);
  expect(falseDiscovery([])).toEqual([]);
});

test('eigenvalues and vectors solve what they are asked, and are those of a matrix worked out by hand', () => {
  // The matrix of second differences of order 5: 2 − 2 cos(kπ / 6), its vectors sines.
  const size = 5;
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const apart = Math.abs(Math.floor(at / size) - (at % size));
    return apart === 0 ? 2 : apart === 1 ? -1 : 0;
  });
  const { values, vectors } = symmetricEigen(matrix, size);
  for (const [i, value] of values.entries())
    expect(value).toBeCloseTo(2 - 2 * Math.cos(((size - i) * Math.PI) / 6), 12);
  for (const [i, vector] of vectors.entries()) {
    expect(vector.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 12);
    for (let row = 0; row < size; row++) {
      const product = vector.reduce((sum, x, column) => sum + matrix[row * size + column]! * x, 0);
      expect(product).toBeCloseTo(values[i]! * vector[row]!, 11);
    }
  }
});
