import { describe, expect, test } from 'vitest';
import { accountPoints } from '../../src/features/sweep/accountPoints.ts';
import { eventAnomalies } from '../../src/features/sweep/eventAnomalies.ts';
import { EventStream } from '../../src/features/sweep/eventStream.ts';
import { EventSweep } from '../../src/features/sweep/eventSweep.ts';
import { eventBytes, foldInMemory, framed, type SentEvent } from '../../src/features/sweep/foldInMemory.ts';
import { lookbackOf } from '../../src/features/sweep/lookback.ts';
import type { SweepShape } from '../../src/features/sweep/sweepShape.ts';
import { fc } from '../property/fastCheck.ts';
import { day, origin } from './smallCrm.ts';

/** Two rows of contact `p1` and one of `p2`, without accounts. */
function shapeOf(overrides: Partial<SweepShape> = {}): SweepShape {
  const snapshots = {
    rows: 3,
    contact: Int32Array.of(0, 0, 1),
    asOf: Float64Array.of(origin, origin + 30 * day, origin),
  };
  const contacts = { ids: ['p1', 'p2'], account: Int32Array.of(-1, -1), createdAt: Float64Array.of(0, 0) };
  const accounts = { ids: [] };
  return {
    snapshots,
    contacts,
    accounts,
    owned: null,
    positions: null,
    numbers: false,
    points: accountPoints(snapshots, contacts, accounts),
    lookback: lookbackOf([7, 90]),
    kinds: { names: ['open'], excluded: [], others: true, valued: Int32Array.of(0) },
    properties: [],
    amounts: [],
    stages: [],
    means: null,
    rates: null,
    folds: new Set(['counts', 'last', 'days', 'values', 'maxima', 'lastValues', 'account']),
    knownBefore: origin + 60 * day,
    ...overrides,
  };
}

const open = (more: Partial<SentEvent> = {}): SentEvent => {
  return { contact: 'p1', occurredAt: origin - 1, kind: 'open', ...more };
};

describe('ids', () => {
  const oneRowEach = (ids: readonly string[]): SweepShape => {
    const snapshots = {
      rows: ids.length,
      contact: Int32Array.from(ids, (_, i) => i),
      asOf: new Float64Array(ids.length).fill(origin),
    };
    const contacts = { ids, account: new Int32Array(ids.length).fill(-1), createdAt: new Float64Array(ids.length) };
    return shapeOf({ snapshots, contacts, points: accountPoints(snapshots, contacts, { ids: [] }) });
  };

  test('every one is found by its bytes, and nothing else', () => {
    const text = fc.string({ unit: 'binary' }).filter((id) => id.isWellFormed() && !id.includes('\0'));
    const ids = fc.uniqueArray(fc.oneof(text, fc.constantFrom('', 'a', 'aa', 'aaa', 'aaaaaaaa', 'aaaaaaaaa')), {
      maxLength: 100,
    });
    fc.assert(
      fc.property(ids, fc.array(text), fc.integer({ min: 1, max: 100 }), (known, others, piece) => {
        const sent = [...known, ...others].map((contact) => open({ contact }));
        const sweep = foldInMemory(oneRowEach(known), sent, piece);
        const times = (id: string) => sent.filter(({ contact }) => contact === id).length;
        const block = sweep.block(0, known.length);
        expect(known.map((_, row) => block.count(row, 0, 0))).toEqual(known.map(times));
        const orphans = others.filter((id) => !known.includes(id)).length;
        expect(sweep.anomalies()[eventAnomalies.orphan]).toBe(orphans);
      }),
    );
  });

  test('100,000 that share all but their last digits are told apart', () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `00Q5g00000${i}`);
    const sweep = foldInMemory(
      oneRowEach(ids),
      [...ids, '00Q5g00000100000'].map((contact) => open({ contact })),
      65_536,
    );
    let wrong = 0;
    for (let contact = 0; contact < ids.length; ) {
      const end = sweep.blockEnd(contact);
      const block = sweep.block(contact, end);
      for (let row = 0; row < block.rows; row++) if (block.count(row, 0, 0) !== 1) wrong++;
      contact = end;
    }
    expect([wrong, sweep.anomalies()[eventAnomalies.orphan]]).toEqual([0, 1]);
  });
});

test('windows are distinct, ascending, and reach exactly as far as they say', () => {
  const { days, spans } = lookbackOf([30, 7, 30, 0.5]);
  expect(days).toEqual([0.5, 7, 30]);
  expect([...spans]).toEqual([day / 2, 7 * day, 30 * day]);
  const ages = [1, day / 2, day / 2 + 1, 7 * day, 7 * day + 1, 30 * day, 30 * day + 1];
  const windowsOf = (age: number) => {
    const block = foldInMemory(shapeOf({ lookback: lookbackOf([30, 7, 0.5]) }), [
      open({ occurredAt: origin - age }),
    ]).block(0, 1);
    return [0, 1, 2].map((window) => block.count(0, 0, window));
  };
  expect(ages.map(windowsOf)).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [0, 1, 1],
    [0, 1, 1],
    [0, 0, 1],
    [0, 0, 1],
    [0, 0, 0],
  ]);
});

