import type pg from 'pg';
import type { DatabaseHandle } from './connection.ts';

/** Who keeps a session from locking a relation. */
export interface Blocker {
  /** Schema and name. */
  readonly relation: string;
  /** Number of the server's process; 0 for a prepared transaction. */
  readonly process: number;
  readonly role: string | null;
  readonly application: string | null;
}

/** Watches what sessions wait for. */
export interface BlockerWatch {
  /** From now on. */
  follow(client: pg.ClientBase): Promise<void>;
  /** The last that was seen; null where nobody blocked. */
  readonly seen: Blocker | null;
  stop(): void;
}

const statement = `
  SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS relation, b.pid AS process, a.usename AS role,
    a.application_name AS application
  FROM pg_locks AS l
  JOIN pg_class AS c ON c.oid = l.relation
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL unnest(pg_blocking_pids(l.pid)) WITH ORDINALITY AS b (pid, place)
  LEFT JOIN pg_stat_activity AS a ON a.pid = b.pid
  WHERE l.pid = ANY ($1::int[]) AND l.locktype = 'relation' AND NOT l.granted
  ORDER BY b.place LIMIT 1`;

/**
 * Looks now and then, on a connection of its own, who blocks sessions: afterwards the server no longer tells.
 *
 * @param every milliseconds
 */
export function watchBlocker(handle: DatabaseHandle, every: number): BlockerWatch {
  const followed: number[] = [];
  let seen: Blocker | null = null;
  const look = async () => {
    const { rows } = await handle.pool.query<Blocker>(statement, [followed]);
    seen = rows[0] ?? seen;
  };
  const looking = setInterval(() => {
    // A look that fails leaves the wait without a name, no more.
    if (followed.length > 0) look().catch(() => undefined);
  }, every);
  return {
    async follow(client) {
      const { rows } = await client.query<{ process: number }>('SELECT pg_backend_pid() AS process');
      followed.push(rows[0]!.process);
    },
    get seen() {
      return seen;
    },
    stop: () => clearInterval(looking),
  };
}
