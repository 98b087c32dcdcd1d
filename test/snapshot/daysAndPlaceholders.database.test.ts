import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { checkCrm } from '../../src/crm/checkCrm.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { calendarCutoffs } from '../../src/snapshot/cutoffs.ts';
import type { Population } from '../../src/snapshot/population.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { scoringSnapshots } from '../../src/snapshot/scoringSnapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { told } from '../crm/told.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { at, program } from './handmade.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

type Source = NonNullable<ConfigInput['source']>;

/** Rows of literals: a SELECT of the columns. */
const rows = (columns: string, ...values: string[]) => ({
  query: `SELECT * FROM (VALUES ${values.map((value) => `(${value})`).join(', ')}) AS v (${columns})`,
  zone: 'UTC',
});

const people = rows('id, created_at', "'a', date '2024-01-01'", "'b', date '2024-01-01'");
const nobody = { query: "SELECT '' AS contact_id, date '2024-01-01' AS occurred_at WHERE false", zone: 'UTC' };

async function read(source: Source, now = '2024-06-10T15:00Z', scoring = true): Promise<Population> {
  const config = parseConfig({ source: { contact: people, outcome: nobody, ...source } }, 'test');
  const sources = await probeSources(database.handle, config.source);
  const knownBefore = at(now);
  return inSnapshot(database.handle, (client) =>
    readPopulation(client, sources, program(), { knownBefore, ...(scoring ? { today: knownBefore } : {}) }),
  );
}

async function candidates(source: Source, now = '2024-06-10T15:00Z'): Promise<string[]> {
  const population = await read(source, now);
  return [...scoringSnapshots(population, program(), at(now)).contact].map((index) => population.contacts.ids[index]!);
}

const lastMicrosecondOf = (day: string) => at(`${day}T00:00Z`) + 86_400_000_000 - 1;

describe('a date is a day', () => {
  test('known when it is over, in the declared zone', async () => {
    const { contacts } = await read({});
    expect(contacts.createdAt[0]).toBe(lastMicrosecondOf('2024-01-01'));
    // Berlin: UTC+2 in June; the day of 2024-03-31 has 23 hours (IANA tz database, EU rules).
    const berlin = {
      ...rows('id, created_at', "'a', date '2024-06-01'", "'b', date '2024-03-31'"),
      zone: 'Europe/Berlin',
    };
    const local = await read({ contact: berlin });
    expect([...local.contacts.createdAt]).toEqual([at('2024-06-01T22:00Z') - 1, at('2024-03-31T22:00Z') - 1]);
  });

  test('or when it begins, if that is declared', async () => {
    const { contacts } = await read({ contact: { ...people, days: { createdAt: 'start' } } });
    expect(contacts.createdAt[0]).toBe(at('2024-01-01'));
  });

  test('of a field there is, that is dated', () => {
    const days = (field: string) => () => parseConfig({ source: { contact: { days: { [field]: 'end' } } } }, 'test');
    expect(days('name')).toThrow(/source\.contact\.days\.name.*createdAt/);
    expect(days('createdAt')).not.toThrow();
  });

  test.each<[string, Source]>([
    ['an outcome', { outcome: rows('contact_id, occurred_at', "'a', date '2024-06-10'") }],
    ['an opportunity', { opportunity: rows('id, contact_id, created_at', "'1', 'a', date '2024-06-10'") }],
    ['a suppression', { suppression: rows('contact_id, since', "'a', date '2024-06-10'") }],
    [
      'a deal closed today',
      {
        opportunity: rows('id, contact_id, created_at, closed_at', "'1', 'a', date '2024-06-01', date '2024-06-10'"),
      },
    ],
    [
      'a suppression until today',
      { suppression: rows('contact_id, since, until', "'a', NULL::date, date '2024-06-10'") },
    ],
  ])('keeps off the list from its start to its end: %s', async (_, source) => {
    expect(await candidates(source)).toEqual(['b']);
  });

  test('an outcome is a label of the dates before its day, and of none within it', async () => {
    const outcome = {
      ...rows('contact_id, occurred_at', "'a', date '2024-04-30'", "'b', date '2024-05-31'", "'b', date '2024-06-09'"),
      // Its day ends at 07:00 UTC of the next one: midnight UTC, an as-of date, lies within it.
      zone: 'America/Los_Angeles',
    };
    const population = await read({ outcome }, '2024-06-10T15:00Z', false);
    expect(population.outcomes.occurredAt[0]).toBe(at('2024-05-01T07:00Z') - 1);
    const settings = program({ lookbackDays: [7], cutoffs: { every: 'month', from: '2024-03-01' } });
    const { contact, asOf, label } = trainingSnapshots(population, settings);
    const found = [...contact].map((index, row) => [population.contacts.ids[index], asOf[row], label[row]]);
    expect(found).toEqual([
      ['a', at('2024-03-01'), 0],
      ['a', at('2024-04-01'), 0],
      ['b', at('2024-03-01'), 0],
      ['b', at('2024-04-01'), 0],
      ['b', at('2024-05-01'), 0],
    ]);
  });
});

