import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { checkPooler } from '../../src/database/pooler.ts';
import { prepareSession } from '../../src/database/session.ts';
import { handraise, plainConfig } from '../cli/handraise.ts';
import { type Pooling, poolingProxy } from './poolingProxy.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
});
afterAll(() => database.drop());

async function pooler(pooling: Pooling, size?: number): Promise<string> {
  const proxy = await poolingProxy(database.connectionString, pooling, size);
  onTestFinished(() => proxy.close());
  return proxy.connectionString;
}

describe('a pooler', () => {
  test.each([1, 2, 8])(
    'that gives each transaction one of %s connections is refused, before anything is made',
    async (size) => {
      const opening = openDatabase({ connectionString: await pooler('transaction', size), directory: '' });
      await expect(opening).rejects.toMatchObject({
        code: 'config',
        exitCode: 2,
        message: expect.stringContaining('pooler'),
        hint: expect.stringMatching(/session mode.*port/),
      });
    },
  );

  test('that gives each client a connection of its own is as good as the server', async () => {
    const handle = await openDatabase({ connectionString: await pooler('session'), directory: '' });
    onTestFinished(() => handle.close());
    const client = await handle.pool.connect();
    await client.query("SET TimeZone = 'Asia/Tokyo'");
    expect((await handle.pool.query('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'UTC' }]);
    expect((await client.query('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'Asia/Tokyo' }]);
    client.release();
  });

  test('that has too few connections for one run is refused by the deadline', async () => {
    const connectionString = await pooler('session', 1);
    const client = new pg.Client({ connectionString });
    await client.connect();
    const checking = checkPooler(client, () => new pg.Client({ connectionString }), 200);
    await expect(checking).rejects.toMatchObject({ code: 'database', message: expect.stringContaining('pooler') });
    await client.end();
  });

  test('that has no connection left for one that a run needs later is not waited for', async () => {
    const connectionString = await pooler('session', 1);
    const [first, second] = [new pg.Client({ connectionString }), new pg.Client({ connectionString })];
    await first.connect();
    await first.query('SELECT 1');
    await second.connect();
    await expect(prepareSession(second, 200)).rejects.toMatchObject({
      code: 'database',
      exitCode: 4,
      message: expect.stringContaining('no session of the server'),
      hint: expect.stringMatching(/pool.*ten connections/),
    });
    await first.end();
    await second.end();
  });

  test('that shares sessions is refused by every command in one line, and no schema is made', async () => {
    const cwd = await temporaryFolder();
    onTestFinished(() => rm(cwd, { recursive: true, force: true }));
    await writeFile(join(cwd, 'handraise.config.ts'), plainConfig);
    const finished = await handraise(['status'], { cwd, database: await pooler('transaction') });
    expect(finished).toMatchObject({ code: 2, stdout: '' });
    expect(finished.stderr).toMatch(/^handraise: .*pooler.* — .*session mode.*\n$/);
    const { rows } = await database.handle.pool.query("SELECT to_regnamespace('handraise') AS made");
    expect(rows).toEqual([{ made: null }]);
  });
});
