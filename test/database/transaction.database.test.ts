import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/connection.ts';
import { programLockKey, withProgramLock } from '../../src/database/lock.ts';
import { inSnapshot, inTransaction } from '../../src/database/transaction.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
  await database.handle.pool.query('CREATE TABLE note (id integer PRIMARY KEY, text text)');
});
afterAll(() => database.drop());

const raise = (state: string) => `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '${state}', MESSAGE = 'lost'; END $$`;

async function notes(): Promise<number[]> {
  const { rows } = await database.handle.pool.query<{ id: number }>('SELECT id FROM note ORDER BY id');
  return rows.map(({ id }) => id);
}

describe('a transaction', () => {
  test('commits what its work did and gives its result', async () => {
    const result = await inTransaction(database.handle, async (client) => {
      await client.query('INSERT INTO note VALUES (1)');
      return 'done';
    });
    expect(result).toBe('done');
    expect(await notes()).toContain(1);
  });

  test('is rolled back when its work throws, and the error comes out as it was', async () => {
    const bug = new TypeError('a bug');
    const work = inTransaction(database.handle, async (client) => {
      await client.query('INSERT INTO note VALUES (2)');
      throw bug;
    });
    await expect(work).rejects.toBe(bug);
    expect(await notes()).not.toContain(2);
  });

  test('never pretends to have committed after a failed statement', async () => {
    const work = inTransaction(database.handle, async (client) => {
      await client.query('INSERT INTO note VALUES (3)');
      await client.query('SELECT nothing').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await notes()).not.toContain(3);
  });

  test.each(['40001', '40P01'])('runs its whole work again after %s', async (state) => {
    let attempts = 0;
    const id = Number.parseInt(state, 36);
    await inTransaction(database.handle, async (client) => {
      attempts++;
      await client.query('INSERT INTO note VALUES ($1)', [id]);
      if (attempts < 3) await client.query(raise(state));
    });
    expect(attempts).toBe(3);
    expect(await notes()).toContain(id);
  });

  test('sees what others committed meanwhile, whatever the default isolation', async () => {
    const { rows } = await database.handle.pool.query<{ name: string }>('SELECT current_database() AS name');
    await database.handle.pool.query(
      `ALTER DATABASE ${rows[0]!.name} SET default_transaction_isolation = 'serializable'`,
    );
    const handle = await openDatabase({ connectionString: database.connectionString, directory: '' });
    try {
      const isolation = await inTransaction(handle, (client) => client.query('SHOW transaction_isolation'));
      expect(isolation.rows).toEqual([{ transaction_isolation: 'read committed' }]);
    } finally {
      await handle.close();
      await database.handle.pool.query(`ALTER DATABASE ${rows[0]!.name} RESET default_transaction_isolation`);
    }
  });

  test('gives up after five times more', async () => {
    let attempts = 0;
    const work = inTransaction(database.handle, async (client) => {
      attempts++;
      await client.query(raise('40001'));
    });
    await expect(work).rejects.toMatchObject({ code: 'database', exitCode: 4 });
    expect(attempts).toBe(6);
  });

  test('runs nothing again after any other error', async () => {
    let attempts = 0;
    const work = inTransaction(database.handle, async (client) => {
      attempts++;
      await client.query('INSERT INTO note VALUES (1)');
    });
    await expect(work).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('duplicate key') });
    expect(attempts).toBe(1);
  });

  test('that meets another one head on gets through, and so does the other', async () => {
    await database.handle.pool.query("INSERT INTO note VALUES (10, ''), (11, '')");
    let met: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => {
      met = resolve;
    });
    let holding = 0;
    const append = (first: number, second: number, text: string) =>
      inTransaction(database.handle, async (client) => {
        const update = 'UPDATE note SET text = text || $2 WHERE id = $1';
        await client.query(update, [first, text]);
        if (++holding === 2) met();
        await meeting;
        await client.query(update, [second, text]);
      });
    await Promise.all([append(10, 11, 'a'), append(11, 10, 'b')]);
    const { rows } = await database.handle.pool.query<{ text: string }>('SELECT text FROM note WHERE id IN (10, 11)');
    expect(rows.map(({ text }) => [...text].sort().join(''))).toEqual(['ab', 'ab']);
  });
});

describe('a snapshot', () => {
  test('sees one instant and cannot write', async () => {
    const seen = await inSnapshot(database.handle, async (client) => {
      const before = await client.query('SELECT count(*) FROM note');
      await database.handle.pool.query('INSERT INTO note VALUES (20)');
      const after = await client.query('SELECT count(*) FROM note');
      return [before.rows, after.rows];
    });
    expect(seen[0]).toEqual(seen[1]);
    const writing = inSnapshot(database.handle, (client) => client.query('DELETE FROM note'));
    await expect(writing).rejects.toMatchObject({ code: 'permission', message: expect.stringContaining('read-only') });
  });
});

describe('the lock of a program', () => {
  test('is held by one at a time, per program', async () => {
    const work = withProgramLock(database.handle, 'demo', async () => {
      const second = withProgramLock(database.handle, 'demo', async () => 'second');
      await expect(second).rejects.toMatchObject({
        code: 'busy',
        exitCode: 7,
        message: 'another run of program demo is active',
      });
      return withProgramLock(database.handle, 'other', async () => 'both');
    });
    expect(await work).toBe('both');
  });

  test('is let go when the work ends, however it ends', async () => {
    const failing = withProgramLock(database.handle, 'demo', async () => {
      throw new Error('failed');
    });
    await expect(failing).rejects.toThrow('failed');
    await expect.poll(() => withProgramLock(database.handle, 'demo', async () => 'free').catch(() => '')).toBe('free');
  });

  test('is free again as soon as the work has ended', async () => {
    for (let i = 0; i < 30; i++) {
      // Connections that wait are there at once; a new one would take longer than the server to end the old one.
      await Promise.all([1, 2, 3].map(() => database.handle.pool.query('SELECT pg_sleep(0.01)')));
      for (const turn of ['first', 'second'])
        expect(await withProgramLock(database.handle, 'again', async () => turn)).toBe(turn);
    }
  });

  test('is let go when the process that holds it dies', async () => {
    const [space, program] = programLockKey('dying');
    let release: () => void = () => undefined;
    const holding = withProgramLock(database.handle, 'dying', () => new Promise<void>((end) => (release = end)));
    const held = 'SELECT pid FROM pg_locks WHERE locktype = $1 AND classid = $2::int4::oid AND objid = $3::int4::oid';
    await expect
      .poll(async () => (await database.handle.pool.query(held, ['advisory', space, program])).rowCount)
      .toBe(1);
    await database.handle.pool.query(`SELECT pg_terminate_backend(pid) FROM (${held}) AS holder`, [
      'advisory',
      space,
      program,
    ]);
    await expect.poll(() => withProgramLock(database.handle, 'dying', async () => 'free').catch(() => '')).toBe('free');
    release();
    await holding;
    await sleep(0);
  });

  test('has keys that are two 32-bit integers', () => {
    for (const program of ['', 'a', 'программа', 'x'.repeat(1000)]) {
      for (const half of programLockKey(program)) expect(half | 0).toBe(half);
    }
  });
});
