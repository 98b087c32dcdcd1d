import { expect, test } from 'vitest';
import { withinRecord } from '../../src/snapshot/withinRecord.ts';
import { at, days, type ProgramInput, program } from './handmade.ts';

const begins = at('2024-01-01T00:05Z');

/** First date and windows of a program of purchases, on a record of so many days. */
function within(length: number, input: Partial<ProgramInput> = {}) {
  const configured = program({ horizonDays: 90, lookbackDays: [30, 90, 365], ...input });
  const settled = withinRecord(configured, { firstFact: begins, highWater: begins + days(length) });
  return settled === configured ? 'as configured' : [settled.cutoffs, settled.lookbackDays];
}

const monthlyFrom = (day: string) => ({ every: 'month', from: `${day}T00:00:00.000Z` });

test.each([
  // The windows are full from 2025-01-01 on. Dates with a horizon of 90 days that is over:
  ['twenty months', 610, 'as configured'],
  ['fifteen months', 456, [monthlyFrom('2024-09-01'), [30, 90, 243]]],
  ['nine months', 274, [monthlyFrom('2024-03-01'), [30, 59]]],
  ['four months', 125, [monthlyFrom('2024-02-01'), [30]]],
  ['three months, of which no date has matured', 92, 'as configured'],
])('%s', (_, length, expected) => {
  expect(within(length)).toEqual(expected);
});

test('a beginning that is declared stays, and so do dates relative to creation', () => {
  expect(within(274, { cutoffs: { every: 'month', from: '2024-02-01' } })).toBe('as configured');
  expect(within(274, { cutoffs: { daysAfterCreation: 14 } })).toBe('as configured');
});

test('the beginning of the record of outcomes counts, too', () => {
  const outcome = { recordedSince: '2024-11-01' };
  expect(within(456, { outcome })).toBe('as configured');
  expect(within(446, { outcome })).toEqual([monthlyFrom('2024-12-01'), [30, 90, 334]]);
});
