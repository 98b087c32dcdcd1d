import type pg from 'pg';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import { programLockKey } from '../database/lock.ts';

/** First half of the advisory key of a transaction that writes a ranking; spells "rank" in ASCII. */
const writerSpace = 0x72616e6b;

function writerKey(program: string): readonly [number, number] {
  return [writerSpace, programLockKey(program)[1]];
}

/** Has the server know, until the transaction ends, which program's ranking it writes; it keeps nobody waiting. */
export async function signWriter(client: pg.ClientBase, program: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock_shared($1, $2)', [...writerKey(program)]);
}

/**
 * Ends what runs have left on the server whose link went silent as they wrote. The caller holds the program's lock, so that whoever
 * still writes a ranking of it has lost its own.
 *
 * A server that waits for the rest of a COPY waits for ever: no deadline of a statement or a transaction reaches it there. Other
 * transactions are those that hold rows of runs, of any program, and would keep whoever follows them waiting; one that is alive is never
 * idle for long, as heartbeats reach it.
 *
 * @param deadAfter milliseconds without a heartbeat after which a transaction that holds rows of runs is ended, by the server's clock
 */
export async function endDeadWriters(handle: DatabaseHandle, program: string, deadAfter: number): Promise<void> {
  try {
    await handle.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
         AND (pid IN (SELECT pid FROM pg_locks
                      WHERE locktype = 'advisory' AND classid = $2::int4::oid AND objid = $3::int4::oid AND objsubid = 2
                        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
              OR state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - $1 * interval '1 ms'
                AND pid IN (SELECT pid FROM pg_locks
                            WHERE relation = 'handraise.run'::regclass AND mode = 'RowExclusiveLock' AND granted))`,
      [deadAfter, ...writerKey(program)],
    );
  } catch (error) {
    throw databaseFailure(error, 'looking for runs that died');
  }
}
