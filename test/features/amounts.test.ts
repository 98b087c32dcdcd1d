import { expect, test } from 'vitest';
import { amount } from '../../src/features/definitions/amount.ts';
import { amountHabit } from '../../src/features/definitions/amountHabit.ts';
import { cellsOfRow, numberCell } from '../../src/features/pointInTime/cells.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import type { InventedCrm } from '../../src/features/pointInTime/inventedCrm.ts';
import { day, foldedFeatures } from './smallCrm.ts';

const person = { account: null, title: null, emailDomain: null, attributes: {} };
const order = (contact: string, daysAgo: number, amount: number, known = Number.NaN) => ({
  ...{ id: null, contact, occurredAt: cutoff - daysAgo * day, ingestedAt: known, kind: 'order', value: Number.NaN },
  amounts: [amount],
});

/** One who bought for 30, 10 and 20, ten days apart, and nine who bought once each, for 50. */
const bought: InventedCrm = {
  accounts: [],
  contacts: Array.from({ length: 10 }, (_, i) => ({ ...person, id: `p${i}`, createdAt: cutoff - 300 * day })),
  events: [
    ...[order('p0', 38, 30), order('p0', 28, 10), order('p0', 18, 20)],
    ...Array.from({ length: 9 }, (_, i) => order(`p${i + 1}`, 100, 50)),
  ],
  opportunities: [],
  history: [],
};

const rowOf = (crm: InventedCrm, asOf = cutoff) =>
  cellsOfRow(
    foldedFeatures(crm, [{ contact: 'p0', asOf }], { lookbackDays: [20, 30], knownBefore }, [amount, amountHabit]),
    0,
  );

test('amounts are what the definition says of them', () => {
  expect(Object.fromEntries(rowOf(bought))).toEqual(
    Object.fromEntries(
      Object.entries({
        'amount:order:sum:20d': 20,
        'amount:order:mean:20d': 20,
        'amount:order:most:20d': 20,
        'amount:order:sum:30d': 30,
        'amount:order:mean:30d': 15,
        'amount:order:most:30d': 20,
        'amount:order:last': 20,
        'amount:order:recency': 18,
        'amount:order:times': 3,
        // Twelve orders of 510 in all: (60 + 5 × 42.5) / 8.
        'amount:order:usual': 34.0625,
        'amount:order:overdue': 1.8,
      }).map(([name, value]) => [name, numberCell(value)]),
    ),
  );
});

test('several orders of one instant are one time, and the sum of all', () => {
  const twice = { ...bought, events: [...bought.events, order('p0', 18, 20), order('p0', 18, 5)] };
  const row = rowOf(twice);
  expect(row.get('amount:order:times')).toBe(numberCell(3));
  expect(row.get('amount:order:sum:20d')).toBe(numberCell(45));
  expect(row.get('amount:order:last')).toBe(numberCell(20));
  expect(row.get('amount:order:overdue')).toBe(numberCell(1.8));
});

/** What somebody would compute in a spreadsheet: the mean of all there is, whenever it became known. */
function usualOfAll({ events }: InventedCrm): number {
  const amounts = events.flatMap((event) => event.amounts ?? []);
  const mine = events.filter(({ contact }) => contact === 'p0').flatMap((event) => event.amounts ?? []);
  const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0);
  return (sum(mine) + (5 * sum(amounts)) / amounts.length) / (mine.length + 5);
}

test('what others spend later, or what arrives later of them, changes no usual amount; it does where all is averaged', () => {
  const later = [order('p1', -5, 9000), order('p2', 3, 9000, cutoff + day)];
  const more = { ...bought, events: [...bought.events, ...later] };
  expect(usualOfAll(more)).not.toBe(usualOfAll(bought));
  expect(rowOf(more)).toEqual(rowOf(bought));
  expect(rowOf(more, cutoff + 10 * day).get('amount:order:usual')).not.toBe(
    rowOf(bought, cutoff + 10 * day).get('amount:order:usual'),
  );
});