test('a day that windows cut in two counts once in the wider one', () => {
  const ages = [0.1 * day, 0.4 * day, 0.9 * day, 2.4 * day, 2.5 * day];
  const shape = shapeOf({ lookback: lookbackOf([0.25, 0.5, 2.5]) });
  const block = foldInMemory(
    shape,
    ages.map((age) => open({ occurredAt: origin - age })),
  ).block(0, 2);
  expect([0, 1, 2].map((window) => block.activeDays(0, window))).toEqual([1, 1, 2]);
  expect([0, 1, 2].map((window) => block.activeDays(2, window))).toEqual([0, 0, 0]);
  const days: number[] = [];
  block.eachActiveDay(0, 2, (active) => days.push(active));
  expect(days).toEqual([0, 2]);
});

test('sums of values have the same bits in any order, and are exact', () => {
  const values = fc.array(fc.double({ min: -1e11, max: 1e11, noNaN: true }), { maxLength: 40 });
  fc.assert(
    fc.property(
      values.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        // Spread over both windows.
        const block = (list: readonly number[]) =>
          foldInMemory(
            shapeOf(),
            list.map((value, i) => open({ value, occurredAt: origin - 1 - (i % 2) * 30 * day })),
            1000,
          ).block(0, 2);
        const exact = one.reduce((total, value) => total + BigInt(Math.round(value * 10_000)), 0n);
        expect(block(one).valueSum(0, 0, 1)).toBe(Number(exact) / 10_000);
        expect(block(one).valueMax(0, 0, 1)).toBe(one.length === 0 ? Number.NaN : Math.max(...one) + 0);
        expect(block(other).valueMax(0, 0, 1)).toBe(block(one).valueMax(0, 0, 1));
      },
    ),
  );
});

