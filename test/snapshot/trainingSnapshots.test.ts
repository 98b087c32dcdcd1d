import { describe, expect, test } from 'vitest';
import type { ExclusionReason } from '../../src/snapshot/ledger.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { at, days, type Handmade, population, program } from './handmade.ts';

const t = at('2024-06-01');
const horizon = days(30);
const settled = t + horizon;

/** Of one contact at one date: the reason it is left out, or its label. */
function verdict(
  facts: Partial<Handmade> & { readonly createdAt?: number; readonly emailDomain?: string; readonly account?: number },
  settings: Parameters<typeof program>[0] = {},
): ExclusionReason | number {
  const { createdAt = t - days(100), emailDomain, account } = facts;
  const contact = {
    createdAt,
    ...(emailDomain === undefined ? {} : { emailDomain }),
    ...(account === undefined ? {} : { account }),
  };
  const read = population({ highWater: settled, ...facts, contacts: [contact] });
  const cutoffs = { every: 'month', from: '2024-06-01', to: '2024-06-01' } as const;
  const { rows, label, asOf, ledger } = trainingSnapshots(read, program({ cutoffs, ...settings }));
  expect(ledger.considered).toBe(1);
  expect(ledger.kept).toBe(rows);
  const reasons = Object.entries(ledger.excluded);
  expect(reasons.map(([, count]) => count)).toEqual(rows === 0 ? [1] : []);
  if (rows === 0) return reasons[0]![0] as ExclusionReason;
  expect(asOf[0]).toBe(t);
  return label[0]!;
}

describe('a contact is left out', () => {
  test('when the program names its e-mail domain', () => {
    const exclude = { emailDomains: ['@Acme.example'] };
    expect(verdict({ emailDomain: 'acme.example' }, { exclude })).toBe('excluded by the program');
    expect(verdict({ emailDomain: 'notacme.example' }, { exclude })).toBe(0);
    expect(verdict({}, { exclude })).toBe(0);
  });

  test('until it was created, the instant itself included', () => {
    expect(verdict({ createdAt: t + 1, firstFact: 0 })).toBe('not yet created');
    expect(verdict({ createdAt: t })).toBe('not yet created');
    expect(verdict({ createdAt: t - 1 })).toBe(0);
  });

  test('until it has the minimum age', () => {
    const eligibility = { minimumAgeDays: 10 };
    expect(verdict({ createdAt: t - days(10) + 1 }, { eligibility })).toBe('too young');
    expect(verdict({ createdAt: t - days(10) }, { eligibility })).toBe(0);
  });

  test('once it converted', () => {
    expect(verdict({ outcomes: [[0, t - 1]] })).toBe('already converted');
    expect(verdict({ outcomes: [[0, t - days(1000)]] })).toBe('already converted');
    expect(verdict({ outcomes: [[0, Number.NEGATIVE_INFINITY]] })).toBe('already converted');
    expect(verdict({ outcomes: [[0, t]] })).toBe(1);
  });

  test('only by outcomes that were known', () => {
    expect(verdict({ outcomes: [[0, t - 5, t - 1]] })).toBe('already converted');
    expect(verdict({ outcomes: [[0, t - 5, t]] })).toBe(0);
    expect(verdict({ outcomes: [[0, t - 5, t + 1]] })).toBe(0);
  });

  test('until the cool-down after the last known outcome is over', () => {
    const outcome = { coolDownDays: 20 };
    expect(verdict({ outcomes: [[0, t - days(20) + 1]] }, { outcome })).toBe('already converted');
    expect(verdict({ outcomes: [[0, t - days(20)]] }, { outcome })).toBe(0);
    const twice = [
      [0, t - days(50)],
      [0, t - days(3)],
    ] as const;
    expect(verdict({ outcomes: twice }, { outcome })).toBe('already converted');
    const lastUnknown = [
      [0, t - days(50)],
      [0, t - days(3), t + 1],
    ] as const;
    expect(verdict({ outcomes: lastUnknown }, { outcome })).toBe(0);
  });

  test('while an opportunity of its account, or its own, is open', () => {
    const spans = [
      [[0, t - 1], 'open opportunity'],
      [[0, t], 0],
      [[0, t - days(9), t + 1], 'open opportunity'],
      [[0, t - days(9), t], 'open opportunity'],
      [[0, t - days(9), t - 1], 0],
    ] as const;
    for (const [span, expected] of spans) {
      expect(verdict({ accounts: 1, account: 0, accountOpportunities: [span] })).toBe(expected);
      expect(verdict({ contactOpportunities: [span] })).toBe(expected);
      const keep = { eligibility: { openOpportunity: 'keep' } } as const;
      expect(verdict({ accounts: 1, account: 0, accountOpportunities: [span] }, keep)).toBe(0);
    }
    const ofOthers: Partial<Handmade> = { accounts: 2, accountOpportunities: [[1, t - 1]] };
    expect(verdict({ ...ofOthers, account: 0 })).toBe(0);
    expect(verdict(ofOthers)).toBe(0);
  });

  test('while it is suppressed', () => {
    expect(verdict({ suppressions: [[0, Number.NaN]] })).toBe('suppressed');
    expect(verdict({ suppressions: [[0, t - 1]] })).toBe('suppressed');
    expect(verdict({ suppressions: [[0, t]] })).toBe(0);
    expect(verdict({ suppressions: [[0, Number.NaN, t + 1]] })).toBe('suppressed');
    expect(verdict({ suppressions: [[0, t - 9, t + 1]] })).toBe('suppressed');
    expect(verdict({ suppressions: [[0, t - 9, t]] })).toBe(0);
  });

  test('before outcomes were recorded', () => {
    const since = (recordedSince: string) => verdict({}, { outcome: { recordedSince } });
    expect(since('2024-06-01T00:00:00.000001Z')).toBe('outcomes not yet recorded');
    expect(since('2024-06-01')).toBe(0);
  });

  test('until the whole horizon was observed, whatever was observed so far', () => {
    expect(verdict({ highWater: settled - 1 })).toBe('horizon not yet over');
    expect(verdict({ highWater: settled - 1, outcomes: [[0, t + 5]] })).toBe('horizon not yet over');
    expect(verdict({ highWater: settled })).toBe(0);
  });

  test('for the first reason that applies', () => {
    const everything = {
      emailDomain: 'acme.example',
      createdAt: t,
      outcomes: [[0, t - 9]],
      contactOpportunities: [[0, t - 9]],
      suppressions: [[0, Number.NaN]],
      highWater: t,
      firstFact: 0,
    } as const;
    const settings = {
      exclude: { emailDomains: ['acme.example'] },
      outcome: { recordedSince: '2025-01-01' },
      eligibility: { minimumAgeDays: 1 },
    };
    const older = { ...everything, emailDomain: 'other.example', createdAt: t - days(100) };
    expect(verdict(everything, settings)).toBe('excluded by the program');
    expect(verdict({ ...everything, emailDomain: 'other.example' }, settings)).toBe('not yet created');
    expect(verdict({ ...everything, emailDomain: 'other.example', createdAt: t - 1 }, settings)).toBe('too young');
    expect(verdict(older, settings)).toBe('already converted');
    expect(verdict({ ...older, outcomes: [] }, settings)).toBe('open opportunity');
    expect(verdict({ ...older, outcomes: [], contactOpportunities: [] }, settings)).toBe('suppressed');
    const eligible = { ...older, outcomes: [], contactOpportunities: [], suppressions: [] };
    expect(verdict(eligible, settings)).toBe('outcomes not yet recorded');
    expect(verdict(eligible)).toBe('horizon not yet over');
  });
});

