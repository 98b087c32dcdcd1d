import { describe, expect, test } from 'vitest';
import { log1pExp, logFactorial, logit, normalQuantile, sigmoid } from '../../src/numeric/special.ts';
import { readGolden } from '../golden/readGolden.ts';
import { fc } from '../property/fastCheck.ts';

type Pairs = [number, number][];
const golden = readGolden<{ normalQuantile: Pairs; sigmoid: Pairs; log1pExp: Pairs; logFactorial: Pairs }>(
  'metrics_numeric',
);

function expectClose(found: number, expected: number, relative: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(relative * Math.abs(expected) + Number.MIN_VALUE);
}

describe('special functions', () => {
  test.each(golden.normalQuantile)('normalQuantile(%d) as scipy', (p, expected) => {
    expectClose(normalQuantile(p), expected, 2e-15);
  });

  test('normalQuantile at and beyond the ends', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
  });

  test.each(golden.sigmoid)('sigmoid(%d) as scipy', (x, expected) => expectClose(sigmoid(x), expected, 1e-15));
  test.each(golden.log1pExp)('log1pExp(%d) as numpy', (x, expected) => expectClose(log1pExp(x), expected, 1e-15));
  test.each(golden.logFactorial)('logFactorial(%d) as scipy', (k, expected) =>
    expectClose(logFactorial(k), expected, 1e-14),
  );

  test('logit undoes sigmoid', () => {
    fc.assert(fc.property(fc.double({ min: -30, max: 5, noNaN: true }), (x) => expectAbsolute(logit(sigmoid(x)), x)));
    expect(logit(0)).toBe(-Infinity);
    expect(logit(1)).toBe(Infinity);
    expect(logit(1.5)).toBeNaN();
  });

  test('no input overflows or leaves the range', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(sigmoid(x)).toBeGreaterThanOrEqual(0);
        expect(sigmoid(x)).toBeLessThanOrEqual(1);
        expect(log1pExp(x)).toBeGreaterThanOrEqual(Math.max(0, x));
      }),
    );
    expect(sigmoid(Number.NaN)).toBeNaN();
    expect(log1pExp(Number.NaN)).toBeNaN();
  });
});

function expectAbsolute(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThan(1e-13);
}
