import { afterAll, beforeAll, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { type BuiltFeatures, buildFeatures, type FeatureInput } from '../../src/features/engine/buildFeatures.ts';
import { mostValues } from '../../src/features/sweep/eventProperties.ts';
import { eventStatement } from '../../src/features/sweep/eventStatements.ts';
import { notice } from '../../src/notice/notice.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { snapshotsOf } from './snapshotsOf.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(`
    CREATE SCHEMA shop;
    CREATE TABLE shop.person (id text, created_at timestamptz);
    CREATE TABLE shop.sale (contact_id text, occurred_at timestamptz);
    CREATE TABLE shop.visit (contact_id text, occurred_at timestamptz, kind text, page text, floor int, details json);
    INSERT INTO shop.person VALUES ('p', '2024-01-01Z');
    INSERT INTO shop.sale VALUES ('p', '2026-01-01Z');
    INSERT INTO shop.visit VALUES
      ('p', '2025-05-01Z', 'view', 'prices', 2, '{"utm": {"campaign": "spring"}}'),
      ('p', '2025-05-02Z', 'view', '', NULL, '{"utm": {"campaign": null}}'),
      ('p', '2025-05-03Z', 'view', 'prices', 3, '{"utm": 7}'),
      ('p', '2025-05-04Z', 'view', 'about us', 3, NULL);`);
});
afterAll(() => database.drop());

const asOf = parseInstant('2025-06-01');

async function build(
  properties: object | undefined,
  visits = 'SELECT * FROM shop.visit',
  options: Partial<Pick<FeatureInput, 'trained' | 'kindsKnownBefore'>> & { readonly families?: readonly string[] } = {},
): Promise<BuiltFeatures> {
  const { families = ['touchVariety', 'lastTouched'], ...input } = options;
  const config = configSchema.parse({
    source: {
      contact: { table: 'shop.person' },
      outcome: { table: 'shop.sale' },
      event: { query: visits, properties },
    },
    programs: {
      default: {
        horizonDays: 30,
        cutoffs: { every: 'month' },
        lookbackDays: [60],
        features: { families: [...families] },
      },
    },
  });
  const { handle } = database;
  const sources = await probeSources(handle, config.source);
  return inSnapshot(handle, async (client) => {
    const program = config.programs.default!;
    const knownBefore = parseInstant('2026-02-01');
    const population = await readPopulation(client, sources, program, { knownBefore });
    const snapshots = snapshotsOf(population, [{ contact: 'p', asOf }]);
    const shared = { client, sources, population, snapshots, program, knownBefore, memoryBudget: 2 ** 28 };
    return buildFeatures({ ...shared, ...input });
  });
}

function told({ table }: BuiltFeatures): Record<string, number | string | null> {
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      column.kind === 'number' ? column.values[0]! : (column.levels[column.codes[0]!] ?? null),
    ]),
  );
}

test('columns of any type and paths within JSON are properties, what is empty or leads to nothing is none', async () => {
  const properties = {
    page: {},
    storey: { column: 'floor' },
    campaign: { column: 'details', path: ['utm', 'campaign'] },
  };
  expect(told(await build(properties))).toEqual({
    'distinct:page:60d': 2,
    'top:page:60d': 2 / 3,
    'distinct:storey:60d': 2,
    'top:storey:60d': 2 / 3,
    'distinct:campaign:60d': 1,
    'top:campaign:60d': 1,
    'last:page': 'about us',
    'last:storey': '3',
    'last:campaign': 'spring',
  });
});

test('without properties there is no column, and events are asked for as they were', async () => {
  expect(told(await build(undefined))).toEqual({});
  const { source } = configSchema.parse({ source: { event: { table: 'shop.visit' } } });
  const sources = await probeSources(database.handle, source);
  expect(eventStatement(sources, asOf, { index: 0, of: 1 })).not.toContain('property');
});

test('of very many values the most frequent are told apart, and that is said', async () => {
  const visits = `SELECT contact_id, occurred_at, kind, page FROM shop.visit WHERE page <> '' UNION ALL
    SELECT 'p', '2025-05-20Z'::timestamptz + i * interval '1 second', 'view', 'page ' || i FROM generate_series(1, 5000) AS i`;
  const built = await build({ page: {} }, visits);
  // Of pages seen once the first by name are told apart; the last one seen, 5000, is not among them.
  expect(told(built)).toMatchObject({ 'distinct:page:60d': mostValues + 1, 'last:page': '(other)' });
  expect(built.remarks).toEqual([notice('property-values-cut', { property: 'page', values: 5002, told: mostValues })]);
});

test('values are counted by kind that training had most often, and scoring counts the same ones', async () => {
  const families = ['touchCount'];
  const kindsKnownBefore = parseInstant('2025-05-02');
  const trained = await build({ page: {} }, undefined, { families, kindsKnownBefore });
  expect(trained.eventValues).toEqual([{ property: 'page', kind: 'view', value: 'prices' }]);
  expect(told(trained)).toEqual({ 'touch:page:view:prices:60d': 2 });
  const eventValues = [...trained.eventValues, { property: 'page', kind: 'view', value: 'gone since' }];
  const selection = { eventKinds: ['view'], eventValues, families: new Set(families) };
  expect(told(await build({ page: {} }, undefined, { families, trained: selection }))).toEqual({
    'touch:page:view:prices:60d': 2,
    'touch:page:view:gone since:60d': 0,
  });
});

test.each([
  [
    { page: { column: 'leaf' } },
    /event\.properties\.page: expected column leaf in the query of event, found contact_id,/,
  ],
  [{ utm: {} }, /event\.properties\.utm: expected column utm/],
  [{ page: { path: ['a'] } }, /expected column page of the query of event to be json or jsonb.*found text/],
])('a property that is not there is refused: %j', async (properties, message) => {
  await expect(build(properties)).rejects.toThrow(message);
});

test.each([
  [{ contact: { table: 'shop.person', properties: { page: {} } } }, /only event has properties, not contact/],
  [
    { event: { table: 'shop.visit', properties: Object.fromEntries([...'abcdefghi'].map((name) => [name, {}])) } },
    /are more than 8/,
  ],
])('more than there can be is refused', (source, message) => {
  expect(() => configSchema.parse({ source })).toThrow(message);
});
