import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withProgramLock } from '../../src/database/lock.ts';
import { publishedRun } from '../../src/publish/publishedRun.ts';
import { startRun } from '../../src/publish/runs.ts';
import { topContacts } from '../../src/publish/topRanked.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { crowd, insertModel, publish } from './published.ts';

let database: TestDatabase;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.drop();
});

function startPublisher(program: string, runId: string, pause: 'half' | 'none'): ChildProcess {
  const script = fileURLToPath(new URL('killedPublisher.ts', import.meta.url));
  const child = spawn(process.execPath, [script, program, runId, pause], {
    env: { ...process.env, HANDRAISE_TEST_DATABASE: database.connectionString },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  children.delete(child);
}

/** Tries every 20 ms, for 20 s at most. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === 1000) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** What must hold after a publisher of `run-2` was killed: readers see `run-1`, and the next run converges. */
async function expectUnharmed(program: string): Promise<void> {
  const whole = await publish(database.handle, 'undisturbed', `run-of-${program}`, crowd(20_000, 0.25));
  expect((await publishedRun(database.handle, program))?.runId).toBe('run-1');
  expect(await topContacts(database.handle, program, 100)).toHaveLength(10);
  // The lock is free once the server has noticed that its holder died.
  const started = await eventually(() =>
    withProgramLock(database.handle, program, () =>
      startRun(database.handle, { program, runId: 'run-3', kind: 'score' }),
    ),
  );
  expect(started).toEqual({ abandoned: ['run-2'] });
  expect(await publish(database.handle, program, 'run-4', crowd(20_000, 0.25))).toEqual(whole);
  const { rows } = await database.handle.pool.query(
    `SELECT run_id, count(*)::int AS rows FROM handraise.ranked_contact WHERE program = $1 GROUP BY run_id ORDER BY run_id`,
    [program],
  );
  expect(rows).toEqual([
    { run_id: 'run-1', rows: 10 },
    { run_id: 'run-4', rows: 20_000 },
  ]);
  const statuses = await database.handle.pool.query(
    'SELECT run_id, status FROM handraise.run WHERE program = $1 ORDER BY run_id',
    [program],
  );
  expect(statuses.rows).toEqual([
    { run_id: 'run-1', status: 'done' },
    { run_id: 'run-2', status: 'abandoned' },
    { run_id: 'run-3', status: 'abandoned' },
    { run_id: 'run-4', status: 'done' },
  ]);
}

test('killed half-way through the rows; meanwhile nobody else can work on the program', async () => {
  const program = 'half';
  await insertModel(database.handle, 'undisturbed');
  await insertModel(database.handle, program);
  await publish(database.handle, program, 'run-1', crowd(10, 0.5));
  const child = startPublisher(program, 'run-2', 'half');
  const [said] = await once(child.stdout!, 'data');
  expect(String(said)).toBe('half\n');
  await expect(withProgramLock(database.handle, program, async () => undefined)).rejects.toMatchObject({
    code: 'busy',
    exitCode: 7,
  });
  const { rows } = await database.handle.pool.query(
    `SELECT 1 FROM pg_stat_progress_copy WHERE relid = 'handraise.ranked_contact'::regclass`,
  );
  expect(rows).toHaveLength(1);
  await kill(child);
  await expectUnharmed(program);
});

test('killed with all rows written, about to move the pointer', async () => {
  const program = 'pointer';
  await insertModel(database.handle, program);
  await publish(database.handle, program, 'run-1', crowd(10, 0.5));
  const client = await database.handle.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM handraise.published WHERE program = $1 FOR UPDATE', [program]);
    const child = startPublisher(program, 'run-2', 'none');
    await eventually(async () => {
      const { rowCount } = await database.handle.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
         AND query LIKE '%handraise.published%'`,
      );
      expect(rowCount).toBe(1);
    });
    await kill(child);
    await client.query('ROLLBACK');
  } finally {
    client.release();
  }
  await expectUnharmed(program);
});
