import { describe, expect, test } from 'vitest';
import { compareLogLoss } from '../../src/evaluation/compareLogLoss.ts';
import { type EvaluationOptions, evaluate } from '../../src/evaluation/evaluate.ts';
import { gains } from '../../src/evaluation/gains.ts';
import { histogram } from '../../src/evaluation/histogram.ts';
import { averagePrecision } from '../../src/evaluation/metrics/averagePrecision.ts';
import { brier } from '../../src/evaluation/metrics/brier.ts';
import { calibrationLine } from '../../src/evaluation/metrics/calibrationLine.ts';
import { ece } from '../../src/evaluation/metrics/ece.ts';
import { liftAtK } from '../../src/evaluation/metrics/liftAtK.ts';
import { logLoss } from '../../src/evaluation/metrics/logLoss.ts';
import { rocAuc } from '../../src/evaluation/metrics/rocAuc.ts';
import { reliability } from '../../src/evaluation/reliability.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { fc } from '../property/fastCheck.ts';
import { shuffled } from './rows.ts';

interface Case {
  readonly p: number;
  readonly label: number;
  readonly unit: number;
  readonly order: number;
}

/** Rows of a calibrated model; a third of them share a probability with another. */
function simulate(seed: number, rows: number, units: number): Case[] {
  const random = new Random(seed);
  return Array.from({ length: rows }, (_, order) => {
    const exact = sigmoid(-1.5 + random.normal());
    const p = order % 3 === 0 ? Math.round(exact * 50) / 50 : exact;
    return { p, label: Number(random.next() < exact), unit: 7 * random.integer(units) - 50, order: order >> 1 };
  });
}

function columns(rows: readonly Case[]) {
  return {
    probabilities: Float64Array.from(rows, (row) => row.p),
    label: Uint8Array.from(rows, (row) => row.label),
    unit: Int32Array.from(rows, (row) => row.unit),
    tieOrder: Int32Array.from(rows, (row) => row.order),
  };
}

function expectHolds({ value, low, high }: { value: number; low: number; high: number }): void {
  expect(low).toBeLessThan(value);
  expect(high).toBeGreaterThan(value);
}

