import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountPoints } from '../../src/features/sweep/accountPoints.ts';
import { ActiveDays } from '../../src/features/sweep/activeDays.ts';
import { EventSweep, eventAnomalies, type SweepShape } from '../../src/features/sweep/eventSweep.ts';
import { IdIndex } from '../../src/features/sweep/idIndex.ts';
import { bucketOf, lookbackOf } from '../../src/features/sweep/lookback.ts';
import { ValueSums } from '../../src/features/sweep/valueSums.ts';
import { Tally } from '../../src/snapshot/tally.ts';
import { day, origin } from './smallCrm.ts';

describe('IdIndex', () => {
  test('finds every id by its bytes, wherever they lie, and nothing else', () => {
    const ids = fc.uniqueArray(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'a', 'aa', 'aaa')), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(ids, fc.array(fc.string({ unit: 'binary' })), (known, others) => {
        const index = new IdIndex(known);
        const find = (id: string) => {
          const bytes = Buffer.from(`<<${id}>>`);
          return index.find(bytes, 2, bytes.length - 2);
        };
        known.forEach((id, i) => {
          expect(find(id)).toBe(i);
        });
        for (const id of others) expect(find(id)).toBe(known.indexOf(id));
      }),
    );
  });

  test('tells apart 100,000 ids that share all but their last digits', () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `00Q5g00000${i}`);
    const index = new IdIndex(ids);
    const wrong = ids.filter((id, i) => index.find(Buffer.from(id), 0, id.length) !== i);
    expect(wrong).toEqual([]);
    expect(index.find(Buffer.from('00Q5g00000100000'), 0, 16)).toBe(-1);
  });
});

test('windows are distinct, ascending, and reach exactly as far as they say', () => {
  const { days, spans } = lookbackOf([30, 7, 30, 0.5]);
  expect(days).toEqual([0.5, 7, 30]);
  expect([...spans]).toEqual([day / 2, 7 * day, 30 * day]);
  const ages = [1, day / 2, day / 2 + 1, 7 * day, 7 * day + 1, 30 * day, 30 * day + 1];
  expect(ages.map((age) => bucketOf(spans, age))).toEqual([0, 0, 1, 1, 2, 2, 3]);
});

test('a day that windows cut in two counts once in the wider one', () => {
  const lookback = lookbackOf([0.25, 0.5, 2.5]);
  const days = new ActiveDays(2, lookback);
  for (const age of [0.1 * day, 0.4 * day, 0.9 * day, 2.4 * day, 2.5 * day])
    days.add(1, bucketOf(lookback.spans, age), age);
  expect([0, 1, 2].map((window) => days.count(1, window))).toEqual([1, 1, 2]);
  expect([0, 1, 2].map((window) => days.count(0, window))).toEqual([0, 0, 0]);
});

test('sums of values have the same bits in any order, and are exact', () => {
  const values = fc.array(fc.double({ min: -1e11, max: 1e11, noNaN: true }), { maxLength: 40 });
  fc.assert(
    fc.property(
      values.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        const sum = (list: readonly number[]) => {
          const sums = new ValueSums(3);
          list.forEach((value, i) => {
            sums.add(i % 3, value);
          });
          return sums.sum(0, 3);
        };
        const exact = one.reduce((total, value) => total + BigInt(Math.round(value * 10_000)), 0n);
        expect(sum(one)).toBe(Number(exact) / 10_000);
        expect(sum(other)).toBe(sum(one));
      },
    ),
  );
});

describe('EventSweep', () => {
  const shape = (overrides: Partial<SweepShape> = {}): SweepShape => {
    const snapshots = { rows: 2, contact: Int32Array.of(0, 0), asOf: Float64Array.of(origin, origin + 30 * day) };
    const contacts = { account: Int32Array.of(-1, -1), createdAt: Float64Array.of(0, 0) };
    const accounts = { ids: [] };
    return {
      snapshots,
      contacts,
      accounts,
      points: accountPoints(snapshots, contacts, accounts),
      lookback: lookbackOf([7, 90]),
      kinds: 1,
      valued: Int32Array.of(0),
      knownBefore: origin + 60 * day,
      ...overrides,
    };
  };

  test('counts what it leaves aside and uses none of it', () => {
    const tally = new Tally<string>();
    const sweep = new EventSweep(shape(), tally);
    sweep.add(-1, origin - 1, Number.NaN, 0, Number.NaN);
    sweep.add(0, Number.NaN, Number.NaN, 0, Number.NaN);
    sweep.add(0, Number.POSITIVE_INFINITY, Number.NaN, 0, Number.NaN);
    sweep.add(0, Number.NEGATIVE_INFINITY, Number.NaN, 0, Number.NaN);
    sweep.add(0, origin + 60 * day, Number.NaN, 0, Number.NaN);
    sweep.add(0, origin - 1, Number.POSITIVE_INFINITY, 0, Number.NaN);
    sweep.finish();
    expect(tally.counts()).toEqual({
      [eventAnomalies.orphan]: 1,
      [eventAnomalies.timeless]: 3,
      [eventAnomalies.future]: 1,
    });
    expect([0, 1].map((row) => sweep.count(row, 1, 1))).toEqual([0, 0]);
    expect([0, 1].map((row) => sweep.last(row, 1))).toEqual([Number.NaN, Number.NaN]);
  });

  test('an event with a bad value counts, its value does not', () => {
    const tally = new Tally<string>();
    const sweep = new EventSweep(shape(), tally);
    for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, 1.0001e11, -20.25, 1e11])
      sweep.add(0, origin - 1, Number.NaN, 0, value);
    sweep.finish();
    expect(tally.counts()).toEqual({ [eventAnomalies.badValue]: 4 });
    expect(sweep.count(0, 0, 0)).toBe(6);
    expect(sweep.valueSum(0, 0, 0)).toBe(1e11 - 20.25);
  });

  test('other kinds count as activity only', () => {
    const tally = new Tally<string>();
    const sweep = new EventSweep(shape(), tally);
    sweep.add(0, origin - 1, Number.NaN, 1, 5);
    sweep.finish();
    expect(tally.counts()).toEqual({ [eventAnomalies.otherKind]: 1 });
    expect([sweep.count(0, 0, 1), sweep.count(0, 1, 1), sweep.activeDays(0, 1)]).toEqual([0, 1, 1]);
    expect([sweep.last(0, 0), sweep.last(0, 1)]).toEqual([Number.NaN, origin - 1]);
  });

  test('the last event is remembered beyond the longest window', () => {
    const sweep = new EventSweep(shape(), new Tally());
    sweep.add(0, origin - 1000 * day, Number.NaN, 0, Number.NaN);
    sweep.finish();
    expect([sweep.count(1, 0, 1), sweep.last(0, 0), sweep.last(1, 0)]).toEqual([
      0,
      origin - 1000 * day,
      origin - 1000 * day,
    ]);
  });

  test('refuses rows that are out of order', () => {
    const swapped = { rows: 2, contact: Int32Array.of(1, 0), asOf: Float64Array.of(origin, origin) };
    expect(() => new EventSweep(shape({ snapshots: swapped }), new Tally())).toThrow(/out of order/);
  });
});
