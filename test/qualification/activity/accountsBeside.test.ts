import { expect, test } from 'vitest';
import { accountsBeside } from '../../../src/qualification/activity/accountsBeside.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { buyingGroupSentence, momentumSentence } from '../../../src/wording/accountBeside.ts';
import { population } from '../population.ts';

const asOf = parseInstant('2026-07-01');
const one = population([
  { title: 'Director of Operations' },
  { title: 'IT Manager' },
  { title: 'CFO' },
  { title: null },
  { title: 'Marketing Manager', account: false },
]);
// Three people at the first account, one at the second, one at none.
const people = { ...one, currentAccount: Int32Array.of(0, 0, 0, 1, -1) };
const activity = {
  weeks: [
    Int32Array.of(5, 0, 0, 0, 9),
    Int32Array.of(1, 0, 0, 0, 0),
    Int32Array.of(0, 0, 0, 0, 0),
    Int32Array.of(0, 0, 0, 0, 0),
  ],
  daysSince: Float64Array.of(1, 60, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1),
};
const norm = {
  won: 20,
  departments: [
    { value: 'Operations', won: 0.9, all: 0.5 },
    { value: 'Marketing', won: 0.6, all: 0.5 },
    { value: 'Legal', won: 0.4, all: 0.1 },
  ],
  seniorities: [{ value: 'C-level', won: 0.7, all: 0.3 }],
};

test('an account is told by all its people: what they did, who takes part, who is silent, and who is missing', () => {
  const beside = accountsBeside(people, activity, norm, asOf);
  expect(beside(0)).toEqual({
    momentum: 'heating',
    activity: { weeks: [5, 1, 0, 0], peopleOfWeek: 1, peopleOfQuarter: 2 },
    buyingGroup: {
      engaged: { departments: ['IT', 'Operations'], seniorities: ['Director level', 'Manager level'] },
      silent: { departments: ['Finance'], seniorities: ['C-level'] },
      missing: { departments: ['Marketing'], seniorities: [] },
    },
  });
  expect(beside(1)).toMatchObject({ momentum: null, buyingGroup: null });
  expect(accountsBeside(people, null, norm, asOf)(0)).toEqual({ momentum: null, activity: null, buyingGroup: null });
});

test('and said in words, with its figures', () => {
  const beside = accountsBeside(people, activity, norm, asOf);
  expect(momentumSentence(beside(0))).toBe(
    'Heating up: 5 activities of 1 person in the last 7 days, 0.3 a week in the three before.',
  );
  expect(buyingGroupSentence(beside(0).buyingGroup)).toBe(
    'Active lately: IT, Operations, Director level and Manager level. Known, but silent: Finance and C-level. Missing, against the accounts that were won: Marketing.',
  );
  expect(momentumSentence(beside(1))).toBe('Quiet: nobody was active in the last 90 days.');
});