describe('evaluate', () => {
  const rows = simulate(1, 600, 150);
  const input = columns(rows);
  const result = evaluate(input, { seed: 4 });

  test('gives the values of the single metrics', () => {
    const { probabilities: p, label, tieOrder } = input;
    const { metrics } = result;
    expect(metrics.rocAuc.value).toBe(rocAuc(p, label));
    expect(metrics.averagePrecision.value).toBe(averagePrecision(p, label));
    expect(metrics.logLoss.value).toBe(logLoss(p, label));
    expect(metrics.brier.value).toBe(brier(p, label));
    expect(metrics.ece.value).toBe(ece(p, label));
    const { slope, intercept } = calibrationLine(p, label);
    expect(metrics.calibrationSlope.value).toBe(slope);
    expect(metrics.calibrationIntercept.value).toBe(intercept);
    for (const { share, k, lift, precision } of metrics.liftAt)
      expect({ share, k, lift: lift.value, precision: precision.value }).toEqual(liftAtK(p, label, share, tieOrder));
    expect(metrics.liftAt.map(({ share }) => share)).toEqual([0.01, 0.05, 0.1, 0.2]);
    expect(result.gains).toEqual(gains(p, label, tieOrder));
    expect(result.reliability).toEqual(reliability(p, label, 0.95));
    expect(result.histogram).toEqual(histogram(p));
    expect(result).toMatchObject({
      rows: 600,
      positives: label.reduce((sum, y) => sum + y, 0),
      units: new Set(input.unit).size,
      level: 0.95,
    });
  });

  test('puts an interval around every metric that noise does not push to one side', () => {
    const { liftAt, ece: _, ...single } = result.metrics;
    for (const estimate of Object.values(single)) expectHolds(estimate);
    for (const { lift, precision } of liftAt.slice(1)) {
      expectHolds(lift);
      expectHolds(precision);
    }
  });

  test('a higher level widens the intervals, another seed moves them, the same seed does not', () => {
    const wide = evaluate(input, { seed: 4, level: 0.99 });
    expect(wide.level).toBe(0.99);
    expect(wide.metrics.rocAuc.low).toBeLessThan(result.metrics.rocAuc.low);
    expect(wide.metrics.rocAuc.high).toBeGreaterThan(result.metrics.rocAuc.high);
    expect(wide.reliability[3]!.high).toBeGreaterThan(result.reliability[3]!.high);
    expect(evaluate(input, { seed: 5 }).metrics.rocAuc).not.toEqual(result.metrics.rocAuc);
    expect(evaluate(input, { seed: 4 })).toEqual(result);
  });

  test('the order of rows changes no bit, nor is the input touched', () => {
    const options: EvaluationOptions = { seed: 2, resamples: 20 };
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 20 }), (seed, n, units) => {
        const some = simulate(seed, n, units);
        const before = columns(some);
        const found = evaluate(before, options);
        expect(before).toEqual(columns(some));
        expect(evaluate(columns(shuffled(some, seed)), options)).toEqual(found);
        const { tieOrder: _, ...without } = before;
        const { tieOrder: __, ...mixed } = columns(shuffled(some, seed));
        expect(evaluate(mixed, options)).toEqual(evaluate(without, options));
      }),
      { numRuns: 40 },
    );
  });

  test('renumbering units in the same order changes nothing', () => {
    const renumbered = { ...input, unit: input.unit.map((unit) => 3 * unit + 11) };
    expect(evaluate(renumbered, { seed: 4, resamples: 30 })).toEqual(evaluate(input, { seed: 4, resamples: 30 }));
  });

  test('resampling whole units: ten copies of each row in its unit leave the intervals where they are', () => {
    const copies = columns(rows.flatMap((row) => new Array<Case>(10).fill(row)));
    const found = evaluate(copies, { seed: 4 });
    expect(found.metrics.rocAuc).toEqual(result.metrics.rocAuc);
    const apart = evaluate({ ...copies, unit: Int32Array.from(copies.unit, (_, i) => i) }, { seed: 4 });
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(apart.metrics.rocAuc)).toBeLessThan(width(result.metrics.rocAuc) / 2);
  });

  test('intervals cover the truth about as often as they say', () => {
    // Of 120 intervals at 90%, between 96 and 119: beyond 4 standard deviations on either side.
    let covered = 0;
    for (let seed = 0; seed < 120; seed++) {
      const { metrics } = evaluate(columns(simulate(seed + 100, 300, 100)), { seed, level: 0.9, resamples: 100 });
      if (metrics.calibrationSlope.low <= 1 && metrics.calibrationSlope.high >= 1) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(96);
    expect(covered).toBeLessThan(120);
  });

  test('one class: undefined figures are NaN, the others have intervals', () => {
    const { metrics } = evaluate({ ...input, label: new Uint8Array(600) }, { seed: 1, resamples: 20 });
    const nothing = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    expect(metrics.rocAuc).toEqual(nothing);
    expect(metrics.averagePrecision).toEqual(nothing);
    expect(metrics.calibrationSlope).toEqual(nothing);
    expect(metrics.liftAt[0]!.lift).toEqual(nothing);
    expect(metrics.liftAt[0]!.precision).toEqual({ value: 0, low: 0, high: 0 });
    expectHolds(metrics.logLoss);
  });

  test('resamples in which a figure is undefined are left out and counted', () => {
    const p = Float64Array.from({ length: 20 }, (_, i) => (i + 1) / 30);
    const label = Uint8Array.from({ length: 20 }, (_, i) => Number(i === 12));
    const { metrics } = evaluate({ probabilities: p, label, unit: Int32Array.from(p.keys()) }, { seed: 1 });
    // (1 − 1/20)^20 of the resamples, 36% or 72 of 200, lack the only positive; 4 standard deviations are 27.
    expect(metrics.rocAuc.skipped).toBeGreaterThan(45);
    expect(metrics.rocAuc.skipped).toBeLessThan(99);
    expect(Number.isFinite(metrics.rocAuc.low)).toBe(true);
    expect(metrics.logLoss).not.toHaveProperty('skipped');
  });

  test('a single unit has no interval; a single probability has no slope', () => {
    const alone = evaluate({ ...input, unit: new Int32Array(600) }, { seed: 1, resamples: 5 });
    expect(alone.metrics.rocAuc).toEqual({ value: result.metrics.rocAuc.value, low: Number.NaN, high: Number.NaN });
    const flat = evaluate({ ...input, probabilities: new Float64Array(600).fill(0.2) }, { seed: 1, resamples: 20 });
    expect(flat.metrics.rocAuc).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(flat.metrics.calibrationSlope.value).toBeNaN();
    expect(flat.reliability).toHaveLength(1);
  });

  test.each([
    ['data', { ...input, unit: new Int32Array(3) }, { seed: 1 }],
    ['data', { ...input, tieOrder: new Int32Array(3) }, { seed: 1 }],
    ['data', { ...input, probabilities: input.probabilities.map((p) => p * 9) }, { seed: 1 }],
    ['config', input, { seed: 1, resamples: 0 }],
    ['config', input, { seed: 1, level: 1 }],
    ['config', input, { seed: 1, shares: [0] }],
    ['config', input, { seed: 1, shares: [1.5] }],
  ])('refuses bad input (%s)', (code, bad, options) => {
    expect(() => evaluate(bad, options)).toThrow(expect.objectContaining({ name: 'HandraiseError', code }));
  });
});

describe('compareLogLoss', () => {
  const rows = simulate(3, 500, 120);
  const { probabilities, label, unit } = columns(rows);
  const flat = new Float64Array(500).fill(label.reduce((sum, y) => sum + y, 0) / 500);

  test('is the difference of the log losses, and sure that a calibrated model beats the base rate', () => {
    const found = compareLogLoss({ probabilities, other: flat, label, unit }, { seed: 1 });
    expect(found.value).toBeCloseTo(logLoss(probabilities, label) - logLoss(flat, label), 12);
    expectHolds(found);
    expect(found.high).toBeLessThan(0);
  });

  test('is paired: of a model with itself nothing, the other way round the negative', () => {
    expect(compareLogLoss({ probabilities, other: probabilities, label, unit }, { seed: 1 })).toEqual({
      value: 0,
      low: 0,
      high: 0,
    });
    const there = compareLogLoss({ probabilities, other: flat, label, unit }, { seed: 1 });
    const back = compareLogLoss({ probabilities: flat, other: probabilities, label, unit }, { seed: 1 });
    expect(back.value).toBeCloseTo(-there.value, 12);
    expect(back.low).toBeCloseTo(-there.high, 12);
  });

  test('the order of rows changes no bit', () => {
    const compute = (list: readonly Case[]) =>
      compareLogLoss({ ...columns(list), other: Float64Array.from(list, (row) => row.p ** 2) }, { seed: 8 });
    expect(compute(shuffled(rows, 1))).toEqual(compute(rows));
  });

  test('refuses columns of other lengths', () => {
    const short = new Float64Array(3);
    for (const bad of [
      { probabilities, other: short, label, unit },
      { probabilities, other: flat, label, unit: new Int32Array(1) },
    ])
      expect(() => compareLogLoss(bad, { seed: 1 })).toThrow(expect.objectContaining({ code: 'data' }));
  });
});
