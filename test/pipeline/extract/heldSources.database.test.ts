import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import { inLockedSources } from '../../../src/crm/lockedSources.ts';
import { type DatabaseHandle, openDatabase } from '../../../src/database/connection.ts';
import { isLockTimeout } from '../../../src/database/failure.ts';
import { buildFeatures } from '../../../src/features/engine/buildFeatures.ts';
import { type Extract, extract } from '../../../src/pipeline/extract/extract.ts';
import { silent } from '../../../src/progress.ts';
import { readPopulation } from '../../../src/snapshot/readPopulation.ts';
import { scoringSnapshots } from '../../../src/snapshot/scoringSnapshots.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';

const signal = new AbortController().signal;
const asOf = parseInstant('2026-01-01');

/** Contacts of one account; reading the account takes a while, in which the snapshot is taken and the rest not read yet. */
const tables = `
  CREATE TABLE company (id text, created_at timestamptz);
  CREATE TABLE person (id text, account_id text, created_at timestamptz);
  CREATE TABLE activity (id bigint, contact_id text, occurred_at timestamptz, kind text, value float8);
  CREATE TABLE refusal (contact_id text, since timestamptz);
  CREATE TABLE conversion (contact_id text, occurred_at timestamptz);
  INSERT INTO company VALUES ('a1', '2024-01-01Z');
  INSERT INTO person SELECT 'p' || i, 'a1', '2024-06-01Z' FROM generate_series(1, 100) AS i;
  INSERT INTO activity SELECT i, 'p' || (1 + i % 100), timestamptz '2026-01-01Z' - i * interval '1 hour', 'open', i
    FROM generate_series(1, 500) AS i;
  INSERT INTO refusal SELECT 'p' || i, '2025-06-01Z' FROM generate_series(1, 54) AS i;
  INSERT INTO conversion VALUES ('p99', '2025-12-31Z');
  CREATE VIEW activity_view AS SELECT * FROM activity;
  CREATE MATERIALIZED VIEW activity_copy AS SELECT * FROM activity;
  CREATE TABLE activity_parent (LIKE activity) PARTITION BY RANGE (id);
  CREATE TABLE activity_first PARTITION OF activity_parent FOR VALUES FROM (0) TO (200);
  CREATE TABLE activity_second PARTITION OF activity_parent FOR VALUES FROM (200) TO (1000);
  INSERT INTO activity_parent SELECT * FROM activity;`;

let database: TestDatabase;
let undisturbed: Extract;
beforeAll(async () => {
  database = await createTestDatabase();
  await withTables('calm');
  undisturbed = await read(configOf('calm', 'activity'));
});
afterAll(() => database.drop());

async function withTables(schema: string): Promise<void> {
  await database.handle.pool.query(
    `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tables}; RESET search_path`,
  );
}

function configOf(schema: string, event: string): Config {
  const source = {
    account: { query: `SELECT c.*, pg_sleep(0.3) AS waited FROM ${schema}.company AS c` },
    contact: { table: `${schema}.person` },
    event: event.startsWith('SELECT') ? { query: event } : { table: `${schema}.${event}` },
    outcome: { table: `${schema}.conversion` },
    suppression: { table: `${schema}.refusal` },
  };
  return parseConfig(
    { source, programs: { default: { horizonDays: 30, cutoffs: { every: 'month' } } } },
    'the configuration',
  );
}

function read(config: Config, handle: DatabaseHandle = database.handle): Promise<Extract> {
  const program = config.programs.default!;
  const workbench = {
    ...{ handle, config, models: '', reports: '', memoryBudget: 2 ** 30, threads: 1 },
    ...{ clock: () => 0, progress: silent, signal },
  };
  return extract(workbench, program, {
    knownBefore: asOf,
    snapshotsOf: (population) => scoringSnapshots(population, program, asOf),
  });
}

/** Waits until the accounts are being read. */
async function readingBegan(): Promise<void> {
  for (;;) {
    const { rows } = await database.handle.pool.query(
      `SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY %pg_sleep%' AND datname = current_database()`,
    );
    if (rows.length > 0) return;
    await sleep(10);
  }
}

