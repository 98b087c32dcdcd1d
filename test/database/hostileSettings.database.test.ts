import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { exportSnapshot, withSharedSnapshot } from '../../src/database/sharedSnapshot.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { demoConfig } from '../../src/demo/config.ts';
import { demoLandings } from '../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../src/demo/load.ts';
import { handraise } from '../cli/handraise.ts';
import { quickProgram } from '../demo/sharedCompanies.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

/** What a role may have set that changes how literals are read, values are written, names are found or statements are planned. */
const hostile = {
  jit: 'on',
  TimeZone: "'Asia/Kathmandu'",
  DateStyle: "'German, DMY'",
  IntervalStyle: "'iso_8601'",
  extra_float_digits: '-15',
  bytea_output: "'escape'",
  standard_conforming_strings: 'off',
  backslash_quote: 'off',
  transform_null_equals: 'on',
  array_nulls: 'off',
  quote_all_identifiers: 'on',
  gin_fuzzy_search_limit: '1',
  xmloption: "'document'",
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_hashagg: 'off',
  join_collapse_limit: '1',
  from_collapse_limit: '1',
  plan_cache_mode: 'force_generic_plan',
  work_mem: "'64kB'",
  max_parallel_workers_per_gather: '0',
  lc_monetary: "'C.UTF-8'",
  lc_numeric: "'C.UTF-8'",
  lc_time: "'C.UTF-8'",
  lc_messages: "'C.UTF-8'",
  default_transaction_isolation: "'serializable'",
  idle_in_transaction_session_timeout: "'50ms'",
  idle_session_timeout: "'50ms'",
  transaction_timeout: "'2s'",
  statement_timeout: "'1s'",
  lock_timeout: "'10ms'",
  search_path: 'shadows, pg_catalog, public',
};

/** Tables, functions and operators with the names of those that statements use, and answers that are wrong. */
const shadows = `
  CREATE SCHEMA shadows;
  CREATE TABLE shadows.pg_settings (name text);
  CREATE TABLE shadows.pg_class (oid oid);
  CREATE TABLE shadows.contact (id text);
  CREATE TABLE shadows.event (id text);
  CREATE FUNCTION shadows.lower(text) RETURNS text LANGUAGE sql AS $$ SELECT 'shadow' $$;
  CREATE FUNCTION shadows.isfinite(timestamptz) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
  CREATE FUNCTION shadows.to_regclass(text) RETURNS regclass LANGUAGE sql AS $$ SELECT NULL::regclass $$;
  CREATE FUNCTION shadows.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT 'off' $$;
  CREATE FUNCTION shadows.format_type(oid, integer) RETURNS text LANGUAGE sql AS $$ SELECT 'shadow' $$;
  CREATE FUNCTION shadows.hashtextextended(text, bigint) RETURNS bigint LANGUAGE sql AS $$ SELECT 0::bigint $$;
  CREATE FUNCTION shadows.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT timestamptz '1999-01-01Z' $$;
  CREATE FUNCTION shadows.never(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
  CREATE OPERATOR shadows.= (LEFTARG = text, RIGHTARG = text, FUNCTION = shadows.never);
  CREATE OPERATOR shadows.<> (LEFTARG = text, RIGHTARG = text, FUNCTION = shadows.never);`;

