import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { scoringSnapshots } from '../../src/snapshot/scoringSnapshots.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { at, program } from './handmade.ts';

const now = at('2024-07-01');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(`
    INSERT INTO handraise.contact (id, created_at) VALUES ('a', '2024-01-01Z'), ('b', '2024-01-01Z'), ('c', '2024-01-01Z');
    INSERT INTO handraise.outcome (contact_id, occurred_at) VALUES ('c', '2024-06-30Z');
    INSERT INTO handraise.attribute_history (entity, entity_id, name, value, valid_from, ingested_at) VALUES
      ('contact', 'a', 'rank', 'junior', '2024-01-01Z', NULL),
      ('contact', 'a', 'rank', 'senior', '2024-03-01Z', '2024-05-01Z'),
      ('contact', 'a', 'rank', 'middle', '2024-02-01Z', '2024-06-01Z'),
      ('contact', 'b', 'rank', 'middle', '2024-02-01Z', '2024-06-01Z'),
      ('contact', 'b', 'rank', 'senior', '2024-03-01Z', '2024-06-01Z'),
      ('contact', 'c', 'rank', 'senior', '2024-03-01Z', '2024-08-01Z')`);
});
afterAll(() => database.drop());

async function read(source: ConfigInput['source'] = {}) {
  const settings = program({ lookbackDays: [7], cutoffs: { every: 'month', from: '2024-02-01' } });
  const mapped = {
    contact: { attributes: { rank: { type: 'category', availability: 'history' } } },
    ...source,
  } as const;
  const sources = await probeSources(database.handle, parseConfig({ source: mapped }, 'test').source);
  const population = await inSnapshot(database.handle, (client) =>
    readPopulation(client, sources, settings, { knownBefore: now, today: now }),
  );
  const past = trainingSnapshots(population, settings);
  const datesOf = (id: string) =>
    [...past.asOf.filter((_, row) => population.contacts.ids[past.contact[row]!] === id)].map((date) =>
      new Date(date / 1000).toISOString().slice(0, 10),
    );
  const today = [...scoringSnapshots(population, settings, now).contact].map((index) => population.contacts.ids[index]);
  return { population, datesOf, today };
}

test('a value counts from when it was known, and an older one that arrives later changes nothing', async () => {
  const { population } = await read();
  const [{ subject, validFrom, value }] = population.history as [(typeof population.history)[number]];
  const found = [...subject].map((contact, i) => [population.contacts.ids[contact], validFrom[i], value[i]]);
  expect(found).toEqual([
    ['a', at('2024-01-01'), 'junior'],
    ['a', at('2024-05-01'), 'senior'],
    ['b', at('2024-06-01'), 'senior'],
  ]);
  expect(population.anomalies).toEqual({ 'attribute values not yet known': 1 });
});

test('a deal keeps off past dates from when it was known, and today in any case', async () => {
  const deals = (known: string) => ({
    opportunity: {
      query: `SELECT '1' AS id, 'a' AS contact_id, timestamptz '2024-02-15Z' AS created_at, timestamptz '${known}' AS ingested_at`,
    },
  });
  const late = await read(deals('2024-04-15Z'));
  expect(late.datesOf('a')).toEqual(['2024-02-01', '2024-03-01', '2024-04-01']);
  expect(late.today).toEqual(['b']);
  const later = await read(deals('2024-08-01Z'));
  expect(later.datesOf('a')).toEqual(late.datesOf('b'));
  expect(later.today).toEqual(['b']);
  expect(later.population.anomalies).toMatchObject({ 'opportunities not yet known': 1 });
});

test('so does an objection', async () => {
  const objection = (known: string, since = "timestamptz '2024-02-15Z'") => ({
    suppression: { query: `SELECT 'a' AS contact_id, ${since} AS since, timestamptz '${known}' AS ingested_at` },
  });
  const late = await read(objection('2024-04-15Z'));
  expect(late.datesOf('a')).toEqual(['2024-02-01', '2024-03-01', '2024-04-01']);
  expect((await read(objection('2024-04-15Z', 'NULL::timestamptz'))).datesOf('a')).toHaveLength(3);
  expect(late.today).toEqual(['b']);
  expect((await read(objection('2024-08-01Z'))).today).toEqual(['b']);
});
