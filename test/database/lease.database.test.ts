import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { keepAwake } from '../../src/database/heartbeat.ts';
import { programLockKey, withProgramLock } from '../../src/database/lock.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { swallowingProxy } from './swallowingProxy.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

const short = { heartbeat: 100, lease: 800 };
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
});
afterAll(() => database.drop());

async function throughProxy() {
  const proxy = await swallowingProxy(database.connectionString);
  const handle = await openDatabase({ connectionString: proxy.connectionString, directory: '' });
  onTestFinished(async () => {
    await handle.close();
    await proxy.close();
  });
  return { proxy, handle };
}

/** Work without end, that stops when its lock is lost. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

async function holders(program: string): Promise<number[]> {
  const { rows } = await database.handle.pool.query<{ pid: number }>(
    `SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database AND datname = current_database()
     WHERE locktype = 'advisory' AND classid = $1::int4::oid AND objid = $2::int4::oid`,
    [...programLockKey(program)],
  );
  return rows.map(({ pid }) => pid);
}

describe('the lock of a program', () => {
  test('is free for others soon after the link of its holder has gone silent, and the holder hears that it lost it', async () => {
    const { proxy, handle } = await throughProxy();
    const holding = withProgramLock(handle, 'silent', untilAborted, short).catch((error: unknown) => error);
    await expect.poll(() => holders('silent')).toHaveLength(1);
    await expect(withProgramLock(database.handle, 'silent', untilAborted)).rejects.toMatchObject({ code: 'busy' });
    proxy.swallow();
    const next = () => withProgramLock(database.handle, 'silent', async () => 'free').catch(() => 'taken');
    await expect.poll(next, { timeout: 5000 }).toBe('free');
    await proxy.close();
    expect(await holding).toMatchObject({ code: 'database' });
  });

  test('stays with a holder that only computes', async () => {
    const work = withProgramLock(database.handle, 'computing', () => sleep(3 * short.lease, 'done'), short);
    await sleep(2 * short.lease);
    expect(await holders('computing')).toHaveLength(1);
    expect(await work).toBe('done');
    expect(await holders('computing')).toEqual([]);
  });

  test('is taken again by a holder whose session was lost, where nobody else has it', async () => {
    let release: (text: string) => void = () => undefined;
    const done = new Promise<string>((resolve) => {
      release = resolve;
    });
    const work = withProgramLock(database.handle, 'again', () => done, short);
    await expect.poll(() => holders('again')).toHaveLength(1);
    const [first] = await holders('again');
    await database.handle.pool.query('SELECT pg_terminate_backend($1)', [first]);
    await expect.poll(async () => (await holders('again')).filter((pid) => pid !== first)).toHaveLength(1);
    release('done');
    expect(await work).toBe('done');
  });

  test('is taken again on a new connection although the server still waits for the one before', async () => {
    const { proxy, handle } = await throughProxy();
    let release: (text: string) => void = () => undefined;
    const done = new Promise<string>((resolve) => {
      release = resolve;
    });
    const work = withProgramLock(handle, 'healed', () => done, { heartbeat: 100, lease: 3000 });
    await expect.poll(() => holders('healed')).toHaveLength(1);
    const [first] = await holders('healed');
    proxy.swallow();
    proxy.heal();
    await expect
      .poll(async () => (await holders('healed')).filter((pid) => pid !== first), { timeout: 5000 })
      .toHaveLength(1);
    release('done');
    expect(await work).toBe('done');
  });

  test('and a transaction are had by each of ten programs at once on one handle', async () => {
    const programs = Array.from({ length: 10 }, (_, index) => `one of ten ${index}`);
    let begun = 0;
    const all = Promise.withResolvers<void>();
    const run = (program: string) =>
      withProgramLock(database.handle, program, async () => {
        if (++begun === programs.length) all.resolve();
        await all.promise;
        return inTransaction(database.handle, async () => inTransaction(database.handle, async () => program));
      });
    expect(await Promise.all(programs.map(run))).toEqual(programs);
  });

  test('tells its holder when another has taken it', async () => {
    let lost: AbortSignal | undefined;
    const holding = (signal: AbortSignal) => {
      lost = signal;
      return untilAborted(signal);
    };
    const work = withProgramLock(database.handle, 'taken', holding, { heartbeat: 400, lease: 5000 }).catch(
      (error: unknown) => error,
    );
    await expect.poll(() => holders('taken')).toHaveLength(1);
    const [first] = await holders('taken');
    await database.handle.pool.query('SELECT pg_terminate_backend($1)', [first]);
    const next = () => withProgramLock(database.handle, 'taken', () => work).catch(() => undefined);
    let heard: unknown;
    while (heard === undefined) heard = await next();
    expect(heard).toMatchObject({ code: 'busy', exitCode: 7, message: expect.stringContaining('taken over') });
    expect(lost?.aborted).toBe(true);
  });
});

describe('a transaction', () => {
  test('whose client has gone is ended by the server, and one that hears heartbeats is not', async () => {
    const idle = (awake: boolean) =>
      inTransaction(database.handle, async (client) => {
        await client.query("SET LOCAL idle_in_transaction_session_timeout = '300ms'");
        const stop = awake ? keepAwake(client, 50) : () => undefined;
        await sleep(800);
        stop();
        return (await client.query("SELECT 'there' AS answer")).rows;
      });
    expect(await idle(true)).toEqual([{ answer: 'there' }]);
    await expect(idle(false)).rejects.toMatchObject({ code: 'database' });
  });

  test('has a server that looks after its client', async () => {
    const names = [
      'idle_in_transaction_session_timeout',
      'idle_session_timeout',
      'tcp_user_timeout',
      'client_connection_check_interval',
    ];
    const settings = await database.handle.pool.query(
      'SELECT name, setting::int AS value FROM pg_settings WHERE name = ANY($1) ORDER BY name',
      [names],
    );
    expect(settings.rows).toHaveLength(names.length);
    for (const { value } of settings.rows) expect(value).toBeGreaterThan(0);
  });
});
