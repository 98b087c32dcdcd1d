import { expect, test } from 'vitest';
import { accountLabels, accountRows, contactCounts, takeAccounts } from '../../../src/ranking/accounts/accountRows.ts';
import { fc } from '../../property/fastCheck.ts';

interface Row {
  readonly account: number;
  readonly asOf: number;
  readonly label: number;
  readonly probability: number;
  readonly people: number;
}

const row: fc.Arbitrary<Row> = fc.record({
  account: fc.integer({ min: -1, max: 4 }),
  asOf: fc.integer({ min: 0, max: 3 }),
  label: fc.constantFrom(0, 1),
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
  people: fc.constantFrom(0, 1, 2, Number.NaN),
});

function grouped(rows: readonly Row[]) {
  const accounts = accountRows(
    {
      account: Int32Array.from(rows, (r) => r.account),
      asOf: Float64Array.from(rows, (r) => r.asOf),
      probability: Float64Array.from(rows, (r) => r.probability),
      table: {
        rows: rows.length,
        columns: [{ kind: 'number', name: 'people', values: Float64Array.from(rows, (r) => r.people) }],
      },
    },
    ['people'],
  );
  return {
    accounts,
    label: accountLabels(
      accounts,
      Uint8Array.from(rows, (r) => r.label),
    ),
  };
}

test('one row per account and date, the best contact first, and whether any contact converted', () => {
  const { accounts, label } = grouped([
    { account: 1, asOf: 2, label: 0, probability: 0.5, people: Number.NaN },
    { account: 0, asOf: 1, label: 0, probability: 0.1, people: 1 },
    { account: -1, asOf: 1, label: 1, probability: 0.9, people: 9 },
    { account: 1, asOf: 1, label: 0, probability: 0.2, people: Number.NaN },
    { account: 1, asOf: 2, label: 1, probability: 0.75, people: 2 },
  ]);
  expect(accounts).toMatchObject({
    rows: 3,
    account: Int32Array.of(0, 1, 1),
    asOf: Float64Array.of(1, 1, 2),
    start: Int32Array.of(0, 1, 2, 4),
    members: Int32Array.of(1, 3, 4, 0),
    probability: Float64Array.of(0.1, 0.2, 0.75, 0.5),
  });
  expect(accounts.activity.columns).toEqual([
    { kind: 'number', name: 'people', values: Float64Array.of(1, Number.NaN, 2) },
  ]);
  expect([label, contactCounts(accounts)]).toEqual([Uint8Array.of(0, 0, 1), Int32Array.of(1, 1, 2)]);
});

test('every row with an account is in exactly one group, and the row order changes no bit', () => {
  const orders = fc
    .array(row, { maxLength: 40 })
    .chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
    );
  fc.assert(
    fc.property(orders, ([rows, shuffled]) => {
      const [one, other] = [grouped(rows), grouped(shuffled)];
      expect({ ...other.accounts, members: null }).toEqual({ ...one.accounts, members: null });
      expect(other.label).toEqual(one.label);
      const { accounts, label } = one;
      expect(accounts.members.toSorted()).toEqual(Int32Array.from(rows.keys()).filter((at) => rows[at]!.account >= 0));
      for (let i = 0; i < accounts.rows; i++) {
        const members = rows.filter((r) => r.account === accounts.account[i] && r.asOf === accounts.asOf[i]);
        expect(label[i]).toBe(Math.max(...members.map((r) => r.label)));
        expect([...accounts.probability.subarray(accounts.start[i], accounts.start[i + 1])]).toEqual(
          members.map((r) => r.probability).sort((a, b) => b - a),
        );
      }
    }),
  );
});

test('some of the accounts are as they were', () => {
  const { accounts } = grouped([
    { account: 0, asOf: 1, label: 0, probability: 0.1, people: 1 },
    { account: 1, asOf: 1, label: 0, probability: 0.2, people: 2 },
    { account: 1, asOf: 1, label: 1, probability: 0.75, people: 2 },
    { account: 2, asOf: 1, label: 0, probability: 0.3, people: 3 },
  ]);
  expect(takeAccounts(accounts, Int32Array.of(2, 1))).toEqual({
    rows: 2,
    start: Int32Array.of(0, 1, 3),
    probability: Float64Array.of(0.3, 0.75, 0.2),
    activity: { rows: 2, columns: [{ kind: 'number', name: 'people', values: Float64Array.of(3, 2) }] },
  });
});

test('a column of activity that there is not is refused by name', () => {
  const table = { rows: 0, columns: [] };
  const none = { account: new Int32Array(), asOf: new Float64Array(), probability: new Float64Array(), table };
  expect(() => accountRows(none, ['people'])).toThrow(expect.objectContaining({ code: 'artefact' }));
});
