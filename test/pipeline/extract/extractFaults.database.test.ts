import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { type DatabaseHandle, openDatabase } from '../../../src/database/connection.ts';
import { inSnapshot } from '../../../src/database/transaction.ts';
import { buildFeatures, type FeatureInput } from '../../../src/features/engine/buildFeatures.ts';
import { type Extract, extract } from '../../../src/pipeline/extract/extract.ts';
import { silent } from '../../../src/progress.ts';
import { readPopulation } from '../../../src/snapshot/readPopulation.ts';
import { scoringSnapshots } from '../../../src/snapshot/scoringSnapshots.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { type CuttingProxy, cuttingProxy } from './cuttingProxy.ts';

const asOf = parseInstant('2026-01-01');
/** Names a company may have given its tables and columns. */
const hostile = ['a"b', "x'; DROP TABLE crm.event; --", '%s %1$s', 'ü'.repeat(31), '__proto__'] as const;

const tables = `
  CREATE SCHEMA crm;
  CREATE TABLE crm.company (id text PRIMARY KEY, created_at timestamptz);
  CREATE TABLE crm.person (id text, account_id text, created_at timestamptz);
  CREATE TABLE crm.event (id bigint, contact_id text, occurred_at timestamptz, kind text, value float8);
  CREATE TABLE crm.outcome (contact_id text, occurred_at timestamptz);
  INSERT INTO crm.company SELECT 'a' || i, '2024-01-01Z' FROM generate_series(1, 50) AS i;
  INSERT INTO crm.person SELECT 'p' || i, 'a' || (1 + i % 50), '2024-06-01Z' FROM generate_series(1, 200) AS i;
  INSERT INTO crm.event SELECT i, 'p' || (1 + i * 7 % 210), timestamptz '2026-01-01Z' - i * interval '10 minutes',
    (ARRAY['open', 'click', 'view'])[1 + i % 3], i FROM generate_series(1, 20000) AS i;
  INSERT INTO crm.outcome VALUES ('p1', '2025-12-31Z');`;

function configOf(source: Config['source'] | object): Config {
  return parseConfig(
    { source, programs: { default: { horizonDays: 30, cutoffs: { every: 'month' } } } },
    'the configuration',
  );
}

const config = configOf({
  account: { table: 'crm.company' },
  contact: { table: 'crm.person' },
  event: { table: 'crm.event' },
  outcome: { table: 'crm.outcome' },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(tables);
});
afterAll(() => database.drop());

function read(handle: DatabaseHandle, of: Config = config): Promise<Extract> {
  const program = of.programs.default!;
  const workbench = {
    ...{
      handle,
      config: of,
      models: '',
      reports: '',
      memoryBudget: 2 ** 30,
      threads: 1,
      clock: () => 0,
      progress: silent,
    },
    signal: new AbortController().signal,
  };
  return extract(workbench, program, {
    knownBefore: asOf,
    snapshotsOf: (population) => scoringSnapshots(population, program, asOf),
  });
}

/** Features only, on threads of their own where several are asked for. */
async function build(handle: DatabaseHandle, options: Partial<FeatureInput>, of: Config = config) {
  const program = of.programs.default!;
  const sources = await probeSources(handle, of.source);
  return inSnapshot(handle, async (client) => {
    const population = await readPopulation(client, sources, program, { knownBefore: asOf });
    const snapshots = scoringSnapshots(population, program, asOf);
    const shared = { client, sources, population, snapshots, program, knownBefore: asOf, memoryBudget: 2 ** 30 };
    return buildFeatures({ ...shared, ...options });
  });
}

