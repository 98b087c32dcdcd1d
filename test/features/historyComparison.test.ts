import { describe, expect, test } from 'vitest';
import { compareWithHistory } from '../../src/features/audit/historyComparison.ts';
import { outcomesAhead } from '../../src/features/audit/outcomesAhead.ts';
import { categoryColumn, numberColumn } from '../../src/features/columns.ts';
import type { Population } from '../../src/snapshot/population.ts';
import { fc } from '../property/fastCheck.ts';
import { at, population } from '../snapshot/handmade.ts';

const created = at('2024-01-01');
const asOf = at('2024-06-01');
const outcomeAt = at('2024-06-20T10:00Z');

type Set = readonly [subject: number, from: number, value: string | null];

/** Contacts 0 (which reaches the outcome) and 1 of account 0; one row each at the as-of instant. */
function compare(
  sets: readonly Set[],
  today: readonly (string | null)[],
  { entity = 'contact', type = 'category', outcomes = [[0, outcomeAt]] as [number, number][] } = {},
) {
  const base = population({
    contacts: [
      { createdAt: created, account: 0 },
      { createdAt: created, account: 0 },
    ],
    accounts: 1,
    outcomes,
    highWater: at('2025-01-01'),
  });
  const sorted = sets.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const column =
    type === 'number'
      ? numberColumn('stage', today.length, (i) => (today[i] === null ? Number.NaN : Number(today[i])))
      : categoryColumn('stage', today.length, (i) => today[i]!);
  const read: Population = {
    ...base,
    contacts: { ...base.contacts, attributes: [column] },
    accounts: { ...base.accounts, attributes: [column] },
    revisions: [
      {
        entity: entity as 'contact' | 'account',
        name: 'stage',
        subject: Int32Array.from(sorted, ([subject]) => subject),
        validFrom: Float64Array.from(sorted, ([, from]) => from),
        value: sorted.map(([, , value]) => value),
      },
    ],
  };
  const snapshots = {
    rows: 2,
    contact: Int32Array.of(0, 1),
    asOf: Float64Array.of(asOf, asOf),
    label: Uint8Array.of(1, 0),
  };
  return compareWithHistory(read, snapshots, Int32Array.of(0, 1)).get(`${entity}:stage`)!;
}

const lead: Set = [0, created, 'lead'];

describe('a change in the history of an attribute', () => {
  test.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('%i µs from the outcome of its contact', (offset, named) => {
    const found = compare([lead, [0, outcomeAt + offset, 'won']], ['won', null]);
    expect(found.converted).toEqual({ rows: 1, differing: 1 });
    expect(found.following).toBe(named ? 1 : 0);
    const change = { entity: 'contact', attribute: 'stage', value: 'won', at: outcomeAt + offset, holders: 1 };
    expect(found.afterOutcome).toEqual(named ? { ...change, outcomeAt } : null);
    expect(found.contradiction).toEqual({ ...change, outcomeAt: Number.NaN });
  });

  test.each([
    [-1, 0],
    [0, 1],
    [1, 1],
  ])('%i µs from the as-of date: known before it only', (offset, differing) => {
    const found = compare([lead, [0, asOf + offset, 'won']], ['won', null]);
    expect(found.converted).toEqual({ rows: 1, differing });
    expect(found.contradiction === null).toBe(differing === 0);
  });

  test('of a contact without an outcome, or to the same value, is not one after an outcome', () => {
    const found = compare(
      [lead, [0, outcomeAt + 5, 'lead'], [1, created, 'lead'], [1, outcomeAt + 5, 'lost']],
      ['lead', 'lost'],
    );
    expect(found).toMatchObject({
      converted: { rows: 1, differing: 0 },
      others: { rows: 1, differing: 1 },
      following: 0,
      afterOutcome: null,
    });
  });

  test('is measured from the last outcome before it, and the earliest is named', () => {
    const later = outcomeAt + 1000;
    const found = compare(
      [
        lead,
        [0, outcomeAt + 2000, 'won'],
        [0, outcomeAt + 3000, 'kept'],
        [1, created, 'lead'],
        [1, outcomeAt + 1500, 'x'],
      ],
      ['kept', 'x'],
      {
        outcomes: [
          [0, outcomeAt],
          [0, later],
          [1, outcomeAt + 1400],
        ],
      },
    );
    expect(found.afterOutcome).toMatchObject({ value: 'x', at: outcomeAt + 1500, outcomeAt: outcomeAt + 1400 });
    const alone = compare([lead, [0, outcomeAt + 2000, 'won']], ['won', null], {
      outcomes: [
        [0, outcomeAt],
        [0, later],
      ],
    });
    expect(alone.afterOutcome).toMatchObject({ value: 'won', outcomeAt: later });
  });

  test('of an account follows the outcomes of all its contacts', () => {
    const found = compare([lead, [0, outcomeAt, 'customer']], ['customer'], { entity: 'account' });
    expect(found).toMatchObject({
      converted: { rows: 1, differing: 1 },
      others: { rows: 1, differing: 1 },
      following: 1,
      afterOutcome: { entity: 'account', value: 'customer', outcomeAt },
    });
  });
});

test('a value first set after the date was missing then; who has no history is not compared', () => {
  const found = compare([[0, asOf + 1, 'won']], ['won', 'lead']);
  expect(found).toMatchObject({ converted: { rows: 1, differing: 1 }, others: { rows: 0, differing: 0 } });
  expect(compare([[0, asOf + 1, null]], [null, null]).converted).toEqual({ rows: 1, differing: 0 });
});

test('numbers are compared as numbers', () => {
  const differing = (past: string, today: string) =>
    compare([[0, created, past]], [today, null], { type: 'number' }).converted.differing;
  expect(differing('1250.0', '1250')).toBe(0);
  expect(differing('1250.5', '1250')).toBe(1);
  expect(differing('unknown', '1250')).toBe(1);
});

test('every row agrees with a look at the whole history', () => {
  const value = fc.constantFrom('a', 'b', null);
  const set = fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: -3, max: 3 }), value);
  fc.assert(
    fc.property(
      fc.uniqueArray(set, { selector: ([subject, day]) => `${subject} ${day}`, maxLength: 8 }),
      fc.tuple(value, value),
      (sets, today) => {
        const dated = sets.map(([subject, offset, text]): Set => [subject, asOf + offset, text]);
        const found = compare(dated, today);
        const sides = [0, 1].map((contact) => {
          const own = dated.filter(([subject]) => subject === contact).sort((a, b) => a[1] - b[1]);
          const then = own.filter(([, from]) => from < asOf).at(-1)?.[2] ?? null;
          return { rows: Math.min(1, own.length), differing: own.length > 0 && then !== today[contact] ? 1 : 0 };
        });
        expect([found.converted, found.others]).toEqual(sides);
      },
    ),
  );
});

test('outcomes ahead are looked for beyond the horizon, from the first row of each contact', () => {
  const read = population({
    contacts: [{ createdAt: created }, { createdAt: created }, { createdAt: created }],
    outcomes: [
      [0, asOf - 1],
      [1, asOf],
      [1, asOf - 10],
      [2, asOf + 1e15],
    ],
    highWater: at('2025-01-01'),
  });
  const contact = Int32Array.of(0, 0, 1, 1, 2);
  const dates = Float64Array.of(asOf, asOf + 5, asOf, asOf + 5, asOf);
  const { rows, reached } = outcomesAhead(read, { contact, asOf: dates }, Int32Array.of(1, 2, 3, 4));
  expect([...rows]).toEqual([1, 2, 4]);
  expect([...reached]).toEqual([0, 1, 1]);
});
