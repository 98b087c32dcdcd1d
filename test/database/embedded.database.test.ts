import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { findBinaries } from '../../src/database/embedded/binaries.ts';
import { openEmbedded } from '../../src/database/embedded/embedded.ts';
import { serverSettings } from '../../src/database/embedded/memory.ts';
import { startTime } from '../../src/database/embedded/processIdentity.ts';
import { query } from './serverQuery.ts';
import { temporaryFolder } from './temporaryFolder.ts';

let directory: string;
let children: ChildProcess[] = [];
// One folder for all, since making a cluster takes long; every test begins with a cluster whose server is stopped.
beforeAll(async () => {
  directory = join(await temporaryFolder(), '.handraise');
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  await (await openEmbedded({ directory })).close();
});
afterAll(() => rm(join(directory, '..'), { recursive: true, force: true }));

async function serverPid(): Promise<number | undefined> {
  const state = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8'));
  return state.server?.pid;
}

interface Other {
  readonly connectionString: string;
  leave(): Promise<void>;
  kill(): Promise<void>;
}

/** Another process that uses the server of the test's directory. */
async function other(): Promise<Other> {
  const script = fileURLToPath(new URL('embeddedClient.ts', import.meta.url));
  // A process group of its own, so that the whole of it can be killed, as Ctrl-C in a terminal does.
  const child = spawn(process.execPath, [script, directory], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  children.push(child);
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (value === undefined) throw new Error('the other process did not open the server');
  return {
    connectionString: value,
    leave: async () => {
      child.stdin.end();
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
    kill: async () => {
      process.kill(-child.pid!, 'SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('the embedded server', () => {
  test('keeps its secrets to its user', async () => {
    const server = await openEmbedded({ directory });
    const password = (await readFile(join(directory, 'password'), 'utf8')).trim();
    expect(password).toMatch(/^[0-9a-f]{48}$/);
    for (const name of await readdir(directory)) {
      const { mode } = await stat(join(directory, name));
      expect(`${name} ${(mode & 0o777).toString(8)}`).toMatch(
        /^(clients|postgres) 700$|^(password|server\.json|postgres\.log) 600$/,
      );
      if (mode & 0o040_000) continue;
      if (name !== 'password') expect(await readFile(join(directory, name), 'utf8')).not.toContain(password);
    }
    // Run by root, the server is somebody else, who passes through to its cluster.
    expect((await stat(directory)).mode & 0o777).toBe(process.getuid?.() === 0 ? 0o711 : 0o700);
    expect(await readdir(join(directory, '..'))).toEqual(['.handraise']);
    const settings = ['listen_addresses', 'unix_socket_directories', 'fsync', 'password_encryption', 'server_encoding'];
    const shown = await Promise.all(settings.map((name) => query(server, `SHOW ${name}`)));
    expect(shown.flat(2)).toEqual(['127.0.0.1', '', 'on', 'scram-sha-256', 'UTF8']);
    const wrong = server.connectionString.replace(password, 'wrong');
    await expect(query({ connectionString: wrong }, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await server.close();
  });

  test('keeps its data, and orders text by code point whatever the locale', async () => {
    const first = await openEmbedded({ directory });
    await query(first, "CREATE TABLE kept AS SELECT * FROM (VALUES ('a'), ('B'), ('é'), ('z')) AS t (x)");
    await first.close();
    const progress: string[] = [];
    const second = await openEmbedded({ directory, onProgress: (text) => progress.push(text) });
    expect(await query(second, 'SELECT x, upper(x) FROM kept ORDER BY x')).toEqual([
      ['B', 'B'],
      ['a', 'A'],
      ['z', 'Z'],
      ['é', 'É'],
    ]);
    await second.close();
    expect(progress).toEqual(['starting the embedded Postgres']);
  });

  test('is gone once it is closed, and leaves no lease or lock behind', async () => {
    const server = await openEmbedded({ directory });
    const pid = await serverPid();
    expect(await startTime(pid ?? 0)).toBeDefined();
    await Promise.all([server.close(), server.close()]);
    expect(await startTime(pid ?? 0)).toBeUndefined();
    expect(await serverPid()).toBeUndefined();
    expect((await readdir(directory)).sort()).toEqual([
      'clients',
      'password',
      'postgres',
      'postgres.log',
      'server.json',
    ]);
    expect(await readdir(join(directory, 'clients'))).toEqual([]);
  });

  test('is shared by processes and stopped by the last', async () => {
    const [first, second, mine] = await Promise.all([other(), other(), openEmbedded({ directory })]);
    expect(new Set([first, second, mine].map(({ connectionString }) => connectionString)).size).toBe(1);
    const pid = (await serverPid()) ?? 0;
    await first.leave();
    await mine.close();
    expect(await query(second, 'SELECT 1')).toEqual([[1]]);
    await second.leave();
    expect(await startTime(pid)).toBeUndefined();
  });

  test('outlives a process that is killed, and is adopted by the next', async () => {
    const killed = await other();
    const pid = await serverPid();
    await killed.kill();
    expect(await query(killed, 'SELECT 1')).toEqual([[1]]);
    const handle = await openDatabase({ directory });
    expect(await serverPid()).toBe(pid);
    await handle.close();
    expect(await startTime(pid ?? 0)).toBeUndefined();
  });

  test('is adopted even when nothing but the server itself remembers it', async () => {
    const killed = await other();
    const pid = await serverPid();
    await killed.kill();
    await rm(join(directory, 'server.json'));
    const server = await openEmbedded({ directory });
    expect(await serverPid()).toBe(pid);
    await server.close();
    expect(await startTime(pid ?? 0)).toBeUndefined();
  });

  test('is started again, and recovers, when it was killed itself', async () => {
    const killed = await other();
    await query(killed, 'CREATE TABLE committed AS SELECT 1 AS x');
    const pid = (await serverPid()) ?? 0;
    await killed.kill();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => startTime(pid)).toBeUndefined();
    const server = await openEmbedded({ directory });
    expect(await serverPid()).not.toBe(pid);
    expect(await query(server, 'SELECT x FROM committed')).toEqual([[1]]);
    await server.close();
  });

  test('never takes another process for its server', async () => {
    await (await openEmbedded({ directory })).close();
    const state = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8'));
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    children.push(bystander);
    const stale = { ...state, server: { pid: bystander.pid, started: '1', port: 1 } };
    await writeFile(join(directory, 'server.json'), JSON.stringify(stale));
    const server = await openEmbedded({ directory });
    expect(await query(server, 'SELECT 1')).toEqual([[1]]);
    await server.close();
    expect(await startTime(bystander.pid ?? 0)).toBeDefined();
  });

  test('does not mind what a crash left behind', async () => {
    await (await openEmbedded({ directory })).close();
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    await writeFile(join(directory, 'lock'), `${dead.pid} 1 someone`);
    await writeFile(join(directory, 'clients', `${dead.pid}-1-00000000`), '');
    await writeFile(join(directory, 'server.json'), '{"cluster": ');
    await mkdir(join(directory, 'postgres.new'));
    const server = await openEmbedded({ directory });
    expect((await readdir(join(directory, 'clients'))).length).toBe(1);
    expect(await query(server, 'SELECT 1')).toEqual([[1]]);
    await server.close();
    expect(await readdir(join(directory, 'clients'))).toEqual([]);
  });

  test('says so when the password is lost or the cluster is of another version', async () => {
    await (await openEmbedded({ directory })).close();
    const version = join(directory, 'postgres', 'PG_VERSION');
    await writeFile(version, '14\n');
    await expect(openEmbedded({ directory })).rejects.toMatchObject({
      code: 'database',
      message: /made by Postgres 14/,
    });
    await writeFile(version, '18\n');
    const password = await readFile(join(directory, 'password'), 'utf8');
    await rm(join(directory, 'password'));
    await expect(openEmbedded({ directory })).rejects.toMatchObject({
      code: 'database',
      message: /password .* missing/,
    });
    await writeFile(join(directory, 'password'), password);
    await (await openEmbedded({ directory })).close();
  });

  test('says why it does not start, in the words of the server', async () => {
    await (await openEmbedded({ directory })).close();
    const file = join(directory, 'postgres', 'postgresql.auto.conf');
    await writeFile(file, "shared_preload_libraries = 'not_there'\n");
    await chmod(file, 0o644);
    await expect(openEmbedded({ directory })).rejects.toMatchObject({ code: 'database', message: /not_there/ });
    await writeFile(file, '');
  });

  test('that no package brought is a failure with a way out', () => {
    expect(() => findBinaries('no-such-package')).toThrow(
      expect.objectContaining({ code: 'database', hint: expect.stringContaining('--database') }),
    );
  });
});

describe('memory settings', () => {
  test.each([
    [512, '32MB', '256MB', '4MB'],
    [2048, '128MB', '1024MB', '8MB'],
    [65_536, '256MB', '32768MB', '64MB'],
  ])('of a machine with %i MB', (megabytes, buffers, cache, work) => {
    expect(serverSettings(megabytes * 2 ** 20)).toMatchObject({
      shared_buffers: buffers,
      effective_cache_size: cache,
      work_mem: work,
    });
  });
});
