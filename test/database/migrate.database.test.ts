import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/database/connection.ts';
import { migrate } from '../../src/database/migrate.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ migrate: false });
});
afterEach(() => database.drop());

async function tables(): Promise<string[]> {
  const { rows } = await database.handle.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace('handraise') AND relkind IN ('r', 'v')
     ORDER BY relname`,
  );
  return rows.map(({ name }) => name);
}

/** A folder of migrations, numbered in the order given. */
async function folder(...migrations: string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'handraise-migrations-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  for (const [index, sql] of migrations.entries()) {
    await writeFile(join(directory, `${String(index + 1).padStart(4, '0')}_step.sql`), sql);
  }
  return directory;
}

describe('migrating', () => {
  test('makes the schema once, then finds nothing to do', async () => {
    expect((await migrate(database.handle)).applied).toContain('0001_crm_and_runs');
    const made = await tables();
    expect(made).toEqual(expect.arrayContaining(['account', 'candidate', 'event', 'migration', 'published']));
    expect(await migrate(database.handle)).toEqual({ applied: [] });
    expect(await tables()).toEqual(made);
  });

  test('says in the catalogue what the views and each of their columns mean', async () => {
    await migrate(database.handle);
    const { rows } = await database.handle.pool.query<{ view: string; columns: number; silent: string[] }>(
      `SELECT c.relname AS view, count(a.attname)::int AS columns,
              coalesce(array_agg(a.attname::text) FILTER (WHERE col_description(c.oid, a.attnum) IS NULL), '{}')
                || CASE WHEN obj_description(c.oid, 'pg_class') IS NULL THEN '{view}'::text[] ELSE '{}' END AS silent
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
       WHERE c.relnamespace = 'handraise'::regnamespace AND c.relkind = 'v' GROUP BY c.oid, c.relname ORDER BY 1`,
    );
    expect(rows).toEqual([
      { view: 'account_candidate', columns: 21, silent: [] },
      { view: 'candidate', columns: 28, silent: [] },
      { view: 'evidence', columns: 14, silent: [] },
      { view: 'rank_change', columns: 22, silent: [] },
    ]);
  });

  test('lets the server end it within a minute where it waits for us, as its lock keeps others out', async () => {
    const settings = `CREATE TABLE handraise.seen AS SELECT name, setting::int AS setting FROM pg_settings
      WHERE name IN ('idle_session_timeout', 'idle_in_transaction_session_timeout')`;
    await migrate(database.handle, await folder(settings));
    const { rows } = await database.handle.pool.query('SELECT * FROM handraise.seen ORDER BY name');
    expect(rows).toEqual([
      { name: 'idle_in_transaction_session_timeout', setting: 60_000 },
      { name: 'idle_session_timeout', setting: 60_000 },
    ]);
  });

  test('by two processes at once makes it once', async () => {
    const other = await openDatabase({ connectionString: database.connectionString, directory: '' });
    onTestFinished(() => other.close());
    const results = await Promise.all([migrate(database.handle), migrate(other), migrate(database.handle)]);
    const applied = results.flatMap((result) => result.applied);
    expect(applied).toEqual([...new Set(applied)]);
    expect(applied.length).toBeGreaterThan(0);
  });

  test('refuses a schema that is newer than the program', async () => {
    await migrate(database.handle);
    await database.handle.pool.query(
      `INSERT INTO handraise.migration (number, name, checksum) VALUES (9999, 'x', 'y')`,
    );
    await expect(migrate(database.handle)).rejects.toMatchObject({
      code: 'config',
      exitCode: 2,
      message: expect.stringContaining('9999'),
      hint: 'upgrade handraise',
    });
  });

  test('refuses a schema made from other files', async () => {
    await migrate(database.handle, await folder('CREATE TABLE handraise.a ()'));
    const changed = await folder('CREATE TABLE handraise.a (b text)', 'CREATE TABLE handraise.c ()');
    await expect(migrate(database.handle, changed)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('0001_step'),
    });
    expect(await tables()).toEqual(['a', 'migration']);
  });

  test('does not mind other line ends', async () => {
    await migrate(database.handle, await folder('CREATE TABLE\nhandraise.a ()'));
    expect(await migrate(database.handle, await folder('CREATE TABLE\r\nhandraise.a ()'))).toEqual({ applied: [] });
  });

  test('that fails midway keeps what was whole, and goes on from there', async () => {
    const first = 'CREATE TABLE handraise.a ()';
    const broken = await folder(first, 'CREATE TABLE handraise.b (); SELECT nothing FROM handraise.b');
    await expect(migrate(database.handle, broken)).rejects.toMatchObject({
      message: expect.stringContaining('0002_step'),
    });
    expect(await tables()).toEqual(['a', 'migration']);
    const mended = await folder(first, 'CREATE TABLE handraise.b ()');
    expect(await migrate(database.handle, mended)).toEqual({ applied: ['0002_step'] });
    expect(await tables()).toEqual(['a', 'b', 'migration']);
  });

  test('refuses a gap in the numbers', async () => {
    const directory = await folder('SELECT 1');
    await writeFile(join(directory, '0003_late.sql'), 'SELECT 1');
    await expect(migrate(database.handle, directory)).rejects.toThrow('0003_late.sql');
  });

  test('refuses a read-only database before it does anything', async () => {
    const name = new URL(database.connectionString).pathname.slice(1);
    await database.handle.pool.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const handle = await openDatabase({ connectionString: database.connectionString, directory: '' });
    onTestFinished(() => handle.close());
    await expect(migrate(handle)).rejects.toMatchObject({
      code: 'permission',
      message: expect.stringContaining('read-only'),
    });
  });

  test('by a user who may not prints the GRANT, which is then enough', async () => {
    await asNewRole(async (handle, role) => {
      const name = new URL(database.connectionString).pathname.slice(1);
      const grant = `GRANT CREATE ON DATABASE ${name} TO ${role}`;
      await expect(migrate(handle)).rejects.toMatchObject({
        code: 'permission',
        exitCode: 5,
        hint: expect.stringContaining(grant),
      });
      await database.handle.pool.query(grant);
      expect((await migrate(handle)).applied).not.toEqual([]);
    });
  });

  test('needs no right to create a schema that an administrator made', async () => {
    await asNewRole(async (handle, role) => {
      await database.handle.pool.query(`CREATE SCHEMA handraise AUTHORIZATION ${role}`);
      expect((await migrate(handle)).applied).not.toEqual([]);
    });
  });

  test('in a schema that belongs to somebody else says which right is missing', async () => {
    await asNewRole(async (handle, role) => {
      await database.handle.pool.query('CREATE SCHEMA handraise');
      const grant = `GRANT USAGE, CREATE ON SCHEMA handraise TO ${role}`;
      await expect(migrate(handle)).rejects.toMatchObject({ code: 'permission', hint: expect.stringContaining(grant) });
      await database.handle.pool.query(grant);
      expect((await migrate(handle)).applied).not.toEqual([]);
    });
  });
});

/** Runs `work` with a connection as a role that owns nothing, and takes the role away with all it made. */
async function asNewRole(work: (handle: DatabaseHandle, role: string) => Promise<void>): Promise<void> {
  const role = `role_${new URL(database.connectionString).pathname.slice(1)}`;
  await database.handle.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret'`);
  const url = Object.assign(new URL(database.connectionString), { username: role, password: 'secret' });
  const handle = await openDatabase({ connectionString: url.href, directory: '' });
  try {
    await work(handle, role);
  } finally {
    await handle.close();
    await database.handle.pool.query(`DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`);
  }
}

describe('the schema', () => {
  test('refuses a ranking with a probability or a margin that is not finite', async () => {
    await migrate(database.handle);
    const insert = (probability: string, margin: string) =>
      database.handle.pool.query(
        `INSERT INTO handraise.ranked_contact (unit_id, program, run_id, contact_id, rank, probability, score, tier,
           margin, base_margin, reasons, as_of, horizon_ends)
         VALUES ('u', 'p', 'r', 'c', 1, $1, 50, 'A', $2, 0, '[]', now(), now())`,
        [probability, margin],
      );
    for (const probability of ['NaN', 'Infinity', '1.0000001', '-0.1']) {
      await expect(insert(probability, '0')).rejects.toMatchObject({ code: '23514' });
    }
    for (const margin of ['NaN', 'Infinity', '-Infinity']) {
      await expect(insert('0.5', margin)).rejects.toMatchObject({ code: '23514' });
    }
    await insert('0.5', '0');
  });
});
