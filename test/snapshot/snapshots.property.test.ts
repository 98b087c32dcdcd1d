import { expect, test } from 'vitest';
import { calendarCutoffs } from '../../src/snapshot/cutoffs.ts';
import { scoringSnapshots } from '../../src/snapshot/scoringSnapshots.ts';
import type { Snapshots } from '../../src/snapshot/snapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { fc } from '../property/fastCheck.ts';
import { at, days, type Handmade, type ProgramInput, population, program, type Row } from './handmade.ts';

const start = at('2024-01-01');
const end = at('2024-12-31');

/** Instants that often coincide with cutoffs, or miss them by a microsecond. */
const instant = fc.oneof(
  fc.integer({ min: 0, max: 364 }).map((day) => start + days(day)),
  fc
    .tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: -1, max: 1 }))
    .map(([month, offset]) => Date.UTC(2024, month) * 1000 + offset),
);
const until = fc.option(instant, { nil: Number.NaN });

const facts: fc.Arbitrary<Handmade> = fc.integer({ min: 1, max: 6 }).chain((size) => {
  const row = fc.tuple(fc.nat(size - 1), instant, until);
  return fc.record({
    contacts: fc.array(
      fc.record({
        createdAt: instant,
        account: fc.integer({ min: -1, max: 2 }),
        emailDomain: fc.constantFrom('own.example', 'other.example'),
      }),
      { minLength: size, maxLength: size },
    ),
    accounts: fc.constant(3),
    outcomes: fc.array(row, { maxLength: 6 }),
    accountOpportunities: fc.array(fc.tuple(fc.nat(2), instant, until), { maxLength: 3 }),
    contactOpportunities: fc.array(row, { maxLength: 3 }),
    suppressions: fc.array(fc.tuple(fc.nat(size - 1), until, until), { maxLength: 3 }),
    highWater: instant,
  });
});

type Settings = Partial<ProgramInput> & Required<Pick<ProgramInput, 'cutoffs' | 'horizonDays' | 'outcome'>>;

const settings: fc.Arbitrary<Settings> = fc.record({
  cutoffs: fc.constantFrom<ProgramInput['cutoffs']>({ every: 'month' }, { every: 'week' }, { daysAfterCreation: 14 }),
  horizonDays: fc.constantFrom(1, 30, 90),
  lookbackDays: fc.constant([7]),
  outcome: fc.constantFrom({}, { coolDownDays: 31 }, { recordedSince: '2024-04-01' }),
  eligibility: fc.record({
    minimumAgeDays: fc.constantFrom(0, 31),
    openOpportunity: fc.constantFrom('exclude' as const, 'keep' as const),
  }),
  exclude: fc.constantFrom({}, { emailDomains: ['own.example'] }),
});

function addsUp({ rows, ledger }: Snapshots): boolean {
  const left = Object.values(ledger.excluded).reduce((sum, count) => sum + count, 0);
  return ledger.kept === rows && ledger.kept + left === ledger.considered;
}

test('every pair of contact and date is a row or counted once', () => {
  fc.assert(
    fc.property(facts, settings, instant, (history, input, asOf) => {
      const read = population(history);
      const chosen = program(input);
      const dates = 'every' in chosen.cutoffs ? calendarCutoffs(chosen, read).length : 1;
      const training = trainingSnapshots(read, chosen);
      expect(training.ledger.considered).toBe(history.contacts.length * dates);
      expect(addsUp(training)).toBe(true);
      const scoring = scoringSnapshots(read, chosen, asOf);
      expect(scoring.ledger.considered).toBe(history.contacts.length);
      expect(addsUp(scoring)).toBe(true);
    }),
    { numRuns: 500, seed: 1 },
  );
});

