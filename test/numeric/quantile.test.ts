import { describe, expect, test } from 'vitest';
import { quantile } from '../../src/numeric/quantile.ts';
import { readGolden } from '../golden/readGolden.ts';

const golden = readGolden<{ quantile: { numbers: number[]; expected: [number, number][] } }>(
  'metrics_numeric',
).quantile;

describe('quantile', () => {
  test.each(golden.expected)('at %d as numpy', (share, expected) => {
    expect(quantile(Float64Array.from(golden.numbers), share)).toBeCloseTo(expected, 14);
  });

  test('of one value is that value, of none NaN, and infinities do not turn into NaN', () => {
    expect(quantile(Float64Array.of(4), 0.3)).toBe(4);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
    expect(quantile(Float64Array.of(1, Infinity, Infinity), 0.75)).toBe(Infinity);
  });
});
