import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

// So that what waits for its deadline waits a second or two.
vi.mock('../../src/database/deadlines.ts', async (original) => ({
  ...(await original<typeof import('../../src/database/deadlines.ts')>()),
  ...{ connectDeadline: 2000, connectPauses: [100, 200, 400, 800] },
}));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
});
afterAll(() => database.drop());

function open(connectionString: string) {
  return openDatabase({ connectionString, directory: '' });
}

/** The connection string of the test's database with some parts replaced. */
function variant(change: (url: URL) => void): string {
  const url = new URL(database.connectionString);
  change(url);
  return url.href;
}

async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('an open database', () => {
  test('is described without its password', () => {
    const url = new URL(database.connectionString);
    expect(database.handle.description).toBe(`127.0.0.1:${url.port}${url.pathname}`);
    expect(inspect(database.handle, { depth: 3 })).not.toContain(url.password);
  });

  test.each(['America/New_York', 'Asia/Kathmandu'])('has sessions in UTC, whatever the default (%s)', async (zone) => {
    const name = new URL(database.connectionString).pathname.slice(1);
    await database.handle.pool.query(`ALTER DATABASE ${name} SET TimeZone = '${zone}'`);
    const handle = await open(variant((url) => url.searchParams.set('options', `-c TimeZone=${zone}`)));
    onTestFinished(() => handle.close());
    const { rows } = await handle.pool.query(
      `SELECT current_setting('TimeZone') AS zone, current_setting('application_name') AS name,
              current_setting('statement_timeout') AS statement`,
    );
    expect(rows).toEqual([{ zone: 'UTC', name: 'handraise', statement: '30min' }]);
  });

  test('has sessions that read literals and write texts alike, whatever the defaults', async () => {
    const defaults = {
      standard_conforming_strings: 'off',
      extra_float_digits: '0',
      IntervalStyle: 'iso_8601',
      bytea_output: 'escape',
      DateStyle: 'German',
    };
    const options = Object.entries(defaults).map(([name, value]) => `-c ${name}=${value}`);
    const handle = await open(variant((url) => url.searchParams.set('options', options.join(' '))));
    onTestFinished(() => handle.close());
    const statement = `SELECT 'a\\b' AS literal, (0.1::float8 + 0.2)::text AS number, interval '1 day'::text AS days,
      convert_to('A', 'UTF8')::text AS bytes, date '2024-02-01'::text AS day`;
    expect((await handle.pool.query(statement)).rows).toEqual([
      { literal: 'a\\b', number: '0.30000000000000004', days: '1 day', bytes: '\\x41', day: '2024-02-01' },
    ]);
  });

  test('gives big integers exactly, as text', async () => {
    const { rows } = await database.handle.pool.query('SELECT 9007199254740993::bigint AS big');
    expect(rows).toEqual([{ big: '9007199254740993' }]);
  });

  test('survives the end of its idle connections, and of one in use', async () => {
    const handle = await open(database.connectionString);
    onTestFinished(() => handle.close());
    const client = await handle.pool.connect();
    const others =
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    await handle.pool.query('SELECT 1');
    await database.handle.pool.query(others);
    await sleep(200);
    await expect(client.query('SELECT 1')).rejects.toThrow();
    client.release(true);
    expect((await handle.pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
  });

  test('can be closed while a statement runs and a client was never given back', async () => {
    const handle = await open(database.connectionString);
    await handle.pool.connect();
    const running = handle.pool.query('SELECT pg_sleep(3600)').catch((error: unknown) => error);
    await handle.close();
    expect(await running).toBeInstanceOf(Error);
  });

  test('may be closed twice', async () => {
    const handle = await open(database.connectionString);
    await Promise.all([handle.close(), handle.close()]);
    await handle.close();
    await expect(handle.pool.query('SELECT 1')).rejects.toThrow();
  });
});

describe('opening', () => {
  test('waits for a server that is just starting', async () => {
    const { port, hostname } = new URL(database.connectionString);
    const probe = createServer();
    const free = await listen(probe);
    probe.close();
    const proxy = createServer((socket) => {
      const upstream = connect(Number(port), hostname);
      socket.on('error', () => upstream.destroy()).pipe(upstream);
      upstream.on('error', () => socket.destroy()).pipe(socket);
    });
    const opening = open(variant((url) => Object.assign(url, { port: String(free) })));
    await sleep(400);
    await listen(proxy, free);
    const handle = await opening;
    expect((await handle.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await handle.close();
  });

  test('waits while the server has no connection left', async () => {
    const role = `one_${new URL(database.connectionString).pathname.slice(1)}`;
    await database.handle.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret' CONNECTION LIMIT 1`);
    onTestFinished(async () => void (await database.handle.pool.query(`DROP ROLE ${role}`)));
    const connectionString = variant((url) => Object.assign(url, { username: role, password: 'secret' }));
    const first = new pg.Client({ connectionString });
    await first.connect();
    const opening = open(connectionString);
    await sleep(400);
    await first.end();
    const handle = await opening;
    await handle.close();
  });

  test('without the password that the server asks for fails at once, saying where to put it', async () => {
    const opening = open(variant((url) => Object.assign(url, { password: '' })));
    await expect(opening).rejects.toMatchObject({
      code: 'permission',
      exitCode: 5,
      message: expect.stringMatching(/asks for a password, and none was given$/),
      hint: expect.stringContaining('PGPASSWORD'),
    });
  });

  test('takes the password from the password file', async () => {
    const { password, port } = new URL(database.connectionString);
    const folder = await temporaryFolder();
    const file = join(folder, 'passwords');
    await writeFile(file, `127.0.0.1:${port}:*:handraise:${password}\n`, { mode: 0o600 });
    vi.stubEnv('PGPASSFILE', file);
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    });
    const handle = await open(variant((url) => Object.assign(url, { password: '' })));
    expect((await handle.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await handle.close();
  });

  test.each([
    ['LATIN1', 'C'],
    ['WIN1252', 'C'],
    ['SQL_ASCII', 'C'],
  ])('a database with encoding %s is refused before anything is made', async (encoding, locale) => {
    const name = `encoded_${encoding.toLowerCase()}`;
    await database.handle.pool.query(
      `CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE '${locale}' TEMPLATE template0`,
    );
    onTestFinished(async () => void (await database.handle.pool.query(`DROP DATABASE ${name} WITH (FORCE)`)));
    await expect(open(variant((url) => Object.assign(url, { pathname: name })))).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(encoding),
      hint: expect.stringContaining('UTF8'),
    });
  });

  test('with TLS a server that has none says TLS, and what to do', async () => {
    await expect(open(variant((url) => url.searchParams.set('sslmode', 'require')))).rejects.toMatchObject({
      code: 'database',
      message: expect.stringContaining('TLS'),
      hint: expect.stringContaining('sslmode=disable'),
    });
  });

  test('without TLS is not changed by the environment', async () => {
    vi.stubEnv('PGSSLMODE', 'require');
    onTestFinished(() => void vi.unstubAllEnvs());
    const handle = await open(database.connectionString);
    await handle.close();
  });

  test('is given up when its signal is aborted', async () => {
    const aborting = new AbortController();
    const url = variant((url) => Object.assign(url, { port: '1' }));
    const opening = openDatabase({ connectionString: url, directory: '', signal: aborting.signal });
    await sleep(50);
    aborting.abort();
    await expect(opening).rejects.toMatchObject({ code: 'interrupted' });
  });

  test.concurrent.each([
    ['a wrong password', { password: 'geheim' }, 'permission', /password authentication failed/],
    ['a database that is not there', { pathname: '/nowhere', password: undefined }, 'database', /does not exist/],
    ['a host that is not there', { hostname: 'nowhere.invalid', password: 'geheim' }, 'database', /nowhere\.invalid/],
    ['a port nobody listens on', { port: '1', password: 'geheim' }, 'database', /ECONNREFUSED/],
  ] as const)('with %s fails, without showing the password', async (_, parts, code, message) => {
    const connectionString = variant((url) => Object.assign(url, JSON.parse(JSON.stringify(parts))));
    const { password } = new URL(connectionString);
    const failure: unknown = await open(connectionString).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(inspect(failure, { depth: null, showHidden: true })).not.toContain(password);
  });

  test.concurrent('a server that takes the connection and says nothing fails by the deadline', async () => {
    const silent = createServer((socket) => void socket.on('error', () => undefined));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    await expect(open(variant((url) => Object.assign(url, { port })))).rejects.toMatchObject({ code: 'database' });
    silent.close();
  });
});
