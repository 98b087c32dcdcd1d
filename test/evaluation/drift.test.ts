import { describe, expect, it } from 'vitest';
import { baseRate } from '../../src/evaluation/baseRate.ts';
import { driftOf, type Period } from '../../src/evaluation/drift.ts';
import { Random } from '../../src/numeric/random.ts';

const right = { value: 1, low: 0.8, high: 1.2 };

/** Periods of so many independent rows each, at the given rates. */
function periods(rates: readonly number[], rows: number, seed: number, predicted = rates): Period[] {
  const random = new Random(seed);
  return rates.map((rate, i) => {
    const label = Uint8Array.from({ length: rows }, () => (random.next() < rate ? 1 : 0));
    const unit = Int32Array.from(label, (_, row) => row);
    return { baseRate: baseRate(label, unit, { seed: i }), meanPredicted: predicted[i]!, calibrationSlope: right };
  });
}

describe('drift', () => {
  it('is seldom seen where there is none', () => {
    const found = Array.from({ length: 30 }, (_, seed) => driftOf(periods(new Array(8).fill(0.1), 300, seed)));
    expect(found.filter(({ baseRate }) => baseRate !== 'steady').length).toBeLessThanOrEqual(1);
    expect(found.filter(({ calibrationFails }) => calibrationFails).length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['rising', [0.05, 0.06, 0.07, 0.09, 0.1, 0.12, 0.14, 0.16]],
    ['falling', [0.16, 0.14, 0.12, 0.1, 0.09, 0.07, 0.06, 0.05]],
    ['changing', [0.05, 0.15, 0.05, 0.15, 0.15, 0.05, 0.15, 0.05]],
  ])('of a base rate that is %s is called that', (expected, rates) => {
    expect(driftOf(periods(rates, 2000, 1)).baseRate).toBe(expected);
  });

  it('too small to matter is not told of, however many rows there are', () => {
    expect(driftOf(periods([0.1, 0.1, 0.11, 0.115], 20_000, 2)).baseRate).toBe('steady');
  });

  it('finds out probabilities that are off, by their level or their slope', () => {
    const rates = new Array<number>(8).fill(0.1);
    const tooHigh = rates.map((rate, i) => (i < 5 ? rate : 0.2));
    expect(driftOf(periods(rates, 2000, 3, tooHigh))).toMatchObject({ calibrationFails: true });
    const bold = periods(rates, 2000, 3).map((period) => ({
      ...period,
      calibrationSlope: { value: 0.5, low: 0.4, high: 0.6 },
    }));
    expect(driftOf(bold)).toMatchObject({ calibrationFails: true, off: new Array(8).fill(true) });
    const once = bold.map((period, i) => (i === 0 ? period : { ...period, calibrationSlope: right }));
    expect(driftOf(once.map((period) => ({ ...period, meanPredicted: period.baseRate.value })))).toMatchObject({
      calibrationFails: false,
    });
  });

  it('is unknown of a single period', () => {
    expect(driftOf(periods([0.1], 500, 1)).baseRate).toBe('unknown');
  });
});
