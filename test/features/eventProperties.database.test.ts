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

test('numbers are read from columns of numbers, from texts as they are written, and from JSON; what is none is counted', async () => {
  const visits = `SELECT 'p' AS contact_id, occurred_at::timestamptz, 'order' AS kind, amount::numeric, written, details::jsonb FROM (VALUES
    ('2025-05-01Z', 10::numeric, '1.234,50 €', '{"of": {"sum": 1.25}}'), ('2025-05-11Z', 30, '20', '{"of": {"sum": "1.000"}}'),
    ('2025-05-21Z', NULL, '99 USD', '{"of": {"sum": "many"}}'), ('2025-05-31Z', 'NaN', ' ', '{"of": null}'),
    ('2025-06-01Z', 1000, '7', '{"of": {"sum": 9}}')) AS sold (occurred_at, amount, written, details)`;
  const properties = {
    amount: { type: 'number' },
    price: { column: 'written', type: 'number', numberFormat: '1.234,5 €' },
    total: { column: 'details', path: ['of', 'sum'], type: 'number', numberFormat: '1.234,5', meaning: 'order total' },
  };
  const built = await build(properties, visits, { families: ['amount', 'amountHabit', 'touchVariety'] });
  expect(told(built)).toEqual({
    'amount:amount:sum:60d': 40,
    'amount:amount:mean:60d': 20,
    'amount:amount:most:60d': 30,
    'amount:amount:last': 30,
    'amount:amount:recency': 21,
    'amount:amount:times': 2,
    'amount:amount:usual': 20,
    'amount:amount:overdue': 2.1,
    'amount:price:sum:60d': 1254.5,
    'amount:price:mean:60d': 627.25,
    'amount:price:most:60d': 1234.5,
    'amount:price:last': 20,
    'amount:price:recency': 21,
    'amount:price:times': 2,
    'amount:price:usual': 627.25,
    'amount:price:overdue': 2.1,
    'amount:total:sum:60d': 1001.25,
    'amount:total:mean:60d': 500.625,
    'amount:total:most:60d': 1000,
    'amount:total:last': 1000,
    'amount:total:recency': 21,
    'amount:total:times': 2,
    'amount:total:usual': 500.625,
    'amount:total:overdue': 2.1,
  });
  expect(built.features.find(({ name }) => name === 'amount:total:sum:60d')?.sentence).toBe(
    'total order total in the last 60 days',
  );
  expect(built.anomalies).toEqual({
    'values of event amount that are no number': 1,
    'values of event price that are no number': 1,
    'values of event total that are no number': 1,
  });
});

test.each([
  [{ page: { type: 'number', numberFormat: '1,234' } }, /can be read in two ways/],
  [{ page: { type: 'number', numberFormat: 'about' } }, /is no number/],
  [{ happened: { column: 'occurred_at', type: 'number' } }, /expected column occurred_at .* to be a number or text/],
  [{ page: { numberFormat: '1.234,5' } }, /is of a property of type number only/],
])('a property that cannot be a number is refused: %j', async (properties, message) => {
  await expect(build(properties)).rejects.toThrow(message);
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
