import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';
import { handraise, start } from './handraise.ts';

const backtest = ['backtest', '--as-of', '2026-07-01', '--origins', '3', '--k', '100', '--json'];

describe('a back-test by the command line', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;
  let at: { cwd: string; database: string };

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    const whole = { cwd: folder, database: database.connectionString };
    expect(await handraise(['demo', '--contacts', '10000', '--json'], whole)).toMatchObject({ code: 0 });
    at = { cwd: join(folder, 'demo'), database: database.connectionString };
  }, 300_000);

  afterAll(() => Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]));

  it('that is killed half-way goes on where it was, and ends with the bytes of one that was not', async () => {
    const kept = join(at.cwd, 'models/backtests/demo');
    const running = start(backtest, at);
    // By the last origin, those before it are kept.
    await running.says('2026-05-01: fitting points');
    running.child.kill('SIGKILL');
    expect(await running.finished).toMatchObject({ signal: 'SIGKILL', stdout: '' });
    expect((await readdir(kept)).filter((name) => name.endsWith('.json'))).toHaveLength(2);

    const resumed = await handraise(backtest, at);
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.stderr.match(/done by an earlier run/g)).toHaveLength(2);

    await rm(kept, { recursive: true });
    const whole = await handraise(backtest, at);
    expect(whole.stderr).not.toContain('done by an earlier run');
    expect(whole.stdout).toBe(resumed.stdout);
  }, 600_000);
});
