import { describe, expect, test } from 'vitest';
import type { ConfigInput } from '../../src/config/schema.ts';
import { Random } from '../../src/numeric/random.ts';
import { isoOf } from '../../src/time/instant.ts';
import { evaluateInUse, evaluateOverTime } from '../../src/training/evaluateInUse.ts';
import { at, days, program } from '../snapshot/handmade.ts';

type Input = NonNullable<ConfigInput['programs']>[string];

const rows = 400;
const random = new Random(8);
const probabilities = Float64Array.from({ length: rows }, () => random.next() ** 2);
const label = Uint8Array.from(probabilities, (p) => Number(random.next() < p));
const unit = Int32Array.from(label, (_, row) => row);
const read = { label, unit, order: unit };
const verdict = { probabilities };
/** Four dates a month apart, a hundred rows each. */
const monthly = Float64Array.from(unit, (row) => at(`2025-0${5 + Math.floor(row / 100)}-01`));
const descending = probabilities.toSorted().reverse();

function judged(input: Partial<Input>, dates = monthly) {
  const result = evaluateInUse(verdict, read, program(input), dates);
  const { truePositives, falsePositives } = result.threshold!.confusion;
  return { ...result, ...result.threshold!, taken: truePositives + falsePositives };
}

describe('the threshold of tier A', () => {
  test('is one week of work of each list where a program lists everybody at the dates of a calendar', () => {
    const { basis, confusion, taken } = judged({ tiers: { perWeek: 10 } });
    expect(basis).toEqual({ perWeek: 10, times: 4, per: 'date' });
    expect([taken, confusion.threshold]).toEqual([40, descending[39]]);
  });

  test('is all weeks of work where contacts have dates of their own', () => {
    const daily = Float64Array.from(unit, (row) => at('2025-05-01') + days(row / 19));
    const { basis, taken } = judged({ cutoffs: { daysAfterCreation: 3 }, tiers: { perWeek: 25 } }, daily);
    expect(basis).toEqual({ perWeek: 25, times: 3, per: 'week' });
    expect(taken).toBe(75);
  });

  test('is all there are where the capacity exceeds them', () => {
    expect(judged({ tiers: { perWeek: 1000 } }).taken).toBe(rows);
  });

  test('is the stated probability, else the best twentieth', () => {
    expect(judged({ tiers: { probability: { A: 0.5, B: 0.2, C: 0.1 } } })).toMatchObject({
      basis: { probability: 0.5 },
      taken: probabilities.filter((p) => p >= 0.5).length,
    });
    const { basis, taken } = judged({});
    expect((basis as { share: number }).share).toBeCloseTo(0.05, 12);
    expect(taken).toBe(20);
  });

  test('has its number of rows among those at which precision is taken', () => {
    const { bestRows, taken, confusion } = judged({ tiers: { perWeek: 11 } });
    expect(bestRows!.map(({ k }) => k)).toEqual(
      [10, 12, 15, 20, 25, 30, 40, 44, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400].sort((a, b) => a - b),
    );
    expect(taken).toBe(44);
    expect(bestRows!.find(({ k }) => k === 44)!.precision.value).toBeCloseTo(confusion.truePositives / 44, 12);
  });

  test('is unknown without rows', () => {
    expect(
      evaluateInUse(
        { probabilities: new Float64Array(0) },
        { label: new Uint8Array(0), unit: new Int32Array(0), order: new Int32Array(0) },
        program(),
        new Float64Array(0),
      ),
    ).toEqual({});
  });
});

test('what came is given as a share of what the probabilities add up to', () => {
  const came = label.reduce((sum, y) => sum + y, 0);
  const { value, low, high } = judged({}).cameOfExpected!;
  expect(value).toBeCloseTo(came / probabilities.reduce((sum, p) => sum + p, 0), 12);
  expect(low < value && value < high).toBe(true);
});

describe('calibration over time', () => {
  const overTime = (input: Partial<Input>, dates: Float64Array) =>
    evaluateOverTime(verdict, read, program(input), dates).overTime?.map(({ from, to, rows }) => [
      isoOf(from),
      isoOf(to),
      rows,
    ]);

  test('goes by the dates of a calendar', () => {
    expect(overTime({}, monthly)).toEqual(
      ['2025-05-01', '2025-06-01', '2025-07-01', '2025-08-01'].map((date) => [date, date, 100]),
    );
  });

  test('goes by months where contacts have dates of their own', () => {
    const daily = Float64Array.from(unit, (row) => at('2025-05-21') + days(row % 20));
    expect(overTime({ cutoffs: { daysAfterCreation: 3 } }, daily)).toEqual([
      ['2025-05-21', '2025-05-31', 220],
      ['2025-06-01', '2025-06-09', 180],
    ]);
  });

  test('leaves rows without a time out, and is absent of a single date', () => {
    const dates = monthly.map((date, row) => (row % 2 === 0 ? date : Number.NaN));
    expect(overTime({}, dates)?.map(([, , count]) => count)).toEqual([50, 50, 50, 50]);
    expect(overTime({}, new Float64Array(rows).fill(at('2025-05-01')))).toBeUndefined();
  });
});
