import type pg from 'pg';
import { isIdle } from './client.ts';
import { heartbeat } from './deadlines.ts';

/**
 * What a heartbeat asks. It takes no snapshot of the database, so a transaction that has only locked tables so far sees them as they
 * are once it reads.
 */
const question = 'SHOW statement_timeout';

/**
 * Tells the server from time to time that we are still there, while a transaction waits for what we compute: a server that hears
 * nothing ends the session, and its locks with it.
 *
 * @returns what ends it.
 */
export function keepAwake(client: pg.ClientBase, every: number = heartbeat): () => void {
  const timer = setInterval(() => {
    if (isIdle(client)) void ask(client).catch(() => undefined);
  }, every).unref();
  return () => clearInterval(timer);
}

/** Asks the server something, to hear that it is there. */
export async function ask(client: pg.ClientBase): Promise<void> {
  await client.query(question);
}
