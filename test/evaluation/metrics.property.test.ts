import { describe, expect, test } from 'vitest';
import { gains } from '../../src/evaluation/gains.ts';
import { histogram } from '../../src/evaluation/histogram.ts';
import { averagePrecision } from '../../src/evaluation/metrics/averagePrecision.ts';
import { brier } from '../../src/evaluation/metrics/brier.ts';
import { calibrationLine } from '../../src/evaluation/metrics/calibrationLine.ts';
import { ece } from '../../src/evaluation/metrics/ece.ts';
import { logLoss } from '../../src/evaluation/metrics/logLoss.ts';
import { rocAuc } from '../../src/evaluation/metrics/rocAuc.ts';
import { reliability } from '../../src/evaluation/reliability.ts';
import { fc } from '../property/fastCheck.ts';
import { anyRows, columns, type Row, shuffled } from './rows.ts';

const metrics = {
  rocAuc,
  averagePrecision,
  logLoss,
  brier,
  ece,
  slope: (p: Float64Array, y: Uint8Array, w?: Float64Array) => calibrationLine(p, y, w).slope,
  intercept: (p: Float64Array, y: Uint8Array, w?: Float64Array) => calibrationLine(p, y, w).intercept,
};

/** Chance that a positive is above a negative, pair by pair. */
function pairwiseAuc(rows: readonly Row[]): number {
  let wins = 0;
  let pairs = 0;
  for (const up of rows.filter((row) => row.label === 1))
    for (const down of rows.filter((row) => row.label === 0)) {
      pairs += up.copies * down.copies;
      wins += up.copies * down.copies * (up.p > down.p ? 1 : up.p === down.p ? 0.5 : 0);
    }
  return wins / pairs;
}

describe('metrics, for any rows', () => {
  test.each(Object.entries(metrics))('%s: weight k is k copies, and the order of rows changes no bit', (_, metric) => {
    fc.assert(
      fc.property(anyRows, fc.integer(), (rows, seed) => {
        const { probabilities, label, weight } = columns(rows);
        const copied = columns(rows.flatMap((row) => new Array<Row>(row.copies).fill(row)));
        const mixed = columns(shuffled(rows, seed));
        const found = metric(probabilities, label, weight);
        expect(metric(copied.probabilities, copied.label)).toBe(found);
        expect(metric(mixed.probabilities, mixed.label, mixed.weight)).toBe(found);
      }),
    );
  });

  test.each(Object.entries(metrics))('%s: fractional weights in any order give the same bits', (_, metric) => {
    const weighted = fc.array(
      fc.tuple(fc.constantFrom(0.1, 0.2, 0.3), fc.nat(1), fc.double({ min: 0.01, max: 9, noNaN: true })),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(weighted, fc.integer(), (rows, seed) => {
        const compute = (list: typeof rows) =>
          metric(
            Float64Array.from(list, ([p]) => p),
            Uint8Array.from(list, ([, y]) => y),
            Float64Array.from(list, ([, , w]) => w),
          );
        expect(compute(shuffled(rows, seed))).toBe(compute(rows));
      }),
    );
  });

  test('ROC AUC is the share of pairs in order, survives monotone maps, and flips with the labels', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { probabilities, label, weight } = columns(rows);
        const found = rocAuc(probabilities, label, weight);
        const flipped = label.map((y) => 1 - y);
        if (Number.isNaN(found)) expect(rocAuc(probabilities, flipped, weight)).toBeNaN();
        else {
          expect(found).toBeCloseTo(pairwiseAuc(rows), 12);
          const distinct = [...new Set(probabilities)].sort((a, b) => a - b);
          const mapped = probabilities.map((p) => Math.sqrt(distinct.indexOf(p)) - 7);
          expect(rocAuc(mapped, label, weight)).toBe(found);
          expect(
            rocAuc(
              probabilities.map((p) => -p),
              label,
              weight,
            ),
          ).toBeCloseTo(1 - found, 12);
          expect(rocAuc(probabilities, flipped, weight)).toBeCloseTo(1 - found, 12);
        }
      }),
    );
  });

  test('expected calibration error is in [0, 1], and is what the reliability diagram shows', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { probabilities, label } = columns(rows);
        const found = ece(probabilities, label);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
        const bins = reliability(probabilities, label);
        const shown = bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.observed - bin.meanPredicted), 0);
        expect(found).toBeCloseTo(shown / rows.length, 12);
      }),
    );
  });

  test('the reliability diagram holds every row once, rises in probability, and its intervals hold the share', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { probabilities, label } = columns(rows);
        const bins = reliability(probabilities, label, 0.9);
        expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows.length);
        expect(bins.length).toBeLessThanOrEqual(15);
        for (const [i, bin] of bins.entries()) {
          if (i > 0) expect(bin.meanPredicted).toBeGreaterThan(bins[i - 1]!.meanPredicted);
          expect(bin.low).toBeLessThanOrEqual(bin.observed);
          expect(bin.high).toBeGreaterThanOrEqual(bin.observed);
        }
      }),
    );
  });

  test('bins of rows without ties differ by at most one row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (n) => {
        const sizes = reliability(
          Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n),
          new Uint8Array(n),
        ).map((bin) => bin.rows);
        expect(sizes).toHaveLength(Math.min(15, n));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('gains rise to 1, and no order of tied rows changes them', () => {
    fc.assert(
      fc.property(anyRows, fc.integer(), (rows, seed) => {
        fc.pre(rows.some((row) => row.label === 1));
        const { probabilities, label } = columns(rows);
        const mixed = columns(shuffled(rows, seed));
        const points = gains(probabilities, label);
        expect(gains(mixed.probabilities, mixed.label)).toEqual(points);
        expect(points).toHaveLength(100);
        expect(points.at(-1)).toEqual({ share: 1, gain: 1, lift: 1 });
        for (const [i, { share, gain, lift }] of points.entries()) {
          expect(gain).toBeGreaterThanOrEqual(i === 0 ? 0 : points[i - 1]!.gain - 1e-12);
          expect(lift).toBe(gain / share);
        }
      }),
    );
  });

  test('gains of chance are the diagonal, of a perfect ranking a straight rise', () => {
    const label = Uint8Array.from({ length: 200 }, (_, i) => Number(i < 40));
    for (const { share, gain } of gains(new Float64Array(200).fill(0.2), label)) expect(gain).toBeCloseTo(share, 12);
    for (const { share, gain } of gains(Float64Array.from(label), label))
      expect(gain).toBeCloseTo(Math.min(1, share / 0.2), 12);
  });

  test('the histogram counts every row where it belongs', () => {
    const counts = new Array<number>(100).fill(0);
    for (const [bin, rows] of [
      [0, 2],
      [1, 1],
      [29, 1],
      [57, 1],
      [99, 2],
    ] as const)
      counts[bin] = rows;
    expect(histogram(Float64Array.of(0, 0.0099, 0.01, 0.29, 0.57, 0.999, 1))).toEqual(counts);
    for (let bin = 0; bin < 100; bin++) {
      const [least, below] = [Float64Array.of(bin / 100), Float64Array.of((bin + 1) / 100 - 1e-15)];
      expect([histogram(least).indexOf(1), histogram(below).indexOf(1)]).toEqual([bin, bin]);
    }
    expect(() => histogram(Float64Array.of(Number.NaN))).toThrow('NaN is not a probability');
  });
});
