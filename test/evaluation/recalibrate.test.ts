import { describe, expect, test } from 'vitest';
import { recalibrate } from '../../src/evaluation/recalibrate.ts';
import { chiSquaredTail } from '../../src/numeric/special.ts';
import { readGolden } from '../golden/readGolden.ts';

// scikit-learn 1.2.1 and scipy 1.10.1; see golden/recalibration.py.
const golden = readGolden<{
  chiSquaredTail: [number, number, number][];
  cases: {
    name: string;
    logOdds: number[];
    label: number[];
    interceptOnly: number;
    both: { intercept: number; slope: number };
    rocAuc: number;
    tests: Record<'noneToIntercept' | 'interceptToBoth' | 'noneToBoth', [number, number]>;
  }[];
}>('recalibration');

function ask(logOdds: readonly number[], label: readonly number[], auc: { value: number; low: number; high: number }) {
  const unit = Int32Array.from(label.keys());
  return recalibrate({ logOdds: Float64Array.from(logOdds), label: Uint8Array.from(label), unit }, auc, { seed: 1 });
}

const anyAuc = { value: 0.7, low: 0.1, high: 0.9 };

test.each(golden.chiSquaredTail)('the chi-squared tail at %f', (x, one, two) => {
  expect(Math.abs(chiSquaredTail(x, 1) / one - 1)).toBeLessThan(1e-12);
  expect(Math.abs(chiSquaredTail(x, 2) / two - 1)).toBeLessThan(1e-12);
});

describe('recalibrate', () => {
  test.each(golden.cases)('has the lines and tests of scikit-learn and scipy: $name', (expected) => {
    const found = ask(expected.logOdds, expected.label, anyAuc);
    expect(found.interceptOnly.intercept).toBeCloseTo(expected.interceptOnly, 9);
    expect(found.both.intercept).toBeCloseTo(expected.both.intercept, 6);
    expect(found.both.slope).toBeCloseTo(expected.both.slope, 6);
    expect(found.rocAuc.value).toBeCloseTo(expected.rocAuc, 12);
    for (const name of ['noneToIntercept', 'interceptToBoth', 'noneToBoth'] as const) {
      expect(found.tests[name].statistic).toBeCloseTo(expected.tests[name][0], 7);
      expect(found.tests[name].pValue).toBeCloseTo(expected.tests[name][1], 8);
    }
  });

  test('says fine, shifts, or shifts and stretches, by what was changed', () => {
    const [right, shifted, bold] = golden.cases.map(({ logOdds, label }) => ask(logOdds, label, anyAuc));
    expect(right).toMatchObject({ advice: 'keep', line: { intercept: 0, slope: 1 } });
    expect(shifted).toMatchObject({ advice: 'recalibrate', line: shifted!.interceptOnly });
    expect(bold).toMatchObject({ advice: 'recalibrate', line: bold!.both });
  });

  test('shifts to the rate that was observed where all log-odds but few are one', () => {
    // At log-odds 0 for all but two rows that balance each other, the shift is the log-odds of 30 in 100.
    const label = Array.from({ length: 100 }, (_, i) => Number(i < 30));
    const found = ask([...label.map(() => 0), 1, -1, 1, -1], [...label, 0, 1, 1, 0], anyAuc);
    const p = (x: number) => 1 / (1 + Math.exp(-x - found.interceptOnly.intercept));
    expect(100 * p(0) + 2 * p(1) + 2 * p(-1)).toBeCloseTo(32, 9);
  });

  test('says retrain when each ROC AUC lies outside the interval of the other, and only then', () => {
    const { logOdds, label } = golden.cases[2]!;
    const { rocAuc } = ask(logOdds, label, anyAuc);
    const reference = (value: number, low: number) => ({ value, low, high: 1 });
    const advice = (value: number, low: number) => ask(logOdds, label, reference(value, low)).advice;
    expect(advice(rocAuc.high + 0.01, rocAuc.value + 0.001)).toBe('retrain');
    expect(advice(rocAuc.high - 0.001, rocAuc.value + 0.001)).toBe('recalibrate');
    expect(advice(rocAuc.high + 0.01, rocAuc.value - 0.001)).toBe('recalibrate');
  });

  test('says retrain when the line that fits would turn the order round, whatever the reference', () => {
    const pairs = Array.from({ length: 60 }, (_, i) => [(i % 6) - 2.5, Number((i * 7) % 6 >= i % 6)] as const);
    const logOdds = pairs.map(([x]) => x);
    const label = pairs.map(([x, y]) => (x > 0 ? 0 : x < -2 ? 1 : y));
    // One of each class at either end, so that a line can be fitted.
    const found = ask([...logOdds, -2.5, 2.5], [...label, 0, 1], anyAuc);
    expect(found.both.slope).toBeLessThan(0);
    expect(found.advice).toBe('retrain');
  });

  test.each([
    ['no rows', [], []],
    ['one class', [0, 1], [1, 1]],
    ['separated classes', [0, 1], [0, 1]],
    ['a single log-odds', [1, 1], [0, 1]],
    ['infinite log-odds', [Infinity, 1, 0], [0, 1, 0]],
  ])('refuses %s', (_, logOdds, label) => {
    expect(() => ask(logOdds, label, anyAuc)).toThrow(expect.objectContaining({ code: 'data' }));
  });
});
