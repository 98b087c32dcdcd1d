import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { clientClass, connectionOptions, cut } from './client.ts';
import { closeGrace } from './deadlines.ts';
import { databaseFailure } from './failure.ts';
import { keepAwake } from './heartbeat.ts';
import { prepareSession } from './session.ts';

/** Gives a name to what a REPEATABLE READ transaction sees, valid for as long as it lasts. */
export async function exportSnapshot(client: pg.ClientBase): Promise<string> {
  try {
    const { rows } = await client.query<{ name: string }>('SELECT pg_export_snapshot() AS name');
    return rows[0]!.name;
  } catch (error) {
    throw databaseFailure(error, 'sharing what a transaction sees');
  }
}

/**
 * How long a lock is waited for, in milliseconds. Whoever exported the snapshot has locked what is read, so that a lock which is not had at
 * once is one that somebody else waits for, until the first transaction ends: waiting for them would be for ever.
 */
const lockWait = 500;

/**
 * Runs `work` on a connection of its own, in a READ ONLY transaction that sees what the one that exported `snapshot` sees.
 *
 * @param snapshot name that {@link exportSnapshot} gave
 * @throws HandraiseError as `inSnapshot`; `database` where somebody waits for a lock of the first transaction, so that it has to begin again
 */
export async function withSharedSnapshot<T>(
  connectionString: string,
  snapshot: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new (clientClass(connectionString, new Set()))(connectionOptions);
  let stop: (() => void) | undefined;
  try {
    await client.connect();
    await prepareSession(client);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL lock_timeout = ${lockWait}`);
    await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(snapshot)}`);
    stop = keepAwake(client);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    const failure = databaseFailure(error, 'reading events');
    throw failure.code === 'unexpected' ? error : failure;
  } finally {
    stop?.();
    await Promise.race([client.end().catch(() => undefined), sleep(closeGrace, undefined, { ref: false })]);
    cut(client);
  }
}