describe('the label', () => {
  test.each([
    [0, 1],
    [1, 1],
    [horizon - 1, 1],
    [horizon, 0],
    [horizon + 1, 0],
  ])('of an outcome %d µs after the date is %d', (after, expected) => {
    expect(verdict({ highWater: settled + days(9), outcomes: [[0, t + after]] })).toBe(expected);
  });

  test('counts an outcome of the window that became known after it', () => {
    expect(verdict({ outcomes: [[0, t + 5, settled + days(40)]] })).toBe(1);
  });
});

test('rows ascend by contact and date, units are accounts, then contacts', () => {
  const contacts = [
    { createdAt: at('2024-01-15'), account: 1 },
    { createdAt: at('2024-02-15') },
    { createdAt: at('2024-01-15'), account: 1 },
  ];
  const read = population({ contacts, accounts: 2, highWater: at('2024-04-15'), firstFact: at('2023-12-20') });
  const settings = { lookbackDays: [7], horizonDays: 14 };
  const found = trainingSnapshots(read, program(settings));
  expect([...found.contact]).toEqual([0, 0, 0, 1, 1, 2, 2, 2]);
  const [february, march, april] = [at('2024-02-01'), at('2024-03-01'), at('2024-04-01')];
  expect([...found.asOf]).toEqual([february, march, april, march, april, february, march, april]);
  expect([...found.unit]).toEqual([1, 1, 1, 3, 3, 1, 1, 1]);
  expect(found.ledger).toEqual({ considered: 12, kept: 8, excluded: { 'not yet created': 4 } });
  expect([...trainingSnapshots(read, program({ ...settings, unit: 'contact' })).unit]).toEqual([
    2, 2, 2, 3, 3, 4, 4, 4,
  ]);
});

describe('a program relative to creation', () => {
  test('has one date per contact', () => {
    const contacts = [{ createdAt: t - days(14) }, { createdAt: t - days(14) + 1 }];
    const read = population({ contacts, highWater: settled, outcomes: [[0, t]] });
    const found = trainingSnapshots(read, program({ cutoffs: { daysAfterCreation: 14 } }));
    expect([...found.asOf]).toEqual([t]);
    expect([...found.label]).toEqual([1]);
    expect(found.ledger).toEqual({ considered: 2, kept: 1, excluded: { 'horizon not yet over': 1 } });
  });

  test('counts a contact as there at its own creation', () => {
    const read = population({ contacts: [{ createdAt: t }], highWater: settled });
    expect([...trainingSnapshots(read, program({ cutoffs: { daysAfterCreation: 0 } })).asOf]).toEqual([t]);
  });
});