const swap = (name: string, by: string) =>
  `BEGIN; CREATE TABLE new_${name} (LIKE ${name}); ${by};
   ALTER TABLE ${name} RENAME TO old_${name}; ALTER TABLE new_${name} RENAME TO ${name}; COMMIT`;

test.each([
  ['TRUNCATE of the events', 'activity', 'TRUNCATE activity'],
  [
    'TRUNCATE of the suppressions',
    'activity',
    "BEGIN; TRUNCATE refusal; INSERT INTO refusal VALUES ('p1', NULL); COMMIT",
  ],
  ['new suppressions under the old name', 'activity', swap('refusal', "INSERT INTO new_refusal VALUES ('p1', NULL)")],
  [
    'new contacts under the old name',
    'activity',
    swap('person', "INSERT INTO new_person VALUES ('p1', 'a1', '2024-06-01Z')"),
  ],
  [
    'DROP and CREATE',
    'activity',
    'BEGIN; DROP TABLE conversion; CREATE TABLE conversion (contact_id text, occurred_at timestamptz); COMMIT',
  ],
  ['a column rewritten', 'activity', 'ALTER TABLE refusal ALTER COLUMN contact_id TYPE varchar(20)'],
  ['TRUNCATE below a view', 'activity_view', 'TRUNCATE activity'],
  [
    'TRUNCATE below a query',
    'SELECT a.* FROM %.activity AS a JOIN %.person AS p ON p.id = a.contact_id',
    'TRUNCATE activity',
  ],
  [
    'a materialised view filled again',
    'activity_copy',
    'BEGIN; DELETE FROM activity; REFRESH MATERIALIZED VIEW activity_copy; COMMIT',
  ],
  ['TRUNCATE of one partition', 'activity_parent', 'TRUNCATE activity_second'],
  ['a partition that is taken away', 'activity_parent', 'ALTER TABLE activity_parent DETACH PARTITION activity_second'],
] as const)('%s in the middle of a run waits until all is read', async (what, event, statement) => {
  const schema = `w${what.replace(/\W/g, '').toLowerCase()}`;
  await withTables(schema);
  const config = configOf(schema, event.replaceAll('%', schema));
  const writer = await openDatabase({ connectionString: database.connectionString, directory: '' });
  const reading = read(config);
  await readingBegan();
  const writing = writer.pool.query(`SET search_path = ${schema}; ${statement}; RESET search_path`);
  const after = await reading;
  await writing;
  await writer.close();
  expect(after.fingerprint).toBe(undisturbed.fingerprint);
});

/** A session of its own, as whatever loads the tables has. */
async function asLoader<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.connectionString, application_name: 'nightly load' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test('whoever swaps and empties tables all the time is never seen half-way, and has their turn', async () => {
  await withTables('busy');
  const config = configOf('busy', 'activity_parent');
  let [isOver, swaps] = [false, 0];
  const swapping = asLoader(async (loader) => {
    await loader.query('SET search_path = busy');
    for (; !isOver; swaps++) {
      await loader.query(`BEGIN; CREATE TABLE fresh (LIKE refusal); INSERT INTO fresh TABLE refusal;
        ALTER TABLE refusal RENAME TO stale; ALTER TABLE fresh RENAME TO refusal; DROP TABLE stale; COMMIT`);
      await loader.query(`BEGIN; CREATE TEMP TABLE kept ON COMMIT DROP AS TABLE activity_second;
        TRUNCATE activity_second; INSERT INTO activity_second TABLE kept; COMMIT`);
      await sleep(300);
    }
  });
  const seen: string[] = [];
  for (let run = 0; run < 3; run++) seen.push((await read(config)).fingerprint);
  isOver = true;
  await swapping;
  expect(new Set(seen)).toEqual(new Set([undisturbed.fingerprint]));
  expect(swaps).toBeGreaterThan(0);
});

