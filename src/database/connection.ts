import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { errorCodeOf } from '../systemFailure.ts';
import { cancelStatement, clientClass, connectionOptions, cut, isAtWork } from './client.ts';
import { checkConnectionString } from './connectionString.ts';
import { closeGrace, connectPauses } from './deadlines.ts';
import { type EmbeddedServer, openEmbedded } from './embedded/embedded.ts';
import { databaseFailure } from './failure.ts';
import { interrupted } from './interruption.ts';
import { checkPooler } from './pooler.ts';
import type { Database } from './schema.ts';
import { checkServer } from './server.ts';
import { prepareSession } from './session.ts';
import { isTransient } from './sqlstate.ts';

/** An open database: a pool of connections, the typed statement builder on it, and how to let go of both. */
export interface DatabaseHandle {
  readonly kysely: Kysely<Database>;
  readonly pool: pg.Pool;
  /** host:port/name, for messages; never the password. */
  readonly description: string;
  /** The file that holds the password of the embedded server; null where another database is used. */
  readonly embeddedPassword: string | null;
  /** What further connections are opened with; it may hold a password, so it shows in no printed handle. */
  connectionString(): string;
  /** Ends every connection, after 3 seconds even one at work; when the embedded server was opened and nobody else uses it, stops it. Safe to call twice. */
  close(): Promise<void>;
}

/** Of one pool. A run has four at a time, and waits for one while it holds others: ten runs of one workbench must not wait for one another. */
const mostConnections = 40;

/**
 * Opens the database a connection string names or, without one, the embedded Postgres in `directory`.
 *
 * Connects at once, with bounded back-off while the server refuses connections, has none left or is starting; then
 * checks that it is Postgres 15 to 18 in an encoding that says what its bytes mean, and that no pooler shares its sessions
 * among clients. Nothing is created or migrated.
 * What the connection string leaves out comes from the libpq variables (PGHOST, PGPASSWORD …), which pg reads.
 *
 * Every connection: application name `handraise`, keep-alive, and the settings of {@link prepareSession}.
 *
 * @param options.signal when aborted, the attempt to connect is given up, and every statement that is then at work is cancelled.
 * @throws HandraiseError config for a connection string that is none and for a pooler in transaction mode, database (exit 4) when the server cannot be
 *   reached or is not supported, permission (5) when it does not let us in
 */
export async function openDatabase(options: {
  connectionString?: string;
  directory: string;
  onProgress?: (text: string) => void;
  signal?: AbortSignal;
}): Promise<DatabaseHandle> {
  const { signal = new AbortController().signal } = options;
  if (options.connectionString !== undefined) return connect(checkConnectionString(options.connectionString), signal);
  const embedded = await openEmbedded({
    directory: options.directory,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  try {
    return await connect(embedded.connectionString, signal, embedded);
  } catch (error) {
    await embedded.close();
    throw error;
  }
}

async function connect(
  connectionString: string,
  signal: AbortSignal,
  embedded?: EmbeddedServer,
): Promise<DatabaseHandle> {
  const clients = new Set<pg.Client>();
  const Client = clientClass(connectionString, clients);
  let checked = false;
  const pool = new pg.Pool({
    ...connectionOptions,
    Client,
    max: mostConnections,
    onConnect: async (client) => {
      // Settings would stay in a session that is found to be shared with others.
      if (!checked) await checkPooler(client, () => new Client(connectionOptions));
      checked = true;
      await prepareSession(client);
    },
  });
  // A connection the server ends while idle is replaced by the pool; without a listener its error would end the process.
  pool.on('error', () => undefined);
  let cancelling: NodeJS.Timeout | undefined;
  const cancel = () => {
    void cancelAll(clients);
    // A statement may begin just after: whoever sends it has not heard yet.
    cancelling = setInterval(() => void cancelAll(clients), 1000).unref();
  };
  signal.addEventListener('abort', cancel);
  let closed: Promise<void> | undefined;
  const close = () => {
    signal.removeEventListener('abort', cancel);
    clearInterval(cancelling);
    closed ??= end(pool, clients, closeGrace).then(() => embedded?.close());
    return closed;
  };
  try {
    const client = await firstClient(pool, signal);
    try {
      await checkServer(client);
    } finally {
      client.release();
    }
    const kysely = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
    return {
      ...{ kysely, pool, close },
      description: describe(client),
      embeddedPassword: embedded?.passwordFile ?? null,
      connectionString: () => connectionString,
    };
  } catch (error) {
    signal.removeEventListener('abort', cancel);
    clearInterval(cancelling);
    await end(pool, clients, 0);
    throw databaseFailure(error, 'opening the database');
  }
}

/** Ends the pool; connections that are still at work after `grace` milliseconds are cut, their statements cancelled. */
async function end(pool: pg.Pool, clients: ReadonlySet<pg.Client>, grace: number): Promise<void> {
  const over = new AbortController();
  const ended = Promise.all([pool.end(), ...[...clients].map((client) => once(client, 'end'))]);
  await Promise.race([ended, sleep(grace, undefined, { signal: over.signal }).catch(() => undefined)]);
  over.abort();
  await cancelAll(clients);
  for (const client of clients) cut(client);
}

async function cancelAll(clients: ReadonlySet<pg.Client>): Promise<void> {
  await Promise.all([...clients].filter(isAtWork).map(cancelStatement));
}

async function firstClient(pool: pg.Pool, signal: AbortSignal): Promise<pg.PoolClient> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(interrupted(signal, 'connecting to the database'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([attempts(pool, over.signal), aborted]);
  } finally {
    over.abort();
  }
}

async function attempts(pool: pg.Pool, over: AbortSignal): Promise<pg.PoolClient> {
  for (const pause of connectPauses) {
    try {
      return await pool.connect();
    } catch (error) {
      if (over.aborted || !mayPass(error)) throw error;
      await sleep(pause + randomInt(Math.ceil(pause / 4)), undefined, { signal: over });
    }
  }
  return pool.connect();
}

/** Whether the next attempt may succeed; a session that the role's settings end within milliseconds may have been too slow by chance. */
function mayPass(error: unknown): boolean {
  return isTransient(stateOf(error)) || (error instanceof Error && /not queryable/.test(error.message));
}

/** The state of a failed attempt: a host name with several addresses fails with one error per address. */
function stateOf(error: unknown): string | undefined {
  return errorCodeOf(error instanceof AggregateError ? error.errors[0] : error);
}

function describe(client: pg.PoolClient): string {
  const { host, port, database } = client as unknown as pg.Client;
  return `${host}:${port}/${database}`;
}
