import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import { cut } from './client.ts';
import type { DatabaseHandle } from './connection.ts';
import { closeGrace, heartbeat, leaseDeadline, unlockDeadline } from './deadlines.ts';
import { databaseFailure } from './failure.ts';
import { ask } from './heartbeat.ts';
import { within } from './within.ts';

/** Milliseconds between two heartbeats, and without any of them until the server lets the lock go. */
export interface LeaseTimes {
  readonly heartbeat: number;
  readonly lease: number;
}

/** What is locked: two halves of an advisory key, and how a reader calls it. */
export interface Locked {
  readonly key: readonly [number, number];
  readonly title: string;
}

export interface Lease {
  /** Aborted when the lock is lost for good, with an error that says how. */
  readonly lost: AbortSignal;
  letGo(): Promise<void>;
}

/** The session of the server that has the lock. */
interface Holder {
  readonly client: pg.PoolClient;
  readonly pid: number;
  readonly since: string;
}

/** Pause before the lock is asked for again, in milliseconds. */
const pause = 250;

/**
 * Takes an advisory lock that the server itself lets go when it has not heard of us for a while, by its own clock: the session that has
 * it ends once it is idle for longer than the lease, and heartbeats keep it awake.
 *
 * So a holder that dies is followed at once, as its session ends with its connection; one that is only cut off, as by a proxy that
 * takes what is sent and passes nothing on, when the lease is over. A holder whose session has ended takes the lock again on a new
 * connection, unless somebody else has it by then.
 *
 * @returns undefined when another session has the lock
 * @throws HandraiseError database when the server cannot be reached
 */
export async function takeLease(
  handle: DatabaseHandle,
  locked: Locked,
  times: LeaseTimes = { heartbeat, lease: leaseDeadline },
): Promise<Lease | undefined> {
  let holder = await acquire(handle, locked, times);
  if (holder === undefined) return undefined;
  const [over, lost] = [new AbortController(), new AbortController()];
  const watch = async () => {
    for (;;) {
      await sleep(times.heartbeat, undefined, { signal: over.signal, ref: false });
      const before: Holder = holder!;
      if (await answers(before, times.lease / 2)) continue;
      holder = undefined;
      drop(before.client);
      holder = await retake(handle, locked, times, before, over.signal);
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!over.signal.aborted) lost.abort(error);
  });
  return {
    lost: lost.signal,
    letGo: async () => {
      over.abort();
      await watching;
      if (holder !== undefined) await unlock(holder.client, locked);
    },
  };
}

/**
 * Has a session take the lock.
 *
 * @param before the holder that lost it: its session is ended where the server still has it
 * @returns undefined while another session has it
 * @throws HandraiseError busy when that is not the one before
 */
async function acquire(
  handle: DatabaseHandle,
  locked: Locked,
  { lease }: LeaseTimes,
  before?: Holder,
): Promise<Holder | undefined> {
  const client = await connect(handle);
  let holder: Holder | undefined;
  try {
    holder = await within(lease / 4, lockOn(client, locked, lease, before), () => {
      throw new HandraiseError('database', 'the server does not answer', {
        hint: 'see that it is reachable and run again; nothing was half-written',
      });
    });
    return holder;
  } catch (error) {
    throw databaseFailure(error, `locking ${locked.title}`);
  } finally {
    if (holder === undefined) drop(client);
  }
}

async function lockOn(
  client: pg.PoolClient,
  locked: Locked,
  lease: number,
  before: Holder | undefined,
): Promise<Holder | undefined> {
  const ended =
    before &&
    (await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2',
      [before.pid, before.since],
    ));
  await client.query(`SET idle_session_timeout = ${Math.ceil(lease)}`);
  const { rows } = await client.query<{ locked: boolean; pid: number; since: string }>(
    `SELECT pg_try_advisory_lock($1, $2) AS locked, pid, backend_start::text AS since
     FROM pg_stat_activity WHERE pid = pg_backend_pid()`,
    [...locked.key],
  );
  if (rows[0]?.locked === true) return { client, pid: rows[0].pid, since: rows[0].since };
  if (ended?.rowCount === 0) throw taken(locked);
  return undefined;
}

async function connect(handle: DatabaseHandle): Promise<pg.PoolClient> {
  try {
    return await handle.pool.connect();
  } catch (error) {
    throw databaseFailure(error, `connecting to ${handle.description}`);
  }
}

/** Whether the server answers the session that has the lock, within `deadline` milliseconds. */
function answers({ client }: Holder, deadline: number): Promise<boolean> {
  const answer = ask(client).then(
    () => true,
    () => false,
  );
  return within(deadline, answer, () => false);
}

/** Takes the lock again for a holder whose session is lost. */
async function retake(
  handle: DatabaseHandle,
  locked: Locked,
  times: LeaseTimes,
  before: Holder,
  signal: AbortSignal,
): Promise<Holder> {
  const until = performance.now() + times.lease;
  for (;;) {
    const outcome = await acquire(handle, locked, times, before).catch((error: HandraiseError) => error);
    if (outcome !== undefined && !(outcome instanceof HandraiseError)) return outcome;
    if (outcome?.code === 'busy' || performance.now() >= until) throw outcome ?? taken(locked);
    await sleep(pause, undefined, { signal, ref: false });
  }
}

function taken({ title }: Locked): HandraiseError {
  return new HandraiseError('busy', `another run of ${title} has taken over; this one is stopped and changes nothing`, {
    hint: 'its connection to the database was lost for a while: wait until the other has ended, then run again',
  });
}

/** Unlocks at once, where closing the session would leave the lock until the server notices; a dead link must not hold us up. */
async function unlock(client: pg.PoolClient, { key }: Locked): Promise<void> {
  const unlocked = client.query('SELECT pg_advisory_unlock($1, $2)', [...key]).catch(() => undefined);
  await Promise.race([unlocked, sleep(unlockDeadline, undefined, { ref: false })]);
  drop(client);
}

/** Closing the session is what releases the lock for certain. */
function drop(client: pg.PoolClient): void {
  client.release(true);
  setTimeout(() => cut(client), closeGrace).unref();
}
