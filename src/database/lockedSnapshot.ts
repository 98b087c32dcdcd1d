import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import type { DatabaseHandle } from './connection.ts';
import { lockDeadline } from './deadlines.ts';
import { databaseFailure, isLockTimeout } from './failure.ts';
import { planned } from './planned.ts';
import { relationsHeld } from './relationsHeld.ts';
import { inSnapshot } from './transaction.ts';
import { type Blocker, watchBlocker } from './watchBlocker.ts';

/** How long locks are waited for. */
export interface Patience {
  /** Milliseconds that one relation is waited for, while others are held. */
  readonly wait: number;
  /** Milliseconds between one attempt and the next, at most; all is let go in between. */
  readonly pauses: readonly number[];
}

/** Within a minute a table that is being swapped is back; who loads one for longer is named. */
const ordinaryPatience: Patience = { wait: 2000, pauses: [100, 200, 400, 800, 1600, 3200, 6400, 12_800] };

/**
 * How long the second transaction waits for a lock, in milliseconds. The first one has it, so that only somebody who waits for the first
 * one can stand before it: they have their turn when both begin again.
 */
const hopelessWait = 100;

/** How what is read is found, and which statements read it. */
export interface LockedReading<Found> {
  /** Looks at every relation that will be read, on this connection, which locks them. */
  readonly find: (client: pg.ClientBase) => Promise<Found>;
  /** SELECTs of all of them. */
  readonly statements: (found: Found) => readonly string[];
  readonly signal: AbortSignal;
  readonly patience?: Patience;
}

/**
 * Runs `work` in one REPEATABLE READ READ ONLY transaction that sees one instant, at which every relation it reads was locked against
 * whatever does not follow the rules of snapshots, and stays so until the end: emptying or dropping a table, renaming, rewriting, refreshing. A table that
 * is emptied, rewritten or replaced after a snapshot was taken reads as empty, or as new
 * (https://www.postgresql.org/docs/18/mvcc-caveats.html).
 *
 * So the locks come before the snapshot. LOCK TABLE takes none, but knows no materialised views and no foreign tables. Looking at a
 * relation locks it until its transaction ends, with everything below it, and takes no other right than reading; but it takes the snapshot
 * first. Therefore one transaction looks and keeps its locks, a second one takes the snapshot and looks as well, and only then the first
 * one ends.
 *
 * A partition that is attached meanwhile makes all begin again, `work` too.
 *
 * Nobody is waited for who may wait for us: a lock that is not had at once is asked for again later, with nothing held in between.
 *
 * @throws HandraiseError `database` naming the relation and who has locked it; whatever `find` and `work` throw.
 * @example
 * const reading = { find: (client) => probe(client), statements: ({ select }) => [select], signal };
 * await inLockedSnapshot(handle, reading, (client, { select }) => copyOut(client, select, onRow));
 */
export async function inLockedSnapshot<Found, T>(
  handle: DatabaseHandle,
  reading: LockedReading<Found>,
  work: (client: pg.PoolClient, found: Found) => Promise<T>,
): Promise<T> {
  const { patience = ordinaryPatience, signal } = reading;
  for (let attempt = 0; ; attempt++) {
    const outcome = await attemptOnce(handle, { ...reading, patience }, work);
    if ('result' in outcome) return outcome.result;
    const pause = patience.pauses[attempt];
    if (pause === undefined) throw outcome.failure;
    await sleep(randomInt(Math.ceil(pause / 2), pause + 1), undefined, { signal });
  }
}

/** What came of it, or why all of it has to be done again. */
type Outcome<T> = { readonly result: T } | { readonly failure: HandraiseError };

async function attemptOnce<Found, T>(
  handle: DatabaseHandle,
  reading: LockedReading<Found> & { readonly patience: Patience },
  work: (client: pg.PoolClient, found: Found) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    const begun = await begin(handle, reading, work);
    return 'failure' in begun ? begun : { result: await begun.reading };
  } catch (error) {
    if (error instanceof Replaced) return { failure: error };
    throw error;
  }
}

/** @returns what comes of the work, once it holds its locks; or why it could not have them. */
async function begin<Found, T>(
  handle: DatabaseHandle,
  { find, statements, patience: { wait } }: LockedReading<Found> & { readonly patience: Patience },
  work: (client: pg.PoolClient, found: Found) => Promise<T>,
): Promise<{ readonly reading: Promise<T> } | { readonly failure: HandraiseError }> {
  const guard = await handle.pool.connect().catch((error: unknown) => {
    throw databaseFailure(error, `connecting to ${handle.description}`);
  });
  // After whatever may fail without an end to the watch: as long as it looks, the process does not end.
  const watch = watchBlocker(handle, wait / 3);
  try {
    await guard.query('BEGIN READ ONLY');
    await guard.query(`SET LOCAL lock_timeout = ${wait}`);
    await watch.follow(guard);
    const found = await find(guard);
    const held = await relationsHeld(guard);
    const locked = Promise.withResolvers<void>();
    const reading = inSnapshot(handle, async (client) => {
      await client.query(`SET LOCAL lock_timeout = ${hopelessWait}`);
      // In one go: the sooner it has them all, the fewer come between.
      await client.query(statements(found).map(planned).join(';\n'));
      for (const relation of await relationsHeld(client)) if (!held.has(relation)) throw new Replaced();
      await client.query(`SET LOCAL lock_timeout = ${lockDeadline}`);
      const parts = await partsOf(client, held);
      locked.resolve();
      const result = await work(client, found);
      for (const part of await partsOf(handle.pool, held)) if (!parts.has(part)) throw new Replaced();
      return result;
    });
    await Promise.race([locked.promise, reading]);
    return { reading };
  } catch (error) {
    const failure = databaseFailure(error, 'locking what is read');
    if (isLockTimeout(error)) return { failure: watch.seen ? lockedBy(watch.seen, error) : failure };
    throw failure.code === 'unexpected' ? error : failure;
  } finally {
    watch.stop();
    await guard.query('ROLLBACK').then(
      () => guard.release(),
      () => guard.release(true),
    );
  }
}

/**
 * Numbers of the partitions and children of relations as they are at this moment. One may be attached to a table that is only read, and is
 * then read by the statements that follow.
 */
async function partsOf(on: Pick<pg.Pool, 'query'>, relations: ReadonlySet<number>): Promise<ReadonlySet<number>> {
  const { rows } = await on.query<{ part: number }>(
    'SELECT inhrelid AS part FROM pg_inherits WHERE inhparent = ANY ($1::oid[])',
    [[...relations]],
  );
  return new Set(rows.map(({ part }) => part));
}

/** Tables have changed between two looks at them. */
class Replaced extends HandraiseError {
  constructor() {
    super('database', 'tables that are read are being replaced all the time', {
      hint: 'run again when whatever loads them is done',
    });
  }
}

function lockedBy({ relation, process, role, application }: Blocker, cause: unknown): HandraiseError {
  const who = process === 0 ? 'a prepared transaction' : `process ${process} of the server`;
  const of = [role === null ? '' : `role ${role}`, application ?? ''].filter((text) => text !== '').join(', ');
  return new HandraiseError('database', `${relation} is locked by ${who}${of === '' ? '' : ` (${of})`}`, {
    hint:
      process === 0
        ? 'see pg_prepared_xacts, and run again when it is committed or rolled back'
        : `run again when it is done; what it does: SELECT * FROM pg_stat_activity WHERE pid = ${process}`,
    cause,
  });
}
