import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConfigInput, configSchema } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { demoEnd } from '../../src/demo/company.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { type BuiltFeatures, buildFeatures, type FeatureInput } from '../../src/features/engine/buildFeatures.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { parseInstant } from '../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { snapshotsOf } from './snapshotsOf.ts';

const machine = { sends: ['email_sent'], opens: ['email_open'], clicks: ['email_click'] };
const { event } = demoConfig.source;
type EventMapping = NonNullable<NonNullable<ConfigInput['source']>['event']>;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoCompany(database.handle, { contacts: 300, seed: 1, horizonDays: 60, scannedDomains: 6 });
  await database.handle.pool.query(`
    CREATE TABLE handraise_demo.told AS SELECT DISTINCT ON (activity_id) * FROM handraise_demo.activities ORDER BY activity_id, loaded_at;
    CREATE UNIQUE INDEX ON handraise_demo.told (activity_id)`);
}, 60_000);
afterAll(() => database.drop());

const dates = ['2025-07-01', '2026-01-01', '2026-06-30'].map((date) => parseInstant(date));

async function built(mapping: Partial<EventMapping>, options: Partial<FeatureInput> = {}): Promise<BuiltFeatures> {
  const { handle } = database;
  const { source, programs } = configSchema.parse({
    ...demoConfig,
    source: { ...demoConfig.source, event: { ...event, ...mapping } },
  });
  const sources = await probeSources(handle, source);
  return inSnapshot(handle, async (client) => {
    const program = programs.demo!;
    const population = await readPopulation(client, sources, program, { knownBefore: demoEnd });
    const rows = population.contacts.ids.flatMap((contact) => dates.map((asOf) => ({ contact, asOf })));
    const snapshots = snapshotsOf(population, rows);
    const shared = { client, sources, population, snapshots, program, knownBefore: demoEnd, memoryBudget: 2 ** 30 };
    return buildFeatures({ ...shared, ...options });
  });
}

const valuesOf = ({ table }: BuiltFeatures, name: string): Float64Array => {
  const column = table.columns.find((one) => one.name === name);
  if (column?.kind !== 'number') throw new Error(`no number column ${name}`);
  return column.values;
};
const total = (features: BuiltFeatures, name: string) =>
  valuesOf(features, name).reduce((sum, value) => sum + value, 0);

describe('opens and clicks by machines', () => {
  test('are in no feature, and what people do stays as it is', async () => {
    const [asBefore, kept, without] = [
      await built({}),
      await built({ machine: { ...machine, keep: true } }),
      await built({ machine }),
    ];
    expect(kept).toEqual(asBefore);
    expect(total(without, 'count:email_click:90d')).toBeLessThan(0.9 * total(kept, 'count:email_click:90d'));
    expect(total(without, 'count:email_open:90d')).toBeLessThan(total(kept, 'count:email_open:90d'));
    for (const name of ['count:page_view:90d', 'count:email_sent:90d', 'recency:page_view'])
      expect(valuesOf(without, name)).toEqual(valuesOf(kept, name));
  });

  test('are the same ones whatever the ids, keys, partitions and threads', async () => {
    const whole = await built({ machine });
    const threads = { count: 2, connectionString: database.handle.connectionString() };
    for (const options of [{ partitions: 3 }, { partitions: 3, threads }])
      expect(await built({ machine }, options)).toEqual(whole);
    const { table: _, ...columns } = event;
    const query = 'SELECT *, person_id::text AS person FROM handraise_demo.activities';
    const asText = { ...columns, table: undefined, query, columns: { ...event.columns, contactId: 'person' }, machine };
    expect((await built(asText)).table).toEqual(whole.table);
    expect((await built({ table: 'handraise_demo.told', machine })).table).toEqual(whole.table);
  });

  test('are left out at scoring as in training', async () => {
    const eventKinds = ['email_open', 'email_click', 'page_view'];
    const trained = { eventKinds, families: new Set(['eventCount', 'eventRecency']) };
    const whole = await built({ machine });
    for (const table of ['handraise_demo.activities', 'handraise_demo.told']) {
      const scored = await built({ table, machine }, { trained });
      const counts = scored.table.columns.filter(({ name }) => /^(count|recency):email/.test(name));
      expect(counts.length).toBe(8);
      for (const { name } of counts) expect(valuesOf(scored, name)).toEqual(valuesOf(whole, name));
    }
  });
});

test('what arrives later decides about nothing that a date knew', async () => {
  const { pool } = database.handle;
  const read = async (date: number) => {
    const features = await built({ machine });
    return features.table.columns.map((column) =>
      (column.kind === 'number' ? column.values : column.codes).filter((_, row) => row % dates.length === date),
    );
  };
  const [before, later] = [await read(1), await read(2)];
  // Every open turns out to be one of a scanner, and new ones came before the second date, all of which becomes known at that date.
  await pool.query(`
    INSERT INTO handraise_demo.activities (activity_id, person_id, activity, happened_at, loaded_at)
    SELECT 3e12 + row_number() OVER (), person_id, 'email_sent', happened_at - interval '3 seconds', greatest(happened_at, '2026-01-01Z')
      FROM handraise_demo.activities WHERE activity = 'email_open'
    UNION ALL
    SELECT 4e12 + row_number() OVER (), person_id, 'email_open', '2025-12-31 23:30:30Z', '2026-01-01Z' FROM handraise_demo.people`);
  expect(await read(1)).toEqual(before);
  expect(await read(2)).not.toEqual(later);
});
