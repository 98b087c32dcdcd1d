import { expect, it } from 'vitest';
import { sortedByOutcome } from '../../src/flatFile/sortedByOutcome.ts';
import { Random } from '../../src/numeric/random.ts';

const rows = 1000;
const random = new Random(5);
const every = Int32Array.from({ length: rows }, (_, row) => row);
const label = (outcomeAt: (row: number) => boolean) => Uint8Array.from(every, (row) => Number(outcomeAt(row)));

it.each([
  ['first the others, then the positives', (row: number) => row >= 800],
  ['first the positives', (row: number) => row < 100],
  ['blocks of one outcome', (row: number) => row % 200 < 50],
  ['nearly sorted', (row: number) => row >= 700 === random.next() < 0.98],
])('%s', (_, outcomeAt) => {
  expect(sortedByOutcome(label(outcomeAt), every)).toBe(true);
});

it.each([
  ['any order', () => random.next() < 0.3],
  ['an outcome that becomes more frequent', (row: number) => random.next() < row / rows],
  ['too few of one outcome to tell', (row: number) => row > 992],
])('not %s', (_, outcomeAt) => {
  expect(sortedByOutcome(label(outcomeAt), every)).toBe(false);
});

it('looks at the rows with a label only', () => {
  const alternating = label((row) => row % 2 === 0 || row > 500);
  const even = every.filter((row) => row % 2 === 1);
  expect(sortedByOutcome(alternating, even)).toBe(true);
});
