import { describe, expect, test } from 'vitest';
import { scoringSnapshots } from '../../src/snapshot/scoringSnapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { at, days, population, program } from './handmade.ts';

const date = at('2024-06-01');

/** The only date, with opportunities that were closed so many days before it; by account or by contact. */
function facts(closed: number, { won = 1, of = 'account' }: { won?: number; of?: 'account' | 'contact' } = {}) {
  const row = [0, date - days(900), date - days(closed)] as const;
  const made = population({
    contacts: [{ createdAt: date - days(1000), account: 0 }],
    accounts: 1,
    ...(of === 'account' ? { accountOpportunities: [row] } : { contactOpportunities: [row] }),
    highWater: at('2024-12-01'),
  });
  const opportunities = of === 'account' ? 'accountOpportunities' : 'contactOpportunities';
  return { ...made, [opportunities]: { ...made[opportunities], won: Int8Array.of(won) } };
}

function reason(are: 'none' | 'current' | 'former', made: ReturnType<typeof facts>, forDays?: number) {
  const settings = program({
    cutoffs: { every: 'month', from: '2024-06-01', to: '2024-06-01' },
    eligibility: { customers: { are, ...(forDays === undefined ? {} : { forDays }) } },
  });
  const [training] = Object.keys(trainingSnapshots(made, settings).ledger.excluded);
  const [scoring] = Object.keys(scoringSnapshots(made, settings, date).ledger.excluded);
  expect(scoring).toBe(training);
  return training ?? null;
}

describe('a program may ask for customers', () => {
  test.each([
    ['none', 30, 'already a customer'],
    ['none', 800, 'already a customer'],
    ['current', 30, null],
    ['current', 365, null],
    ['current', 366, 'no current customer'],
    ['former', 365, 'no former customer'],
    ['former', 366, null],
  ] as const)('%s: an opportunity that was won %i days before gives %s', (are, closed, expected) => {
    expect(reason(are, facts(closed))).toBe(expected);
    expect(reason(are, facts(closed, { of: 'contact' }))).toBe(expected);
  });

  test('who lost, and who wins on the date itself or later, has not bought', () => {
    for (const made of [facts(30, { won: 0 }), facts(30, { won: -1 }), facts(0), facts(-10)]) {
      // What is open until later keeps the contact off for another reason.
      expect(reason('none', made)).not.toBe('already a customer');
      expect(reason('current', made)).toBe('no current customer');
      expect(reason('former', made)).toBe('no former customer');
    }
  });

  test('a customer is current for as long as the program says', () => {
    expect(reason('current', facts(100), 90)).toBe('no current customer');
    expect(reason('former', facts(100), 90)).toBeNull();
  });
});
