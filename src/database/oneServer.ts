import type pg from 'pg';
import { HandraiseError } from '../errors.ts';

/** How often a connection is asked: what balances each statement by itself may give the same server a few times by chance. */
const rounds = 3;

/**
 * Refuses a connection whose statements go to different servers, as through a proxy that sends SELECTs to replicas: what is read there
 * may be older than what was written, champion and suppressions included, and locks taken there lock nothing.
 *
 * Where a plain SELECT runs on a standby, a transaction that may write must, too: then everything does.
 *
 * @throws HandraiseError config where they do not.
 */
export async function checkOneServer(client: pg.ClientBase): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const { rows } = await client.query<{ standby: boolean }>(
      "SELECT pg_catalog.current_setting('in_hot_standby') OPERATOR(pg_catalog.=) 'on' AS standby",
    );
    if (rows[0]?.standby === true) return checkStandby(client);
  }
}

async function checkStandby(client: pg.ClientBase): Promise<void> {
  // Several statements in one text, which proxies send where writing is possible.
  const answers = (await client.query('BEGIN; SHOW in_hot_standby; ROLLBACK')) as unknown as readonly pg.QueryResult[];
  if (answers[1]?.rows[0]?.in_hot_standby === 'on') return;
  throw new HandraiseError(
    'config',
    'the connection goes through a proxy that sends what is read to a replica and what is written to the primary',
    { hint: 'connect to the primary itself, or turn off load balancing of reads' },
  );
}
