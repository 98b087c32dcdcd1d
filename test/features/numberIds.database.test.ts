import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { type BuiltFeatures, buildFeatures } from '../../src/features/engine/buildFeatures.ts';
import { cutoff, knownBefore } from '../../src/features/pointInTime/instants.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import type { Snapshots } from '../../src/snapshot/snapshots.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { createTables, programOf, smallConfig } from './databaseCrm.ts';

// Ids of contacts that events hold as whole numbers are sent as such. The features must be those of the same ids as text.

const numbers: readonly (readonly [type: string, ids: readonly string[]])[] = [
  ['smallint', ['0', '7', '-1', '10', '32767', '-32768']],
  ['integer', ['0', '9', '-10', '100', '65536', '2147483647', '-2147483648']],
  [
    'bigint',
    ['0', '5', '-99', '4294967295', '4294967296', '12345678901', '9223372036854775807', '-9223372036854775808'],
  ],
  // Close enough together for a table.
  ['bigint', ['1', '2', '3', '5', '-4', '10', '25']],
];
const config = smallConfig([7, 30]);
const numbered = {
  ...config,
  source: { ...config.source, event: { ...config.source.event!, table: 'small.numbered' } },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(createTables);
});
afterAll(() => database.drop());

test.each(numbers)('%s %s', async (type, ids) => {
  const { pool } = database.handle;
  await pool.query('TRUNCATE small.person, small.activity');
  await pool.query(
    `INSERT INTO small.person (id, account_id, created_at) SELECT id, NULL, timestamptz '2001-01-01Z' FROM unnest($1::text[]) AS id`,
    [ids],
  );
  // The nth contact has n page views, the third a burst too, and there is one of nobody and one of a stranger.
  await pool.query(
    `INSERT INTO small.activity (id, contact_id, occurred_at, kind)
     SELECT format('%s-%s', id, i), id, to_timestamp($2) - i * interval '1 hour', 'page_view'
     FROM unnest($1::text[]) WITH ORDINALITY AS person (id, n), generate_series(1, n) AS i
     UNION ALL SELECT NULL, ($1::text[])[3], to_timestamp($2) - interval '2 days', 'page_view' FROM generate_series(1, 1000)
     UNION ALL VALUES ('nobody', NULL, to_timestamp($2) - interval '1 day', 'page_view'),
       ('stranger', '77', to_timestamp($2) - interval '1 day', 'page_view')`,
    [ids, cutoff / 1e6],
  );
  await pool.query(`DROP TABLE IF EXISTS small.numbered;
    CREATE TABLE small.numbered AS SELECT * FROM small.activity;
    ALTER TABLE small.numbered ALTER contact_id TYPE ${type} USING contact_id::${type}`);
  const asText = await build(config);
  const asNumber = await build(numbered);
  const views = asNumber.table.columns.find(({ name }) => name === 'count:page_view:30d');
  expect(views).toMatchObject({ values: Float64Array.from(orderOf(ids)) });
  expect(asNumber).toEqual(asText);
  expect(asNumber.anomalies).toMatchObject({ 'events of unknown contacts': 2 });
  expect(await build(numbered, 3)).toEqual(asText);
});

/** Events of each contact, in the order of the population. */
function orderOf(ids: readonly string[]): number[] {
  return [...ids].sort((a, b) => (a < b ? -1 : 1)).map((id) => ids.indexOf(id) + (id === ids[2] ? 2 : 1));
}

async function build({ source, ...rest }: typeof config, partitions = 1): Promise<BuiltFeatures> {
  const sources = await probeSources(database.handle, source);
  return inSnapshot(database.handle, async (client) => {
    const program = programOf({ source, ...rest });
    const population = await readPopulation(client, sources, program, { knownBefore });
    const rows = population.contacts.ids.length;
    const snapshots: Snapshots = {
      rows,
      contact: Int32Array.from({ length: rows }, (_, row) => row),
      asOf: new Float64Array(rows).fill(cutoff),
      label: new Uint8Array(rows),
      unit: new Int32Array(rows),
      ledger: { considered: rows, kept: rows, excluded: {} },
    };
    const memoryBudget = 2 ** 30;
    return buildFeatures({ client, sources, population, snapshots, program, knownBefore, memoryBudget, partitions });
  });
}
