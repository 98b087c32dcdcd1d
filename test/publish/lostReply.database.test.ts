import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DatabaseHandle, openDatabase } from '../../src/database/connection.ts';
import { publishedRun } from '../../src/publish/publishedRun.ts';
import { publishRanking } from '../../src/publish/publishRanking.ts';
import { startRun } from '../../src/publish/runs.ts';
import { rank } from '../../src/ranking/rank.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { asOf, scored } from '../ranking/scored.ts';
import { type BreakingProxy, breakingProxy } from './breakingProxy.ts';
import { crowd, insertModel, modelId } from './published.ts';

let database: TestDatabase;
let proxy: BreakingProxy;
let handle: DatabaseHandle;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await breakingProxy(database.connectionString);
  handle = await openDatabase({ connectionString: proxy.connectionString, directory: '' });
});

afterAll(async () => {
  await handle.close();
  await proxy.close();
  await database.drop();
});

/** Publishes through the proxy, which breaks at the COMMIT of the publication. */
async function publishBroken(program: string, moment: 'commit' | 'reply') {
  await insertModel(database.handle, program);
  await startRun(handle, { program, runId: 'run-1', kind: 'score' });
  const ranking = rank(scored(crowd(200, 0.25)));
  const ledger = { considered: 200, kept: 200, excluded: {} };
  proxy.breakAt(moment);
  return publishRanking(handle, { program, runId: 'run-1', modelId, asOf, ledger, ranking });
}

test('a COMMIT whose reply is lost counts as published, once', async () => {
  const written = await publishBroken('reply', 'reply');
  expect(await publishedRun(database.handle, 'reply')).toMatchObject({
    runId: 'run-1',
    contentHash: written.contentHash,
  });
  const { rows } = await database.handle.pool.query(
    `SELECT count(*)::int AS rows FROM handraise.candidate WHERE program = 'reply'`,
  );
  expect(rows).toEqual([{ rows: 200 }]);
});

test('a COMMIT that never arrived counts as failed', async () => {
  await expect(publishBroken('commit', 'commit')).rejects.toMatchObject({ code: 'database', exitCode: 4 });
  expect(await publishedRun(database.handle, 'commit')).toBeUndefined();
});
