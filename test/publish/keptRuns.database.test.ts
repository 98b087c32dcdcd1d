import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withProgramLock } from '../../src/database/lock.ts';
import { keptRankings } from '../../src/publish/keptRankings.ts';
import { listRuns } from '../../src/publish/listRuns.ts';
import { pruneRankings } from '../../src/publish/pruneRankings.ts';
import { publishedRun } from '../../src/publish/publishedRun.ts';
import { restoreRun } from '../../src/publish/restoreRun.ts';
import { finishRun, startRun } from '../../src/publish/runs.ts';
import { topContacts } from '../../src/publish/topRanked.ts';
import { handraise } from '../cli/handraise.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { asOf } from '../ranking/scored.ts';
import { crowd, insertModel, modelId, publish } from './published.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A program that trained once and published so many rankings, of 10, 11, 12 … contacts. */
async function programWith(program: string, rankings: number): Promise<void> {
  await insertModel(database.handle, program);
  await startRun(database.handle, { program, runId: 'training', kind: 'train' });
  await finishRun(database.handle, { program, runId: 'training', modelId, asOf, ledgers: [] });
  for (let k = 1; k <= rankings; k++) await publish(database.handle, program, `run-${k}`, crowd(9 + k, 0.2));
}

async function rankedRows(program: string): Promise<readonly string[]> {
  const { rows } = await database.handle.pool.query<{ run_id: string }>(
    `SELECT DISTINCT run_id FROM (SELECT program, run_id FROM handraise.ranked_contact
       UNION ALL SELECT program, run_id FROM handraise.ranked_account) AS ranked WHERE program = $1 ORDER BY 1`,
    [program],
  );
  return rows.map((row) => row.run_id);
}

test('old rankings go, and the published one and the newest others stay', async () => {
  await programWith('nightly', 4);
  await programWith('other', 2);
  await restoreRun(database.handle, 'nightly', 'run-2');
  expect(await keptRankings(database.handle, 'nightly')).toMatchObject({ rankings: 4 });
  expect(await pruneRankings(database.handle, 'nightly', 1)).toEqual({
    ...{ removed: ['run-1', 'run-3'], kept: ['run-4'], published: 'run-2' },
    rows: 10 + 2 + 12 + 3,
  });
  expect(await rankedRows('nightly')).toEqual(['run-2', 'run-4']);
  expect(await rankedRows('other')).toEqual(['run-1', 'run-2']);
  expect((await publishedRun(database.handle, 'nightly'))?.runId).toBe('run-2');
  expect(await topContacts(database.handle, 'nightly', 100)).toHaveLength(11);
  expect(await keptRankings(database.handle, 'nightly')).toMatchObject({ rankings: 2 });
  expect((await listRuns(database.handle, 'nightly')).map((run) => [run.runId, run.ranking, run.contacts])).toEqual([
    ...[['run-4', 'kept', 13] as const, ['run-3', 'removed', 12] as const],
    ...[['run-2', 'published', 11] as const, ['run-1', 'removed', 10] as const, ['training', null, null] as const],
  ]);
  expect(await pruneRankings(database.handle, 'nightly', 1)).toMatchObject({ removed: [], rows: 0 });
});

test('a run whose ranking was removed is refused by a restore, and one that was kept is not', async () => {
  await programWith('restored', 3);
  await pruneRankings(database.handle, 'restored', 1);
  await expect(restoreRun(database.handle, 'restored', 'run-1')).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('gave up its ranking'),
  });
  expect((await publishedRun(database.handle, 'restored'))?.runId).toBe('run-3');
  await restoreRun(database.handle, 'restored', 'run-2');
  expect(await topContacts(database.handle, 'restored', 100)).toHaveLength(11);
});

test('nothing is removed while a run is active, or where nothing was published', async () => {
  await programWith('busy', 2);
  await withProgramLock(database.handle, 'busy', () =>
    expect(pruneRankings(database.handle, 'busy', 0)).rejects.toMatchObject({ code: 'busy' }),
  );
  expect(await rankedRows('busy')).toEqual(['run-1', 'run-2']);
  expect(await pruneRankings(database.handle, 'untouched', 0)).toMatchObject({ removed: [], published: null });
});

test('the command line lists and removes, and says what cannot be put back any more', async () => {
  await programWith('default', 3);
  const at = { cwd: folder, database: database.connectionString };
  expect(await handraise(['init'], at)).toMatchObject({ code: 0 });
  const before = await handraise(['runs', 'list'], at);
  expect(before).toMatchObject({ code: 0, stdout: expect.stringMatching(/3 rankings are kept; .* MiB/) });
  expect((await handraise(['status'], at)).stdout).toMatch(/^kept +3 rankings are kept; .* [\d.]+ MiB/m);
  expect(await handraise(['runs', 'prune'], at)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('runs prune --keep 14'),
  });
  expect(await handraise(['runs', 'prune', '--keep', '-1'], at)).toMatchObject({ code: 2 });
  const pruned = await handraise(['runs', 'prune', '--keep', '0'], at);
  expect(pruned).toMatchObject({ code: 0, stderr: '' });
  expect(pruned.stdout).toContain('cannot be put back any more: run-1, run-2.');
  expect(pruned.stdout).toContain('Run run-3 is published and stays. No other ranking is kept');
  const after = JSON.parse((await handraise(['runs', 'list', '--json'], at)).stdout);
  expect(after.kept).toMatchObject({ rankings: 1 });
});
