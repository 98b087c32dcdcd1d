import { describe, expect, test } from 'vitest';
import { averagePrecision } from '../../src/evaluation/metrics/averagePrecision.ts';
import { brier } from '../../src/evaluation/metrics/brier.ts';
import { calibrationLine } from '../../src/evaluation/metrics/calibrationLine.ts';
import { ece } from '../../src/evaluation/metrics/ece.ts';
import { liftAtK } from '../../src/evaluation/metrics/liftAtK.ts';
import { logLoss, logLossFromMargins } from '../../src/evaluation/metrics/logLoss.ts';
import { rocAuc } from '../../src/evaluation/metrics/rocAuc.ts';
import { wilson } from '../../src/evaluation/wilson.ts';
import { logit } from '../../src/numeric/special.ts';
import { readGolden } from '../golden/readGolden.ts';

interface GoldenMetrics {
  readonly rocAuc: number;
  readonly averagePrecision: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly line: { readonly intercept: number; readonly slope: number };
}
interface GoldenCase {
  readonly name: string;
  readonly probabilities: number[];
  readonly label: number[];
  readonly weight: number[];
  readonly order: number[];
  readonly plain: GoldenMetrics;
  readonly weighted: GoldenMetrics;
  readonly ece: number;
  readonly liftAt: { readonly share: number; readonly k: number; readonly precision: number; readonly lift: number }[];
}
// scikit-learn 1.2.1, scipy 1.10.1 and mpmath 1.2.1; see golden/metrics_evaluation.py.
const golden = readGolden<{
  cases: GoldenCase[];
  ends: { probabilities: number[]; label: number[]; logLoss: number };
  wilson: [number, number, number, number, number][];
}>('metrics_evaluation');

function expectNear(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThan(1e-9);
}

describe.each(golden.cases)('as scikit-learn: $name', (golden) => {
  const p = Float64Array.from(golden.probabilities);
  const label = Uint8Array.from(golden.label);
  describe.each(['plain', 'weighted'] as const)('%s', (kind) => {
    const weight = kind === 'weighted' ? Float64Array.from(golden.weight) : undefined;
    const expected = golden[kind];
    test('ROC AUC', () => expectNear(rocAuc(p, label, weight), expected.rocAuc));
    test('average precision', () => expectNear(averagePrecision(p, label, weight), expected.averagePrecision));
    test('log loss', () => expectNear(logLoss(p, label, weight), expected.logLoss));
    test('log loss from margins', () => expectNear(logLossFromMargins(p.map(logit), label, weight), expected.logLoss));
    test('Brier score', () => expectNear(brier(p, label, weight), expected.brier));
    test('calibration slope and intercept', () => {
      const line = calibrationLine(p, label, weight);
      expectNear(line.slope, expected.line.slope);
      expectNear(line.intercept, expected.line.intercept);
    });
  });

  test('expected calibration error', () => expectNear(ece(p, label), golden.ece));

  test.each(golden.liftAt)('lift and precision at $share', ({ share, k, precision, lift }) => {
    const found = liftAtK(p, label, share, Int32Array.from(golden.order));
    expect(found.k).toBe(k);
    expectNear(found.precision, precision);
    expectNear(found.lift, lift);
  });
});

