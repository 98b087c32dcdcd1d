import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import { errorCodeOf } from '../systemFailure.ts';
import type { DatabaseHandle } from './connection.ts';
import { databaseFailure } from './failure.ts';
import { keepAwake } from './heartbeat.ts';
import { isRetryable } from './sqlstate.ts';

/** How often a lost race is run again. */
const retries = 5;

/**
 * Runs `work` in one REPEATABLE READ READ ONLY transaction: every statement in it sees the same instant of the database.
 *
 * The client is valid until the returned promise settles. Errors of the server come out as HandraiseError.
 *
 * @example
 * await inSnapshot(handle, (client) => copyOut(client, select, onRow));
 */
export function inSnapshot<T>(handle: DatabaseHandle, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return once(handle, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work);
}

/**
 * Runs `work` in one READ COMMITTED transaction and commits it; anything thrown rolls it back.
 *
 * A serialisation failure (40001) or a deadlock (40P01) runs the whole of `work` again, at most five times, after a
 * jittered pause, so `work` must start from nothing each time.
 */
export async function inTransaction<T>(
  handle: DatabaseHandle,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(handle, 'BEGIN ISOLATION LEVEL READ COMMITTED', work);
    } catch (error) {
      if (attempt >= retries || !isLostRace(error)) throw error;
      await sleep(randomInt(10, 50 * 2 ** attempt));
    }
  }
}

function isLostRace(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isRetryable(errorCodeOf(cause))) return true;
  }
  return false;
}

async function once<T>(handle: DatabaseHandle, begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await handle.pool.connect().catch((error: unknown) => {
    throw databaseFailure(error, `connecting to ${handle.description}`);
  });
  const stop = keepAwake(client);
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    const { command } = await client.query('COMMIT');
    // A failed statement whose error was swallowed leaves a transaction that answers COMMIT with ROLLBACK.
    if (command !== 'COMMIT')
      throw new HandraiseError('unexpected', 'a transaction was rolled back instead of committed');
    return result;
  } catch (error) {
    broken = await client.query('ROLLBACK').then(
      () => undefined,
      (failed: unknown) => (failed instanceof Error ? failed : new Error(String(failed))),
    );
    const failure = databaseFailure(error, 'running a transaction');
    throw failure.code === 'unexpected' ? error : failure;
  } finally {
    stop();
    client.release(broken);
  }
}