describe('a connection that is reset', () => {
  let proxy: CuttingProxy;
  let handle: DatabaseHandle;
  beforeAll(async () => {
    proxy = await cuttingProxy(database.connectionString);
    handle = await openDatabase({ connectionString: proxy.connectionString, directory: '' });
  });
  afterAll(async () => {
    await handle.close();
    await proxy.close();
  });

  test('at every fifth of what is read: it starts over and gives the same bytes', async () => {
    const whole = await read(database.handle);
    proxy.cutAfter(Number.POSITIVE_INFINITY);
    await read(handle);
    const bytes = proxy.cutAfter(Number.POSITIVE_INFINITY);
    expect(bytes).toBeGreaterThan(500_000);
    for (let fifth = 1; fifth < 5; fifth++) {
      proxy.cutAfter(Math.floor((bytes * fifth) / 5));
      const again = await read(handle);
      expect(proxy.hasCut).toBe(true);
      expect(again.fingerprint).toBe(whole.fingerprint);
      expect(again.features.table).toEqual(whole.features.table);
    }
  });

  test('in a thread fails as a lost connection, so that all of it is read again', async () => {
    proxy.cutAfter(Number.POSITIVE_INFINITY);
    const threads = { count: 2, connectionString: proxy.connectionString };
    await build(handle, { partitions: 2, threads });
    const bytes = proxy.cutAfter(Number.POSITIVE_INFINITY);
    // What the threads read comes last.
    proxy.cutAfter(Math.floor(bytes * 0.8));
    await expect(build(handle, { partitions: 2, threads })).rejects.toMatchObject({
      code: 'database',
      cause: { code: 'ECONNRESET' },
    });
    expect(await connectionsLeft()).toBe(0);
  });
});

/** Connections of threads that are still open. */
async function connectionsLeft(): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await database.handle.pool.query<{ open: number }>(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
    );
    if (rows[0]!.open === 0 || attempt === 50) return rows[0]!.open;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

test('a statement that takes longer than it may ends with exit code 4, and says what it was for', async () => {
  const slow = configOf({ ...config.source, event: { query: 'SELECT *, pg_sleep(0.001) FROM crm.event' } });
  const program = slow.programs.default!;
  const sources = await probeSources(database.handle, slow.source);
  const failed = inSnapshot(database.handle, async (client) => {
    const population = await readPopulation(
      client,
      { ...sources, has: (entity) => entity !== 'event' && sources.has(entity) },
      program,
      { knownBefore: asOf },
    );
    const snapshots = scoringSnapshots(population, program, asOf);
    await client.query("SET LOCAL statement_timeout = '200ms'");
    return buildFeatures({ client, sources, population, snapshots, program, knownBefore: asOf, memoryBudget: 2 ** 30 });
  });
  await expect(failed).rejects.toMatchObject({
    code: 'database',
    exitCode: 4,
    message: expect.stringMatching(/^counting events: .*statement timeout/),
    hint: expect.stringContaining('ran longer than it may'),
  });
  expect(await connectionsLeft()).toBe(0);
});

test('a column dropped after the catalogue was read is refused with exit code 3, naming it', async () => {
  const { pool } = database.handle;
  await pool.query('CREATE TABLE crm.dropped AS SELECT * FROM crm.event');
  const of = configOf({ ...config.source, event: { table: 'crm.dropped' } });
  const program = of.programs.default!;
  const sources = await probeSources(database.handle, of.source);
  await pool.query('ALTER TABLE crm.dropped DROP COLUMN kind');
  const late = inSnapshot(database.handle, async (client) => {
    const population = await readPopulation(client, sources, program, { knownBefore: asOf });
    const snapshots = scoringSnapshots(population, program, asOf);
    return buildFeatures({ client, sources, population, snapshots, program, knownBefore: asOf, memoryBudget: 2 ** 30 });
  });
  await expect(late).rejects.toMatchObject({ code: 'data', exitCode: 3, message: expect.stringMatching(/kind/) });
});

test.each(hostile)('tables and columns called %s are read like any other, in partitions too', async (name) => {
  const { pool } = database.handle;
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  await pool.query(`CREATE SCHEMA ${quoted(name)}`);
  await pool.query(
    `CREATE TABLE ${quoted(name)}.${quoted(name)} AS SELECT id, contact_id, occurred_at, kind AS ${quoted(name)}, value FROM crm.event`,
  );
  await pool.query(
    `CREATE TABLE ${quoted(name)}.person AS SELECT id AS ${quoted(name)}, account_id, created_at FROM crm.person`,
  );
  const of = configOf({
    ...config.source,
    contact: { table: `${quoted(name)}.person`, columns: { id: name } },
    event: { table: `${quoted(name)}.${quoted(name)}`, columns: { kind: name } },
  });
  const plain = await build(database.handle, {});
  const threads = { count: 2, connectionString: database.handle.connectionString() };
  for (const options of [{}, { partitions: 3 }, { partitions: 3, threads }]) {
    const built = await build(database.handle, options, of);
    expect(built.table).toEqual(plain.table);
  }
});
