import { describe, expect, test } from 'vitest';
import { scoringSnapshots } from '../../src/snapshot/scoringSnapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { at, days, type Handmade, population, program } from './handmade.ts';

const now = at('2024-06-05T10:00:00Z');

const score = (facts: Handmade, settings: Parameters<typeof program>[0] = {}) =>
  scoringSnapshots(population(facts), program(settings), now);

describe('a calendar program', () => {
  test('considers every contact at the as-of, whether or not the horizon is over', () => {
    const contacts = [now - 1, now - days(1), now - days(400), now - days(5)].map((createdAt) => ({ createdAt }));
    const found = score({ contacts, highWater: now, outcomes: [[3, now - 1]], suppressions: [[2, Number.NaN]] });
    expect([...found.contact]).toEqual([0, 1]);
    expect([...found.asOf]).toEqual([now, now]);
    expect([...found.label]).toEqual([0, 0]);
    expect(found.ledger).toEqual({ considered: 4, kept: 2, excluded: { 'already converted': 1, suppressed: 1 } });
  });

  test('looks neither at the calendar nor at recordedSince', () => {
    const settings = {
      cutoffs: { every: 'month', to: '2024-01-01' },
      outcome: { recordedSince: '2030-01-01' },
    } as const;
    expect(score({ contacts: [{ createdAt: 0 }], highWater: 0 }, settings).rows).toBe(1);
  });

  test('goes by the account of today, which past dates do not know', () => {
    const facts: Handmade = {
      contacts: [{ createdAt: at('2023-01-01'), currentAccount: 1 }],
      accounts: 2,
      accountOpportunities: [[1, at('2024-01-01')]],
      highWater: now,
    };
    expect(score(facts).ledger).toEqual({ considered: 1, kept: 0, excluded: { 'open opportunity': 1 } });
    const left = { ...facts, contacts: [{ createdAt: at('2023-01-01'), account: 1, currentAccount: 0 }] };
    expect(score(left).ledger.excluded).toEqual({});
    const past = trainingSnapshots(population(facts), program());
    expect(past.ledger.excluded['open opportunity']).toBeUndefined();
    expect(past.rows).toBeGreaterThan(12);
  });

  test('knows no contact created at or after the as-of', () => {
    const contacts = [{ createdAt: now }, { createdAt: now + 1 }];
    expect(score({ contacts, highWater: now }).ledger.excluded).toEqual({ 'not yet created': 2 });
  });
});

describe('a program relative to creation', () => {
  const settings = { cutoffs: { daysAfterCreation: 14 } };
  const created = (date: number) => ({ contacts: [{ createdAt: date - days(14) }], highWater: now });

  test.each([
    ['not yet due', now + 1],
    ['window over', now - days(30)],
    ['window over', now - days(31)],
  ])('%s', (reason, date) => {
    expect(score(created(date), settings).ledger).toEqual({ considered: 1, kept: 0, excluded: { [reason]: 1 } });
  });

  test.each([now, now - days(30) + 1])('keeps the date of the contact while its window is open', (date) => {
    const found = score(created(date), settings);
    expect([...found.asOf]).toEqual([date]);
  });

  test('leaves out what happened between the date and the as-of', () => {
    const date = now - days(10);
    const excluded = (facts: Partial<Handmade>) => score({ ...created(date), ...facts }, settings).ledger.excluded;
    expect(excluded({ outcomes: [[0, now - 1]] })).toEqual({ 'already converted': 1 });
    expect(excluded({ outcomes: [[0, now - 1, now]] })).toEqual({});
    expect(excluded({ contactOpportunities: [[0, now - 1]] })).toEqual({ 'open opportunity': 1 });
    expect(excluded({ suppressions: [[0, now - 1]] })).toEqual({ suppressed: 1 });
    expect(excluded({ outcomes: [[0, now]] })).toEqual({});
  });

  test('ages by the date of the snapshot', () => {
    const young = { ...settings, eligibility: { minimumAgeDays: 15 } };
    expect(score(created(now + days(1)), young).ledger.excluded).toEqual({ 'too young': 1 });
  });

  test('sets a contact aside for conversion rather than for its date', () => {
    const facts = { ...created(now - days(40)), outcomes: [[0, now - days(3)]] as const };
    expect(score(facts, settings).ledger.excluded).toEqual({ 'already converted': 1 });
  });
});