test('rows are exactly those the definition names, with its labels', () => {
  fc.assert(
    fc.property(facts, settings, (history, input) => {
      const read = population(history);
      const chosen = program(input);
      const found = trainingSnapshots(read, chosen);
      expect(Array.from(found.asOf, (asOf, i) => [found.contact[i], asOf, found.label[i]])).toEqual(
        byDefinition(history, input, [...('every' in input.cutoffs ? calendarCutoffs(chosen, read) : [])]),
      );
    }),
    { numRuns: 500, seed: 2 },
  );
});

/** The definition of semantics in its own words, one object per row. */
function byDefinition(history: Handmade, input: Settings, grid: readonly number[]): unknown[] {
  const { outcomes = [], suppressions = [], accountOpportunities = [], contactOpportunities = [] } = history;
  const { coolDownDays, recordedSince } = input.outcome ?? {};
  return history.contacts.flatMap(({ createdAt, account = -1, emailDomain = '' }, contact) => {
    const dates = 'every' in input.cutoffs ? grid : [createdAt + days(14)];
    return dates.flatMap((date) => {
      const mine = outcomes.filter(([subject]) => subject === contact);
      const known = mine.filter(([, happened, learned = Number.NaN]) => {
        return happened < date && (Number.isNaN(learned) || learned < date);
      });
      const last = Math.max(...known.map(([, happened]) => happened));
      const free = known.length === 0 || (coolDownDays !== undefined && date - last >= days(coolDownDays));
      const deals = [
        ...accountOpportunities.filter(([subject]) => subject === account),
        ...contactOpportunities.filter(([subject]) => subject === contact),
      ];
      const open = deals.some(
        ([, from, closed = Number.NaN]) => from < date && (Number.isNaN(closed) || closed >= date),
      );
      const silenced = suppressions.some(
        ([subject, since, ends = Number.NaN]) =>
          subject === contact && (Number.isNaN(since) || since < date) && (Number.isNaN(ends) || ends > date),
      );
      const eligible =
        createdAt < date &&
        date - createdAt >= days(input.eligibility?.minimumAgeDays ?? 0) &&
        free &&
        (!open || input.eligibility?.openOpportunity === 'keep') &&
        !silenced &&
        !(input.exclude?.emailDomains ?? []).includes(emailDomain) &&
        (recordedSince === undefined || date >= at(recordedSince)) &&
        date + days(input.horizonDays) <= history.highWater;
      const label = mine.some(([, happened]) => happened >= date && happened < date + days(input.horizonDays));
      return eligible ? [[contact, date, label ? 1 : 0]] : [];
    });
  });
}

test('nothing that happens or becomes known at or after a date changes who is eligible at it', () => {
  fc.assert(
    fc.property(facts, settings, instant, (history, input, asOf) => {
      const before = (rows: readonly Row[] = []) => rows.filter(([, from]) => !(from >= asOf));
      const past: Handmade = {
        ...history,
        outcomes: before(history.outcomes).filter(([, , learned]) => !(learned! >= asOf)),
        accountOpportunities: forgetEnds(before(history.accountOpportunities), (end) => end >= asOf),
        contactOpportunities: forgetEnds(before(history.contactOpportunities), (end) => end >= asOf),
        suppressions: forgetEnds(before(history.suppressions), (end) => end > asOf),
      };
      const chosen = program(input);
      expect(scoringSnapshots(population(past), chosen, asOf)).toEqual(
        scoringSnapshots(population(history), chosen, asOf),
      );
    }),
    { numRuns: 1000, seed: 3 },
  );
});

function forgetEnds(rows: readonly Row[], isAhead: (end: number) => boolean): readonly Row[] {
  return rows.map((row) => (isAhead(row[2] ?? Number.NaN) ? [row[0], row[1]] : row));
}

test('instants of the samples reach both ends of the year', () => {
  const samples = fc.sample(instant, { numRuns: 1000, seed: 4 });
  expect(Math.min(...samples)).toBeLessThanOrEqual(start);
  expect(Math.max(...samples)).toBeGreaterThan(end - days(31));
});