describe('EventSweep', () => {
  test('counts what it leaves aside and uses none of it', () => {
    const sweep = foldInMemory(shapeOf(), [
      open({ contact: 'nobody' }),
      open({ contact: null }),
      open({ occurredAt: Number.NaN }),
      open({ occurredAt: Number.POSITIVE_INFINITY }),
      open({ occurredAt: Number.NEGATIVE_INFINITY }),
      open({ occurredAt: origin + 60 * day }),
      open({ ingestedAt: Number.POSITIVE_INFINITY }),
      open({ kind: null }),
    ]);
    expect(sweep.anomalies()).toEqual({
      [eventAnomalies.orphan]: 2,
      [eventAnomalies.timeless]: 3,
      [eventAnomalies.future]: 1,
      [eventAnomalies.unkinded]: 1,
      [eventAnomalies.badValue]: 0,
      [eventAnomalies.otherKind]: 0,
      [eventAnomalies.burst]: 0,
    });
    expect(sweep.rows).toBe(8);
    const block = sweep.block(0, 2);
    expect([0, 1, 2].map((row) => block.count(row, 1, 1))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((row) => block.last(row, 1))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test('an event with a bad value counts, its value does not', () => {
    const values = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, 1.0001e11, -20.25, 1e11];
    const sweep = foldInMemory(
      shapeOf(),
      values.map((value) => open({ value })),
    );
    expect(sweep.anomalies()[eventAnomalies.badValue]).toBe(4);
    const block = sweep.block(0, 1);
    expect(block.count(0, 0, 0)).toBe(6);
    expect(block.valueSum(0, 0, 0)).toBe(1e11 - 20.25);
    expect([block.valueMax(0, 0, 0), block.valueLast(0, 0)]).toEqual([1e11, 1e11]);
  });

  test('the last value is that of the last event that had one, in any order', () => {
    const events = [
      open({ occurredAt: origin - 3, value: 7 }),
      open({ occurredAt: origin - 2, value: -5 }),
      open({ occurredAt: origin - 2, value: -6 }),
      open({ occurredAt: origin - 1 }),
      open({ occurredAt: origin + day, value: 2 }),
    ];
    for (const order of [events, events.toReversed()]) {
      const block = foldInMemory(shapeOf(), order).block(0, 2);
      expect([0, 1, 2].map((row) => block.valueLast(row, 0))).toEqual([-5, 2, Number.NaN]);
      expect([0, 1, 2].map((row) => block.valueMax(row, 0, 0))).toEqual([7, Number.NaN, Number.NaN]);
      expect(block.valueMax(1, 0, 1)).toBe(7);
    }
  });

  test('other kinds count as activity only, excluded ones not at all', () => {
    const kinds = { names: ['open'], excluded: ['secret'], others: true, valued: Int32Array.of(0) };
    const sweep = foldInMemory(shapeOf({ kinds }), [open({ kind: 'click', value: 5 }), open({ kind: 'secret' })]);
    expect(sweep.anomalies()[eventAnomalies.otherKind]).toBe(1);
    const block = sweep.block(0, 2);
    expect([block.count(0, 0, 1), block.count(0, 1, 1), block.activeDays(0, 1)]).toEqual([0, 1, 1]);
    expect([block.last(0, 0), block.last(0, 1)]).toEqual([Number.NaN, origin - 1]);
  });

  test('the last event is remembered beyond the longest window', () => {
    const block = foldInMemory(shapeOf(), [open({ occurredAt: origin - 1000 * day })]).block(0, 2);
    expect([block.count(1, 0, 1), block.last(0, 0), block.last(1, 0)]).toEqual([
      0,
      origin - 1000 * day,
      origin - 1000 * day,
    ]);
  });

  test('counts go on beyond what a byte holds', () => {
    const many = Array.from({ length: 70_000 }, (_, i) => open({ occurredAt: origin - 1 - (i % 2) * 30 * day }));
    const block = foldInMemory(shapeOf(), [...many, open({ contact: 'p2' })], 65_536).block(0, 2);
    const counts = (row: number) => [0, 1].flatMap((kind) => [0, 1].map((window) => block.count(row, kind, window)));
    expect(counts(0)).toEqual([35_000, 70_000, 35_000, 70_000]);
    expect(counts(1)).toEqual([0, 70_000, 0, 70_000]);
    expect(counts(2)).toEqual([1, 1, 1, 1]);
    expect([...block.counts(0, 1)]).toEqual([70_000, 70_000, 1]);
  });

  test('memory is used again as if it were new', () => {
    const first = foldInMemory(shapeOf(), [open(), open({ contact: 'p2', value: 3 })]);
    const again = new EventSweep(shapeOf(), first.memory);
    expect(again.memory).toBe(first.memory);
    const stream = new EventStream(again);
    const bytes = eventBytes([open({ contact: 'p2' })]);
    stream.read(framed(bytes), 0);
    stream.finish(1);
    again.finish();
    const block = again.block(0, 2);
    expect([0, 1, 2].map((row) => block.count(row, 0, 1))).toEqual([0, 0, 1]);
    expect([block.valueMax(2, 0, 1), block.valueSum(2, 0, 1)]).toEqual([Number.NaN, 0]);
  });

  test('refuses rows that are out of order', () => {
    const swapped = { rows: 2, contact: Int32Array.of(1, 0), asOf: Float64Array.of(origin, origin) };
    expect(() => new EventSweep(shapeOf({ snapshots: swapped }))).toThrow(/out of order/);
  });
});

describe('a stream that is not whole', () => {
  const bytes = eventBytes([open(), open({ contact: 'p2', value: 1, ingestedAt: origin })]);
  const read = (cut: Buffer, rows = 2) => {
    const sweep = new EventSweep(shapeOf());
    const stream = new EventStream(sweep);
    stream.read(framed(cut), 0);
    stream.finish(rows);
  };

  test('is refused wherever it is cut', () => {
    for (let end = 0; end < bytes.length; end++) expect(() => read(bytes.subarray(0, end)), `${end}`).toThrow(/COPY/);
    expect(() => read(bytes)).not.toThrow();
    expect(() => read(bytes, 3)).toThrow('2 of 3 rows arrived');
    expect(() => read(Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow('bytes follow its trailer');
  });

  test('is read the same wherever its messages are cut, and whatever follows is left for others', () => {
    const whole = Buffer.concat([
      ...Array.from(bytes, (_, at) => framed(bytes.subarray(at, at + 1))),
      Buffer.from('c\0\0\0\x04', 'latin1'),
    ]);
    for (const piece of [1, 2, 3, 4, 5, 6, 7, 11, 64, whole.length]) {
      const sweep = new EventSweep(shapeOf());
      const stream = new EventStream(sweep);
      let others = 0;
      for (let at = 0; at < whole.length; at += piece) {
        const chunk = whole.subarray(at, at + piece);
        others += chunk.length - stream.read(chunk, 0);
      }
      stream.finish(2);
      sweep.finish();
      const block = sweep.block(0, 2);
      expect([others, block.count(0, 0, 0), block.count(2, 0, 0), block.valueSum(2, 0, 0)]).toEqual([5, 1, 0, 0]);
    }
  });

  test('a flipped byte is refused, or makes another event, but nothing breaks', () => {
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ 0x80;
      try {
        read(flipped);
      } catch (error) {
        expect(error, `${at}`).toHaveProperty('name', 'HandraiseError');
      }
    }
  });

  test('an event larger than the kernel reads at a time is refused', () => {
    const kind = 'k'.repeat(2 ** 21);
    expect(() => read(eventBytes([open({ kind }), open()]))).toThrow(/larger than 1 MiB/);
  });
});
