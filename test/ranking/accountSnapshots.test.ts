import { expect, test } from 'vitest';
import { sigmoid } from '../../src/numeric/special.ts';
import { accountSnapshots } from '../../src/ranking/accountSnapshots.ts';
import { fc } from '../property/fastCheck.ts';

const row = fc.record({
  account: fc.integer({ min: -1, max: 4 }),
  asOf: fc.integer({ min: 0, max: 3 }),
  label: fc.constantFrom(0, 1),
  probability: fc.double({ min: 0, max: 1, noNaN: true }),
});

function columns(rows: readonly { account: number; asOf: number; label: number; probability: number }[]) {
  return {
    account: Int32Array.from(rows, (r) => r.account),
    asOf: Float64Array.from(rows, (r) => r.asOf),
    label: Uint8Array.from(rows, (r) => r.label),
    probability: Float64Array.from(rows, (r) => r.probability),
  };
}

test('one row per account and date, with the margin of the noisy-or and whether any contact converted', () => {
  const rolled = accountSnapshots(
    columns([
      { account: 1, asOf: 2, label: 0, probability: 0.5 },
      { account: 0, asOf: 1, label: 0, probability: 0.1 },
      { account: -1, asOf: 1, label: 1, probability: 0.9 },
      { account: 1, asOf: 1, label: 0, probability: 0.2 },
      { account: 1, asOf: 2, label: 1, probability: 0.5 },
    ]),
  );
  expect(rolled).toMatchObject({
    rows: 3,
    account: Int32Array.of(0, 1, 1),
    asOf: Float64Array.of(1, 1, 2),
    label: Uint8Array.of(0, 0, 1),
    contacts: Int32Array.of(1, 1, 2),
  });
  expect([...rolled.margin].map(sigmoid)).toEqual([0.1, 0.2, 0.75].map((p) => expect.closeTo(p, 15)));
});

test('margins stay finite for probabilities of 0 and 1, and exact for tiny ones', () => {
  const margin = (...probabilities: number[]) =>
    accountSnapshots(columns(probabilities.map((probability) => ({ account: 0, asOf: 0, label: 0, probability }))))
      .margin[0];
  expect(margin(0, 0)).toBeCloseTo(-34.53877639491069, 12);
  expect(margin(1, 0.3)).toBeCloseTo(34.53877639491069, 12);
  expect(margin(...new Array(1000).fill(1e-12))).toBeCloseTo(Math.log(1e-9), 8);
});

test('every row with an account is in exactly one group, and the row order changes no bit', () => {
  fc.assert(
    fc.property(
      fc
        .array(row, { maxLength: 40 })
        .chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
        ),
      ([rows, shuffled]) => {
        const rolled = accountSnapshots(columns(rows));
        expect(accountSnapshots(columns(shuffled))).toEqual(rolled);
        expect(rolled.contacts.reduce((sum, count) => sum + count, 0)).toBe(rows.filter((r) => r.account >= 0).length);
        for (let i = 0; i < rolled.rows; i++) {
          const members = rows.filter((r) => r.account === rolled.account[i] && r.asOf === rolled.asOf[i]);
          expect(rolled.label[i]).toBe(Math.max(...members.map((r) => r.label)));
        }
      },
    ),
  );
});
