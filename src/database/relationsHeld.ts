import type pg from 'pg';

/** Objects of users have numbers from here on. */
const firstOfUsers = 16_384;

/** Numbers of the relations of users that a session's transaction has locked: what it looked at so far, and all that is below. */
export async function relationsHeld(client: pg.ClientBase): Promise<ReadonlySet<number>> {
  const { rows } = await client.query<{ relation: number }>(
    `SELECT DISTINCT relation FROM pg_locks
     WHERE pid = pg_backend_pid() AND locktype = 'relation' AND granted AND relation >= ${firstOfUsers}
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return new Set(rows.map(({ relation }) => relation));
}
