import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeNamed } from '../../src/training/artefact.ts';
import type { TestDatabase } from '../database/testDatabase.ts';
import { ownServedCompany } from '../demo/sharedCompanies.ts';
import { handraise, start } from './handraise.ts';

const asOf = ['--as-of', '2026-07-01'];

/** Processes killed, stopped and doubled at every stage: what readers see, what is left behind, what a rerun makes of it. */
describe('a run that dies', () => {
  let company: Awaited<ReturnType<typeof ownServedCompany>>;
  let database: TestDatabase;
  let at: { cwd: string; database: string };

  beforeAll(async () => {
    company = await ownServedCompany();
    ({ database } = company);
    at = { cwd: company.folder, database: database.connectionString };
  }, 120_000);

  afterAll(() => company.drop());

  /** Kills the command as soon as it says what it is doing. */
  async function kill(args: readonly string[], stage: string, signal: NodeJS.Signals = 'SIGKILL') {
    const running = start(args, at);
    await running.says(stage);
    const killed = Date.now();
    running.child.kill(signal);
    return { ...(await running.finished), seconds: (Date.now() - killed) / 1000 };
  }

  async function servedRun(): Promise<{ run: string; contacts: number }> {
    const { rows } = await database.handle.pool.query(
      'SELECT min(run_id) AS run, max(run_id) AS last, count(*)::int AS contacts FROM handraise.candidate',
    );
    expect(rows[0].run).toBe(rows[0].last);
    return rows[0];
  }

  async function lastRun(): Promise<{ status: string }> {
    const { rows } = await database.handle.pool.query(
      'SELECT status FROM handraise.run ORDER BY started_at DESC LIMIT 1',
    );
    return rows[0];
  }

  /** Every file under a live name is whole. */
  async function wholeFiles() {
    const models = join(at.cwd, 'models/demo');
    // A killed training may leave a whole artefact without a row, which nothing serves.
    for (const name of (await readdir(models)).filter((name) => name.endsWith('.json'))) {
      const text = await readFile(join(models, name), 'utf8');
      expect(decodeNamed(text).modelId).toBe(name.replace('.json', ''));
    }
    const reports = join(at.cwd, 'reports/demo');
    for (const name of (await readdir(reports)).filter((name) => name.endsWith('.html')))
      expect(await readFile(join(reports, name), 'utf8')).toMatch(/<\/html>\s*$/);
  }

  it.each([
    ['extracting', ['score', ...asOf], 'reading events'],
    ['publishing', ['score', ...asOf], 'publishing'],
    ['keeping the model', ['train', ...asOf], 'keeping the model'],
    ['writing reports', ['report'], 'writing reports'],
  ])(
    'by kill -9 while %s leaves the ranking before, no partial file, and a rerun to the same content',
    async (_what, args, stage) => {
      const before = await servedRun();
      expect(await kill(args, stage)).toMatchObject({ signal: 'SIGKILL' });
      expect(await servedRun()).toEqual(before);
      await wholeFiles();
      const again = await handraise(['score', ...asOf, '--json'], at);
      expect(again).toMatchObject({ code: 0 });
      expect(JSON.parse(again.stdout).contentHash).toBe(company.contentHash);
      const { rows } = await database.handle.pool.query(
        "SELECT count(*)::int AS n FROM handraise.run WHERE status = 'running'",
      );
      expect(rows[0].n).toBe(0);
    },
    120_000,
  );

  it('by kill -9 while training leaves the ranking before, and converges to the same model when trained again', async () => {
    const before = await servedRun();
    expect(await kill(['train', ...asOf], 'fitting logistic')).toMatchObject({ signal: 'SIGKILL' });
    expect(await servedRun()).toEqual(before);
    await wholeFiles();
    const again = await handraise(['train', ...asOf, '--json'], at);
    expect(again).toMatchObject({ code: 0 });
    expect(JSON.parse(again.stdout).modelId).toBe(company.modelId);
    expect(await handraise(['doctor', '--repair'], at)).toMatchObject({ code: 0 });
  }, 120_000);

  it('by SIGTERM or SIGINT stops in good order, with its exit code', async () => {
    const before = await servedRun();
    for (const [signal, code] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const) {
      const stopped = await kill(['score', ...asOf], 'reading events', signal);
      expect(stopped).toMatchObject({ code });
      expect(stopped.seconds).toBeLessThan(10);
      expect(stopped.stderr).toContain('interrupted');
      expect(await lastRun()).toMatchObject({ status: 'failed' });
    }
    expect(await servedRun()).toEqual(before);
  }, 120_000);

  it('because another is active ends with exit code 7, and the other with 0', async () => {
    // The first waits for a table that we hold, so that the second surely finds it at work.
    const holder = await database.handle.pool.connect();
    await holder.query('BEGIN; LOCK TABLE handraise_demo.people IN ACCESS EXCLUSIVE MODE');
    const running = start(['score', ...asOf], at);
    await running.says('reading contacts');
    const second = await handraise(['score', ...asOf], at);
    expect(second).toMatchObject({ code: 7 });
    expect(second.stderr.trim().split('\n').at(-1)).toMatch(/^handraise: .*active/);
    await holder.query('ROLLBACK');
    holder.release();
    expect(await running.finished).toMatchObject({ code: 0 });
  }, 120_000);

  it('because its connection was cut starts over, from a fresh snapshot', async () => {
    const holder = await database.handle.pool.connect();
    await holder.query('BEGIN; LOCK TABLE handraise_demo.people IN ACCESS EXCLUSIVE MODE');
    const running = start(['score', ...asOf, '--json'], at);
    await running.says('reading contacts');
    await expect
      .poll(
        async () => {
          const { rows } = await holder.query(
            `SELECT count(pg_terminate_backend(pid))::int AS cut FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          );
          return rows[0].cut;
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    await holder.query('ROLLBACK');
    holder.release();
    const finished = await running.finished;
    expect(finished).toMatchObject({ code: 0 });
    expect(JSON.parse(finished.stdout).contentHash).toBe(company.contentHash);
  }, 120_000);

  it('leaves no connection and no lock behind', async () => {
    const { rows } = await database.handle.pool.query(
      "SELECT count(*)::int AS n FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory'",
    );
    expect(rows[0].n).toBe(0);
  });
});