describe('at the ends', () => {
  test('log loss is clipped as by scikit-learn', () => {
    const { probabilities, label, logLoss: expected } = golden.ends;
    expectNear(logLoss(Float64Array.from(probabilities), Uint8Array.from(label)), expected);
  });

  test('log loss of margins is not clipped', () => {
    expect(logLossFromMargins(Float64Array.of(1000, -1000), Uint8Array.of(0, 0))).toBe(500);
    expect(logLossFromMargins(Float64Array.of(-50), Uint8Array.of(0))).toBeCloseTo(Math.exp(-50), 30);
  });

  test.each(golden.wilson)('Wilson interval of %d in %d at %d as scipy', (positives, rows, level, low, high) => {
    const interval = wilson(positives, rows, level);
    expectNear(interval.low, low);
    expectNear(interval.high, high);
  });

  test('one class: what compares classes is undefined, the rest is not', () => {
    const p = Float64Array.of(0.2, 0.4, 0.9);
    for (const y of [0, 1]) {
      const label = new Uint8Array(3).fill(y);
      expect(rocAuc(p, label)).toBeNaN();
      expect(calibrationLine(p, label)).toEqual({ slope: Number.NaN, intercept: Number.NaN });
      expect(brier(p, label)).toBeGreaterThan(0);
    }
    expect(averagePrecision(p, new Uint8Array(3))).toBeNaN();
    expect(averagePrecision(p, new Uint8Array(3).fill(1))).toBe(1);
    expect(liftAtK(p, new Uint8Array(3), 0.5)).toEqual({ share: 0.5, k: 2, lift: Number.NaN, precision: 0 });
  });

  test.each([
    ['separated', [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]],
    ['separated the wrong way', [0.1, 0.2, 0.8, 0.9], [1, 1, 0, 0]],
    ['separated but for a tie', [0.1, 0.2, 0.2, 0.9], [0, 0, 1, 1]],
    ['one probability', [0.3, 0.3, 0.3], [0, 1, 0]],
  ])('the calibration line is undefined: %s', (_, p, y) => {
    const line = calibrationLine(Float64Array.from(p), Uint8Array.from(y));
    expect(line).toEqual({ slope: Number.NaN, intercept: Number.NaN });
  });

  test('the calibration line is finite with certain but wrong probabilities', () => {
    const line = calibrationLine(Float64Array.of(0, 0, 0, 1, 1, 1, 0.5), Uint8Array.of(0, 0, 1, 1, 1, 0, 1));
    expect(Number.isFinite(line.slope) && Number.isFinite(line.intercept)).toBe(true);
    // Odds of 2 to 1 at either end, 69.08 log-odds apart.
    expect(line.slope).toBeCloseTo((2 * Math.log(2)) / (2 * Math.log(1e15)), 3);
  });

  test('the cut holds share × rows, not one more by rounding', () => {
    const scores = Float64Array.from({ length: 100 }, (_, i) => i);
    expect(liftAtK(scores, new Uint8Array(100).fill(1, 50), 0.07).k).toBe(7);
    expect(liftAtK(scores, new Uint8Array(100).fill(1, 50), 0.001).k).toBe(1);
  });

  test('ties at the cut: by key, and in proportion where there is none', () => {
    const scores = Float64Array.of(0.9, 0.5, 0.5, 0.1);
    const label = Uint8Array.of(1, 0, 1, 0);
    expect(liftAtK(scores, label, 0.5).precision).toBe(0.75);
    expect(liftAtK(scores, label, 0.5, Int32Array.of(9, 1, 2, 0)).precision).toBe(0.5);
    expect(liftAtK(scores, label, 0.5, Int32Array.of(9, 2, 1, 0)).precision).toBe(1);
    expect(liftAtK(scores, label, 0.5, Int32Array.of(9, 2, 2, 0)).precision).toBe(0.75);
  });
});

describe('refusals', () => {
  const one = Uint8Array.of(1);
  test.each([
    ['no rows', () => rocAuc(new Float64Array(0), new Uint8Array(0))],
    ['lengths that differ', () => rocAuc(Float64Array.of(1, 2), one)],
    ['a score that is NaN', () => averagePrecision(Float64Array.of(Number.NaN), one)],
    ['a label of 2', () => rocAuc(Float64Array.of(1), Uint8Array.of(2))],
    ['a probability above 1', () => logLoss(Float64Array.of(1.1), one)],
    ['a negative probability', () => brier(Float64Array.of(-0.1), one)],
    ['an infinite probability', () => ece(Float64Array.of(Infinity), one)],
    ['a negative weight', () => brier(Float64Array.of(0.1), one, Float64Array.of(-1))],
    ['no weight at all', () => brier(Float64Array.of(0.1), one, Float64Array.of(0))],
    ['weights of another length', () => brier(Float64Array.of(0.1), one, Float64Array.of(1, 1))],
    ['keys of another length', () => liftAtK(Float64Array.of(0.1), one, 0.5, Int32Array.of(1, 1))],
  ])('%s', (_, compute) => {
    expect(compute).toThrow(expect.objectContaining({ name: 'HandraiseError', code: 'data' }));
  });
});
