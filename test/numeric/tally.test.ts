import { describe, expect, test } from 'vitest';
import { denseRank } from '../../src/numeric/denseRank.ts';
import { fitLogisticLine } from '../../src/numeric/logisticLine.ts';
import { tallyScores } from '../../src/numeric/scoreTally.ts';
import { fc } from '../property/fastCheck.ts';

describe('tallyScores', () => {
  test('counts at each distinct score, highest first; 0 and −0 are one, weight 0 is not there', () => {
    const tally = tallyScores(
      Float64Array.of(0, 2, -0, 2, 5, -1),
      Uint8Array.of(1, 1, 0, 0, 1, 0),
      Float64Array.of(1, 2, 3, 0.5, 0, 4),
    );
    expect(tally).toEqual({
      score: Float64Array.of(2, 0, -1),
      rows: Float64Array.of(2.5, 4, 4),
      positives: Float64Array.of(2, 1, 0),
    });
  });
});

describe('denseRank', () => {
  test('numbers the distinct values in order', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.integer()), fc.array(fc.integer({ min: -3, max: 3 }))), (values) => {
        const distinct = [...new Set(values)].sort((a, b) => a - b);
        const { rank, count } = denseRank(Int32Array.from(values));
        expect(count).toBe(distinct.length);
        expect([...rank]).toEqual(values.map((value) => distinct.indexOf(value)));
      }),
    );
  });
});

describe('fitLogisticLine', () => {
  const anyPoints = fc.array(
    fc.record({
      x: fc.double({ min: -50, max: 50, noNaN: true }),
      rows: fc.integer({ min: 1, max: 50 }),
      share: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
    }),
    { minLength: 2, maxLength: 20 },
  );

  test('is where the likelihood is flat, and the same from any start', () => {
    fc.assert(
      fc.property(anyPoints, (points) => {
        const spread = Math.max(...points.map(({ x }) => x)) - Math.min(...points.map(({ x }) => x));
        fc.pre(spread > 1e-3);
        const x = Float64Array.from(points, (point) => point.x);
        const rows = Float64Array.from(points, (point) => point.rows);
        const positives = Float64Array.from(points, (point) => point.rows * point.share);
        const line = fitLogisticLine(x, rows, positives);
        let level = 0;
        let tilt = 0;
        for (let i = 0; i < x.length; i++) {
          const residual = positives[i]! - rows[i]! / (1 + Math.exp(-line.intercept - line.slope * x[i]!));
          level += residual;
          tilt += (residual * x[i]!) / 50;
        }
        const total = rows.reduce((sum, n) => sum + n, 0);
        expect(Math.abs(level) / total).toBeLessThan(1e-9);
        expect(Math.abs(tilt) / total).toBeLessThan(1e-9);
        const restarted = fitLogisticLine(x, rows, positives, {
          intercept: line.intercept + 0.3,
          slope: line.slope - 0.01,
        });
        expect(restarted.slope).toBeCloseTo(line.slope, 6);
      }),
    );
  });

  test('is exact for two points, however large or small their distance', () => {
    for (const scale of [1e-200, 1, 1e6, 1e300]) {
      const line = fitLogisticLine(Float64Array.of(0, scale), Float64Array.of(4, 4), Float64Array.of(1, 3));
      expect(line.intercept).toBeCloseTo(-Math.log(3), 12);
      expect(line.slope * scale).toBeCloseTo(2 * Math.log(3), 12);
    }
  });

  test('is not a number where there is no optimum', () => {
    const nowhere = { intercept: Number.NaN, slope: Number.NaN };
    expect(fitLogisticLine(Float64Array.of(3, 3), Float64Array.of(1, 1), Float64Array.of(0, 1))).toEqual(nowhere);
    expect(fitLogisticLine(Float64Array.of(0, 0), Float64Array.of(1, 1), Float64Array.of(0, 1))).toEqual(nowhere);
  });
});
