import { cp, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SwallowingProxy, swallowingProxy } from '../database/swallowingProxy.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { servedCompany } from '../demo/sharedCompanies.ts';
import { type Finished, handraise, type Running, shortDeadlines, start } from './handraise.ts';

const score = ['score', '--as-of', '2026-07-01'];
const train = ['train', '--as-of', '2026-07-01'];

/** Once the command has sent a text, and so many more bytes have come from it or from the server, the link is silent. */
interface Silence {
  readonly text: string;
  readonly bytes: number;
  readonly from: 'client' | 'server';
}
const eventsRead: Silence = { text: 'COPY (SELECT source.contact_id', bytes: 20_000, from: 'server' };
const rankingWritten: Silence = { text: 'COPY "handraise"."ranked_contact"', bytes: 20_000, from: 'client' };
const statementRun: Silence = { text: 'INSERT INTO handraise.run ', bytes: 0, from: 'server' };

/** What a command does when its link goes silent. */
const meetings = {
  'score, as events are read,': { args: score, silence: eventsRead },
  'score, as the ranking is written,': { args: score, silence: rankingWritten },
  'score, as an ordinary statement runs,': { args: score, silence: statementRun },
  'train, as events are read,': { args: train, silence: eventsRead },
  'train, as an ordinary statement runs,': { args: train, silence: statementRun },
} as const;

/** What ends the command then. */
const ends = {
  'by its deadline': byDeadline,
  'on a signal': onSignal,
  'at once on a second signal': onSecondSignal,
  'when it is closed': onClosing,
} as const;

export type Meeting = keyof typeof meetings;
export type End = keyof typeof ends;

/** Of the command, and of the server for its sessions, in milliseconds: about a twentieth of what they are. */
const short = shortDeadlines({
  heartbeat: 500,
  leaseDeadline: 4000,
  connectDeadline: 3000,
  idleDeadline: 6000,
  linkDeadline: 6000,
});

/** A command whose link has just gone silent, on a company of its own. */
interface Silenced {
  readonly database: TestDatabase;
  readonly proxy: SwallowingProxy;
  readonly running: Running;
}

async function byDeadline({ running }: Silenced): Promise<void> {
  expectUnreachable(await running.finished);
}

async function onSignal({ running }: Silenced): Promise<void> {
  const told = performance.now();
  running.child.kill('SIGTERM');
  const finished = await running.finished;
  expect(performance.now() - told).toBeLessThan(10_000);
  expect(finished).toMatchObject({ code: 143, stdout: '' });
  expect(finished.stderr).toMatch(/handraise: interrupted; what was published before stays\n$/);
}

async function onSecondSignal({ running }: Silenced): Promise<void> {
  const told = performance.now();
  running.child.kill('SIGTERM');
  // Two that come at once may count as one.
  const again = setInterval(() => running.child.kill('SIGTERM'), 100);
  const finished = await running.finished;
  clearInterval(again);
  expect(performance.now() - told).toBeLessThan(2000);
  expect(finished).toMatchObject({ code: 143, stdout: '' });
}

async function onClosing({ running, proxy }: Silenced): Promise<void> {
  await proxy.close();
  expectUnreachable(await running.finished);
}

/** It ended with one line, beside those of its progress. */
function expectUnreachable({ code, stdout, stderr }: Finished): void {
  const lines = stderr.split('\n').filter((line) => !line.startsWith('· '));
  expect({ code, stdout, lines }).toEqual({
    code: 4,
    stdout: '',
    lines: [expect.stringMatching(/^handraise: .* — see that the server is /), ''],
  });
}

/** Tests on one company. Afterwards the ranking before is still served, the next run works, and the server is let go, though the link stays as it is. */
export function describeSilentLink(cases: readonly (readonly [Meeting, End])[]): void {
  describe.concurrent('a link that goes silent stops', () => {
    let template: string;
    let cwd: string;
    let contentHash: string;

    beforeAll(async () => {
      cwd = await temporaryFolder();
      const company = await servedCompany();
      ({ template } = company);
      ({ contentHash } = company.made);
      await cp(company.folder, cwd, { recursive: true });
    }, 120_000);

    afterAll(() => rm(cwd, { recursive: true, force: true }));

    it.for(cases)('%s %s', { timeout: 180_000 }, async ([meeting, end], { onTestFinished }) => {
      const { args, silence } = meetings[meeting];
      const database = await createTestDatabase({ migrate: false, template });
      const proxy = await swallowingProxy(database.connectionString);
      onTestFinished(async () => {
        await proxy.close();
        await database.drop();
      });
      const before = await served(database);
      proxy.swallowAfter(silence.text, silence.bytes, silence.from);
      const running = start(args, { cwd, database: proxy.connectionString, env: short });
      await eventually(async () => expect(proxy.silent).toBe(true), 60_000);
      await ends[end]({ database, proxy, running });
      expect(await served(database)).toEqual(before);
      expect(await nextHash(database, cwd)).toBe(contentHash);
      await eventually(async () => expect(await left(database)).toEqual([]), 20_000);
    });
  });
}

/** Tries for some milliseconds; `expect.poll` knows no tests that run at the same time. */
async function eventually(attempt: () => Promise<void>, patience: number): Promise<void> {
  for (const until = Date.now() + patience; ; ) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= until) throw error;
      await sleep(20);
    }
  }
}

async function served(database: TestDatabase): Promise<unknown> {
  return (await database.handle.pool.query('SELECT program, run_id, published_at FROM handraise.published')).rows;
}

/** What the next run publishes, once the server has let go of the lock. */
async function nextHash(database: TestDatabase, cwd: string): Promise<string> {
  for (const until = Date.now() + 30_000; ; ) {
    const scored = await handraise([...score, '--json'], { cwd, database: database.connectionString });
    if (scored.code === 7 && Date.now() < until) continue;
    expect(scored).toMatchObject({ code: 0 });
    return JSON.parse(scored.stdout).contentHash;
  }
}

/** Sessions that the server still has of others than this test, and how many locks they hold. */
async function left(database: TestDatabase): Promise<unknown> {
  const { rows } = await database.handle.pool.query(
    `SELECT state, wait_event, left(query, 60) AS query, (SELECT count(*)::int FROM pg_locks AS l WHERE l.pid = a.pid) AS locks
     FROM pg_stat_activity AS a
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
  );
  return rows;
}