describe('a role whose settings are hostile', () => {
  let database: TestDatabase;
  let folder: string;
  let role: string;
  /** The same database as that role. */
  let connectionString: string;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    const { pool } = database.handle;
    const url = new URL(database.connectionString);
    role = `hostile_${url.pathname.slice(1)}`;
    url.username = role;
    url.password = 'secret';
    connectionString = url.href;
    await loadDemoCompany(database.handle, { contacts: 800, seed: 3, horizonDays: 60 });
    await demoLandings['salesforce-fivetran']!(database.handle, 'salesforce');
    await pool.query(`${shadows}; ANALYZE; CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD 'secret'`);
    for (const [name, value] of Object.entries(hostile)) await pool.query(`ALTER ROLE ${role} SET ${name} = ${value}`);
  }, 60_000);

  afterAll(async () => {
    await database.handle.pool.query(`DROP ROLE ${role}`);
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  const settingsOf = `SELECT current_setting('jit') AS jit, current_setting('enable_hashjoin') AS hash,
    current_setting('join_collapse_limit') AS joins, current_setting('idle_in_transaction_session_timeout') AS idle,
    current_setting('transaction_timeout') AS transaction, current_setting('search_path') AS path`;
  const ours = { jit: 'off', hash: 'on', joins: '8', idle: '10min', transaction: '0', path: 'shadows, public' };

  it('has sessions like any other, of the pool and of threads', async () => {
    const handle = await openDatabase({ connectionString, directory: '' });
    try {
      expect((await handle.pool.query(settingsOf)).rows).toEqual([ours]);
      const shared = await inSnapshot(handle, async (client) =>
        withSharedSnapshot(connectionString, await exportSnapshot(client), (other) => other.query(settingsOf)),
      );
      expect(shared.rows).toEqual([ours]);
    } finally {
      await handle.close();
    }
  });

  it('reads array literals, nulls and names of types as any other', async () => {
    const handle = await openDatabase({ connectionString, directory: '' });
    try {
      const statement = `SELECT $1::text[] AS list, (SELECT count(*)::int FROM (VALUES (NULL)) AS t (x) WHERE x = NULL) AS nulls,
        format_type('date'::regtype, NULL) AS type, lower('A') AS lower, 'a' = 'a'::text AS same`;
      expect((await handle.pool.query(statement, [['a', null]])).rows).toEqual([
        { list: ['a', null], nulls: 0, type: 'date', lower: 'a', same: true },
      ]);
    } finally {
      await handle.close();
    }
  });

  it('trains the same model and publishes the same ranking, to the byte', async () => {
    // Of all that is read the model keeps a fingerprint: the points score, which so few conversions leave, is soon made.
    const demo = { ...quickProgram, minimum: { trainPositives: 1_000_000 } };
    const machine = { opens: ['email_open'], clicks: ['email_click'], userAgent: { column: 'activity' } };
    const source = { ...demoConfig.source, event: { ...demoConfig.source.event, machine } };
    const config = JSON.stringify({ ...demoConfig, source, programs: { demo } });
    await writeFile(join(folder, 'handraise.config.ts'), `export default ${config};\n`);
    const outcomeAs = async (as: string) => {
      const at = { cwd: folder, database: as };
      const trained = await handraise(['train', '--as-of', '2026-07-01', '--json', '--threads', '2'], at);
      expect({ code: trained.code, stderr: trained.stderr }).toMatchObject({ code: 0 });
      const { modelId } = JSON.parse(trained.stdout);
      const promoted = await handraise(['models', 'promote', modelId, '--override', 'a test'], at);
      expect({ code: promoted.code, stderr: promoted.stderr }).toMatchObject({ code: 0 });
      const scored = await handraise(['score', '--as-of', '2026-07-01', '--json'], at);
      expect({ code: scored.code, stderr: scored.stderr }).toMatchObject({ code: 0 });
      const { contentHash, ledger } = JSON.parse(scored.stdout);
      return { modelId, contentHash, ledger };
    };
    expect(await outcomeAs(connectionString)).toEqual(await outcomeAs(database.connectionString));
  }, 90_000);

  it('finds the same in what a connector left', async () => {
    const foundAs = async (as: string) => {
      const at = { cwd: folder, database: as };
      await rm(join(folder, 'handraise.config.ts'), { force: true });
      const made = await handraise(['init', '--preset', 'salesforce-fivetran', '--schema', 'salesforce'], at);
      expect({ code: made.code, stderr: made.stderr }).toMatchObject({ code: 0 });
      const { code, stdout } = await handraise(['check', '--json'], at);
      expect(code).toBe(0);
      // The age of the data grows from one check to the next.
      return JSON.parse(stdout, (key, value) => (key === 'age' ? Math.floor(value) : value));
    };
    expect(await foundAs(connectionString)).toEqual(await foundAs(database.connectionString));
  }, 60_000);
});
