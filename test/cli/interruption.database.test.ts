import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { swallowingProxy } from '../database/swallowingProxy.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { bin, handraise, shortDeadlines, start } from './handraise.ts';

/** A company whose contacts take a minute to read. */
const config = `import { defineConfig } from 'handraise';
export default defineConfig({
  source: { contact: { query: "SELECT 'a' AS id, pg_sleep(60)::text AS name, now() AS created_at" } },
  programs: { default: { horizonDays: 60, cutoffs: { every: 'month' } } },
});`;

describe('a command that is to stop', () => {
  let database: TestDatabase;
  let folder: string;
  let at: { cwd: string; database: string };

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await writeFile(join(folder, 'handraise.config.ts'), config);
    at = { cwd: folder, database: database.connectionString };
  });

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  /** Statements that sleep on the server. */
  async function sleeping(): Promise<number> {
    const { rows } = await database.handle.pool.query(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'active' AND wait_event = 'PgSleep'`,
    );
    return rows[0].n;
  }

  async function lastRun(): Promise<{ status: string; failure: string | null }> {
    const { rows } = await database.handle.pool.query(
      'SELECT status, failure FROM handraise.run ORDER BY started_at DESC LIMIT 1',
    );
    return rows[0];
  }

  async function locks(): Promise<number> {
    const { rows } = await database.handle.pool.query(
      `SELECT count(*)::int AS n FROM pg_locks JOIN pg_database ON pg_database.oid = database
       WHERE datname = current_database() AND locktype = 'advisory'`,
    );
    return rows[0].n;
  }

  /** A training whose statement has begun to sleep. */
  async function training(env = {}) {
    const running = start(['train'], { ...at, env });
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(1);
    return running;
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'because of %s has its statement cancelled, its run marked and its server let go',
    async (signal, code) => {
      const running = await training();
      running.child.kill(signal);
      await expect.poll(sleeping, { timeout: 2000 }).toBe(0);
      const finished = await running.finished;
      expect(finished).toMatchObject({ code, stdout: '' });
      expect(finished.stderr).toMatch(/interrupted; what was published before stays\n$/);
      expect(finished.stderr).not.toMatch(/\n\s+at /);
      expect(await lastRun()).toEqual({ status: 'failed', failure: 'interrupted' });
      expect(await locks()).toBe(0);
    },
  );

  it('because nobody reads its standard error stops in the same way, with the code of a closed pipe', async () => {
    const running = start(['train'], at);
    running.child.stderr.destroy();
    expect(await running.finished).toMatchObject({ code: 141, stdout: '' });
    await expect.poll(sleeping).toBe(0);
    expect(await lastRun()).toEqual({ status: 'failed', failure: 'interrupted' });
    expect(await locks()).toBe(0);
  });

  it('because nobody reads its result ends quietly, with the code of a closed pipe', async () => {
    const running = start(['status', '--json'], at);
    running.child.stdout.destroy();
    expect(await running.finished).toMatchObject({ code: 141, stderr: '' });
  });

  it.skipIf(process.platform !== 'linux').each([1, 2])('because its output %s is full ends with 8', async (full) => {
    const device = openSync('/dev/full', 'w');
    const stdio = [0, 1, 2].map((fd) => (fd === full ? device : ('pipe' as const)));
    const child = spawn(process.execPath, [bin, full === 1 ? 'status' : 'train'], {
      cwd: at.cwd,
      env: { ...process.env, DATABASE_URL: at.database },
      stdio,
    });
    let stderr = '';
    child.stderr?.on('data', (text) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(8);
    if (full === 1) expect(stderr).toMatch(/^handraise: .*no space left.*\n$/);
    expect(await sleeping()).toBe(0);
  });

  it('through a link that takes what is sent and passes nothing on ends within ten seconds of a signal', async () => {
    const proxy = await swallowingProxy(database.connectionString);
    onTestFinished(() => proxy.close());
    const running = start(['train'], { ...at, database: proxy.connectionString });
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(1);
    proxy.swallow();
    const told = performance.now();
    running.child.kill('SIGTERM');
    expect(await running.finished).toMatchObject({ code: 143 });
    expect(performance.now() - told).toBeLessThan(10_000);
    await proxy.close();
    await expect.poll(locks, { timeout: 10_000 }).toBe(0);
    await expect.poll(sleeping, { timeout: 10_000 }).toBe(0);
  });

  it('by a second signal ends at once, though it waits for a link that is dead', async () => {
    const proxy = await swallowingProxy(database.connectionString);
    onTestFinished(() => proxy.close());
    const running = start(['train'], { ...at, database: proxy.connectionString });
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(1);
    proxy.swallow();
    running.child.kill('SIGTERM');
    // Two that come at once may count as one.
    const again = setInterval(() => running.child.kill('SIGTERM'), 100);
    const told = performance.now();
    const finished = await running.finished;
    clearInterval(again);
    expect(finished).toMatchObject({ code: 143 });
    expect(performance.now() - told).toBeLessThan(2000);
    await proxy.close();
    await expect.poll(sleeping, { timeout: 10_000 }).toBe(0);
  });

  it('by a second signal ends at once, though it computes without a pause', async () => {
    const cwd = await temporaryFolder();
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    await writeFile(join(cwd, 'handraise.config.ts'), 'for (;;);');
    const running = start(['status'], { ...at, cwd });
    await sleep(2000);
    running.child.kill('SIGINT');
    const again = setInterval(() => running.child.kill('SIGINT'), 100);
    const told = performance.now();
    expect(await running.finished).toMatchObject({ code: 130 });
    clearInterval(again);
    expect(performance.now() - told).toBeLessThan(2000);
  });

  it('because its heap is full ends with 8 and one line', async () => {
    const cwd = await temporaryFolder();
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    await writeFile(join(cwd, 'handraise.config.ts'), 'const kept = []; for (;;) kept.push({ more: [1, 2, 3] });');
    const env = { ...process.env, DATABASE_URL: at.database, NODE_OPTIONS: '--max-old-space-size=60' };
    const child = spawn(process.execPath, [bin, 'status'], { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(8);
    expect(stderr.split('\n').filter((line) => line.startsWith('handraise: '))).toEqual([
      expect.stringContaining('out of memory'),
    ]);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('by kill -9 is not said to be running', async () => {
    // Of the server's session too: it looks every so often whether anybody waits.
    const running = await training(shortDeadlines({ lookDeadline: 500 }));
    const active = JSON.parse((await handraise(['status', '--json'], at)).stdout);
    expect(active.programs[0].runs[0]).toMatchObject({ status: 'running' });
    running.child.kill('SIGKILL');
    await running.finished;
    await expect.poll(locks, { timeout: 10_000 }).toBe(0);
    const status = JSON.parse((await handraise(['status', '--json'], at)).stdout);
    expect(status.programs[0].runs[0]).toMatchObject({ status: 'abandoned' });
    // The server has looked whether anybody still waits for the statement.
    await expect.poll(sleeping, { timeout: 10_000 }).toBe(0);
  });
});
