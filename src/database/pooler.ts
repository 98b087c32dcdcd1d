import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import { errorCodeOf } from '../systemFailure.ts';
import { connectDeadline } from './deadlines.ts';
import { within } from './within.ts';

/** How often two connections are compared: a busy pooler may give different sessions by chance. */
const rounds = 5;

/** A transaction that lasts for as long as the answers take, whatever the role has set. */
const begin = 'BEGIN; SET LOCAL idle_in_transaction_session_timeout = 0';

/**
 * Refuses a connection whose statements may each run in another session of the server, as behind a pooler in transaction mode:
 * there, settings and locks of a session end up with others.
 *
 * A server tells a client the number of the process that serves it, a pooler makes up one of its own. Only where that number is not
 * the one of the process that answers is a second connection opened: while it is in a transaction, the first must still be served by
 * its own process, and by that of nobody else.
 *
 * @param client open, and without settings of ours yet
 * @param another a second client, not yet open
 * @param deadline milliseconds that the second may wait for a connection of the pool
 * @throws HandraiseError config where sessions are shared; database where no second connection is had by the deadline.
 */
export async function checkPooler(
  client: pg.ClientBase,
  another: () => pg.Client,
  deadline: number = connectDeadline,
): Promise<void> {
  const inTime = <T>(answer: Promise<T>) =>
    within(deadline, answer, () => {
      throw new HandraiseError('database', `the pooler gave no second connection within ${deadline / 1000} s`, {
        hint: "give its pool room for ten connections, or connect to the server's own port",
      });
    });
  const { processID } = client as unknown as { readonly processID: number | null };
  const first = await processOf(client);
  if (processID === first) return;
  const second = another();
  try {
    await inTime(second.connect().then(() => undefined));
    for (let round = 0; round < rounds; round++) {
      const before = await processOf(client);
      await inTime(second.query(begin).then(() => undefined)).catch(refuseStatementPooling);
      const other = await inTime(processOf(second));
      // Of a pool of one, the first would now wait for the second.
      if (before !== first || other === first || (await processOf(client)) !== first) throw shared();
      await second.query('ROLLBACK');
    }
  } finally {
    // A pooler that let it wait would not end it by itself.
    await Promise.race([second.end(), sleep(100, undefined, { ref: false })]);
  }
}

async function processOf(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid');
  return rows[0]!.pid;
}

function shared(cause?: unknown): HandraiseError {
  return new HandraiseError(
    'config',
    'the connection goes through a pooler in transaction mode, whose clients share sessions',
    { hint: "connect to a pool in session mode, or to the server's own port", cause },
  );
}

/** A pooler in statement mode knows no transactions at all. */
function refuseStatementPooling(error: unknown): never {
  throw errorCodeOf(error) === '08P01' ? shared(error) : error;
}