test('a partition that is attached in the middle of a run makes it begin again', async () => {
  await withTables('grown');
  const { source } = configOf('grown', 'activity_parent');
  const { pool } = database.handle;
  await pool.query(
    `CREATE TABLE grown.activity_third (LIKE grown.activity);
     INSERT INTO grown.activity_third SELECT id + 1000, contact_id, occurred_at, kind, value FROM grown.activity`,
  );
  const attach =
    'ALTER TABLE grown.activity_parent ATTACH PARTITION grown.activity_third FOR VALUES FROM (1000) TO (2000)';
  const counts: number[][] = [];
  const reading = inLockedSources(database.handle, source, { signal }, async (client, sources) => {
    const count = async () => {
      const { rows } = await client.query(`SELECT count(*)::int AS events FROM (${sources.select('event')}) AS source`);
      return rows[0].events as number;
    };
    const before = await count();
    if (counts.length === 0) await asLoader((loader) => loader.query(attach));
    counts.push([before, await count()]);
    return counts.at(-1);
  });
  expect(await reading).toEqual([1000, 1000]);
  expect(counts[0]).toEqual([500, 1000]);
});

test('a table that is locked for a moment is waited for', async () => {
  await withTables('moment');
  const found = await asLoader(async (loader) => {
    await loader.query('BEGIN; LOCK TABLE moment.refusal; TRUNCATE moment.refusal');
    const reading = read(configOf('moment', 'activity'));
    await sleep(200);
    await loader.query('ROLLBACK');
    return reading;
  });
  expect(found.fingerprint).toBe(undisturbed.fingerprint);
});

test('a table that stays locked ends the run with exit code 4, naming it and who has locked it', async () => {
  await withTables('held');
  await asLoader(async (loader) => {
    await loader.query('BEGIN; LOCK TABLE held.activity');
    const reading = inLockedSources(
      database.handle,
      configOf('held', 'activity_view').source,
      { signal, patience: { wait: 300, pauses: [20] } },
      async () => undefined,
    );
    const { rows } = await loader.query<{ pid: number; role: string }>(
      'SELECT pg_backend_pid() AS pid, current_user AS role',
    );
    const { pid, role } = rows[0]!;
    await expect(reading).rejects.toMatchObject({
      code: 'database',
      exitCode: 4,
      message: `held.activity is locked by process ${pid} of the server (role ${role}, nightly load)`,
      hint: expect.stringContaining(`pid = ${pid}`),
    });
  });
});

test('a thread does not wait for somebody who waits for the run', async () => {
  await withTables('queued');
  const { source, programs } = configOf('queued', 'activity');
  const program = programs.default!;
  const threads = { count: 2, connectionString: database.connectionString };
  let truncating: Promise<unknown> | undefined;
  const reading = inLockedSources(database.handle, source, { signal }, async (client, sources) => {
    truncating = asLoader((loader) => loader.query('TRUNCATE queued.activity'));
    await waitingForLock();
    const population = await readPopulation(client, sources, program, { knownBefore: asOf });
    const snapshots = scoringSnapshots(population, program, asOf);
    const input = { client, sources, population, snapshots, program, knownBefore: asOf, memoryBudget: 2 ** 30 };
    return buildFeatures({ ...input, partitions: 2, threads });
  });
  await expect(reading).rejects.toSatisfy(isLockTimeout);
  await truncating;
});

async function waitingForLock(): Promise<void> {
  for (;;) {
    const { rows } = await database.handle.pool.query('SELECT FROM pg_locks WHERE NOT granted');
    if (rows.length > 0) return;
    await sleep(10);
  }
}

test('a role that may read views of tables, but not the tables, needs no other right', async () => {
  await withTables('lent');
  const role = 'lent_reader';
  await database.handle.pool.query(`
    CREATE ROLE ${role} LOGIN PASSWORD 'reader';
    GRANT USAGE ON SCHEMA lent TO ${role};
    GRANT USAGE ON SCHEMA handraise TO ${role};
    GRANT SELECT ON ALL TABLES IN SCHEMA handraise TO ${role};
    GRANT SELECT ON lent.company, lent.person, lent.refusal, lent.conversion, lent.activity_view, lent.activity_copy TO ${role}`);
  const url = new URL(database.connectionString);
  [url.username, url.password] = [role, 'reader'];
  const handle = await openDatabase({ connectionString: url.href, directory: '' });
  try {
    for (const event of ['activity_view', 'activity_copy'])
      expect((await read(configOf('lent', event), handle)).fingerprint).toBe(undisturbed.fingerprint);
  } finally {
    await handle.close();
    await database.handle.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});
