import { expect, test } from 'vitest';
import { pastAndPresent } from '../../src/snapshot/pastAndPresent.ts';
import { scoringSnapshots } from '../../src/snapshot/scoringSnapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { at, days, population, program } from './handmade.ts';

const now = at('2024-07-10');
const read = population({
  contacts: Array.from({ length: 7 }, (_, i) => ({ createdAt: at('2024-01-01') + days(28 * i), account: i % 2 })),
  accounts: 2,
  outcomes: [[2, at('2024-05-20')]],
  suppressions: [[4, at('2024-06-20')]],
  highWater: now,
});

test.each([
  ['by the calendar', program({ cutoffs: { every: 'month', from: '2024-01-01' } })],
  ['days after creation', program({ cutoffs: { daysAfterCreation: 3 } })],
])('holds the rows of the past and of now once each, in one order: %s', (_, asked) => {
  const both = pastAndPresent(read, asked, now);
  const past = trainingSnapshots(read, asked);
  const present = scoringSnapshots(read, asked, now);
  expect(past.rows).toBeGreaterThan(3);
  expect(present.rows).toBeGreaterThan(0);
  expect(both.rows).toBe(past.rows + present.rows);
  expect([...both.pastRows, ...both.presentRows].sort((a, b) => a - b)).toEqual([...Array(both.rows).keys()]);
  for (const field of ['contact', 'asOf', 'label', 'unit'] as const) {
    expect(Array.from(both.pastRows, (row) => both[field][row])).toEqual([...past[field]]);
    expect(Array.from(both.presentRows, (row) => both[field][row])).toEqual([...present[field]]);
  }
  for (let row = 1; row < both.rows; row++) {
    const sameContact = both.contact[row] === both.contact[row - 1];
    expect(both.contact[row]).toBeGreaterThanOrEqual(both.contact[row - 1]!);
    if (sameContact) expect(both.asOf[row]).toBeGreaterThan(both.asOf[row - 1]!);
  }
  expect(both.ledger).toEqual(past.ledger);
  expect(both.past).toEqual(past);
});
