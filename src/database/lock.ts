import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { HandraiseError } from '../errors.ts';
import type { DatabaseHandle } from './connection.ts';
import { stopGrace } from './deadlines.ts';
import { databaseFailure } from './failure.ts';
import { type LeaseTimes, takeLease } from './lease.ts';

/** First half of every advisory lock key of ours; spells "hand" in ASCII. */
const lockSpace = 0x68616e64;

/** Second half of the advisory lock key of a program: the first four bytes of its name's SHA-256, as an int4. */
export function programLockKey(program: string): readonly [number, number] {
  return [lockSpace, createHash('sha256').update(program, 'utf8').digest().readInt32BE(0)];
}

/**
 * Runs `work` while this process is the only one at work on a program in this database.
 *
 * The lock is let go when `work` settles or the process dies, however it dies, and by the server when it has not heard of the process
 * for a minute ({@link takeLease}). Where it is lost for good, `work` is told by its signal, and given up after 5 seconds. Two names
 * whose hashes collide (1 in 4 thousand million) merely keep each other out.
 *
 * @param work gets a signal that is aborted when the lock is lost
 * @throws HandraiseError busy (exit 7) when another session holds the lock, without waiting for it, and when another has taken over;
 *   database when the lock is lost with the server
 */
export async function withProgramLock<T>(
  handle: DatabaseHandle,
  program: string,
  work: (lost: AbortSignal) => Promise<T>,
  times?: LeaseTimes,
): Promise<T> {
  const lease = await takeLease(handle, { key: programLockKey(program), title: `program ${program}` }, times);
  if (lease === undefined)
    throw new HandraiseError('busy', `another run of program ${program} is active`, {
      hint: 'wait until it has ended, then run again',
    });
  const over = new AbortController();
  try {
    return await Promise.race([work(lease.lost), givenUp(lease.lost, over.signal)]);
  } catch (error) {
    // Work that was told to stop may only say that it was.
    throw lease.lost.aborted ? lease.lost.reason : error;
  } finally {
    over.abort();
    await lease.letGo();
  }
}

/** Whether any session holds the lock of a program now. */
export async function isProgramLocked(handle: DatabaseHandle, program: string): Promise<boolean> {
  try {
    const { rows } = await handle.pool.query<{ locked: boolean }>(
      `SELECT EXISTS (
         SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database AND datname = current_database()
         WHERE locktype = 'advisory' AND classid = $1::int4::oid AND objid = $2::int4::oid AND objsubid = 2 AND granted
       ) AS locked`,
      [...programLockKey(program)],
    );
    return rows[0]?.locked === true;
  } catch (error) {
    throw databaseFailure(error, `asking whether program ${program} is at work`);
  }
}

/** Never resolves; rejects when the lock is lost and the work has had time to stop by itself. */
async function givenUp(lost: AbortSignal, over: AbortSignal): Promise<never> {
  await new Promise<void>((resolve) => {
    lost.addEventListener('abort', () => resolve(), { once: true, signal: over });
  });
  await sleep(stopGrace, undefined, { signal: over, ref: false }).catch(() => undefined);
  throw lost.reason;
}