describe('placeholders', () => {
  const history = {
    event: rows(
      'contact_id, occurred_at, kind',
      ...['0001-01-01', '1900-01-01', '1970-01-01', '1970-01-20', '2024-02-10', '9999-12-31'].map(
        (day) => `'a', timestamptz '${day} 00:00Z', 'visit'`,
      ),
    ),
    outcome: rows(
      'contact_id, occurred_at, ingested_at',
      "'a', timestamptz '2024-05-01Z', timestamptz '1970-01-01Z'",
      "'b', timestamptz '1970-01-01Z', NULL",
    ),
  };

  test('do not begin history, and are counted', async () => {
    const population = await read(history);
    expect(population.firstFact).toBe(at('2024-02-10'));
    expect(population.highWater).toBe(at('2024-05-01'));
    expect(population.anomalies).toMatchObject({ 'events dated before 1971': 4, 'outcomes dated before 1971': 1 });
    expect([...calendarCutoffs(program({ lookbackDays: [7] }), population)]).toEqual(
      ['2024-03-01', '2024-04-01', '2024-05-01'].map(at),
    );
  });

  test('are no creation date', async () => {
    const contact = rows(
      'id, created_at',
      "'a', timestamptz '2024-01-05Z'",
      "'b', timestamptz '1970-01-01Z'",
      "'c', timestamptz '9999-12-31Z'",
    );
    const { contacts, firstFact, anomalies } = await read({ contact });
    expect(contacts.ids).toEqual(['a']);
    expect(firstFact).toBe(at('2024-01-05'));
    expect(anomalies).toMatchObject({ 'contacts created before 1971, which is no creation date': 1 });
  });

  test('are no end of what keeps people off the list', async () => {
    const opportunity = rows(
      'id, contact_id, created_at, closed_at',
      "'1', 'a', timestamptz '2024-01-01Z', timestamptz '1970-01-01Z'",
    );
    const suppression = rows('contact_id, since, until', "'b', NULL::timestamptz, timestamptz '1900-01-01Z'");
    expect(await candidates({ opportunity, suppression })).toEqual([]);
  });
});

test('years beyond reckoning end nothing: the rest is checked and read', async () => {
  const source = {
    contact: rows('id, created_at', "'a', date '5874897-12-31'", "'b', date '2024-01-01'", "'c', date 'infinity'"),
    outcome: rows('contact_id, occurred_at', "'b', timestamp '294276-12-31 23:00'", "'b', timestamp '4713-01-01 BC'"),
    event: rows('contact_id, occurred_at, kind', "'b', timestamptz '294276-12-31 23:00Z', 'visit'"),
  };
  expect((await read(source)).contacts.ids).toEqual(['b']);
  const config = parseConfig(
    { source, programs: { default: { horizonDays: 30, cutoffs: { every: 'month' } } } },
    'test',
  );
  const { problems } = await checkCrm(database.handle, config, at('2024-06-10'));
  const named = problems.map(told).filter(({ kind }) => kind === 'instant-infinite');
  expect(named.map(({ entity, rows: count, examples }) => [entity, count, examples])).toEqual([
    ['contact', 2, ['a', 'c']],
    ['event', 1, ['b']],
    ['outcome', 2, ['b']],
  ]);
});
