import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import type { DatabaseHandle } from './connection.ts';
import { unlockDeadline } from './deadlines.ts';
import { databaseFailure } from './failure.ts';

/** First half of every advisory lock key of ours; spells "hand" in ASCII. */
const lockSpace = 0x68616e64;

/** Second half of the advisory lock key of a program: the first four bytes of its name's SHA-256, as an int4. */
export function programLockKey(program: string): readonly [number, number] {
  return [lockSpace, createHash('sha256').update(program, 'utf8').digest().readInt32BE(0)];
}

/**
 * Runs `work` while this process is the only one at work on a program in this database.
 *
 * A session-level advisory lock on a connection of its own: it goes when `work` settles or the process dies, however it
 * dies. Two names whose hashes collide (1 in 4 thousand million) merely keep each other out.
 *
 * @throws HandraiseError busy (exit 7) when another session holds the lock; it does not wait.
 */
export async function withProgramLock<T>(handle: DatabaseHandle, program: string, work: () => Promise<T>): Promise<T> {
  const client = await handle.pool.connect().catch((error: unknown) => {
    throw databaseFailure(error, `connecting to ${handle.description}`);
  });
  try {
    await acquire(client, program).catch((error: unknown) => {
      throw databaseFailure(error, `locking program ${program}`);
    });
    try {
      return await work();
    } finally {
      await unlock(client, program);
    }
  } finally {
    // Closing the session is what releases the lock for certain, even when unlocking could not be sent.
    client.release(true);
  }
}

/** Unlocks at once, where closing the session would leave the lock until the server notices; a dead link must not hold us up. */
async function unlock(client: pg.PoolClient, program: string): Promise<void> {
  const text = 'SELECT pg_advisory_unlock($1, $2)';
  const unlocked = client.query(text, [...programLockKey(program)]).catch(() => undefined);
  await Promise.race([unlocked, sleep(unlockDeadline, undefined, { ref: false })]);
}

async function acquire(client: pg.PoolClient, program: string): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS locked', [
    ...programLockKey(program),
  ]);
  if (rows[0]?.locked === true) return;
  throw new HandraiseError('busy', `another run of program ${program} is active`, {
    hint: 'wait until it has ended, then run again',
  });
}
