import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import { parsedJson } from '../heapRoom.ts';
import { cancelDeadline, connectDeadline, silenceDeadline } from './deadlines.ts';
import { passwordFromFile } from './password.ts';

/** What every connection is opened with. */
export const connectionOptions = {
  keepAlive: true,
  keepAliveInitialDelayMillis: 30_000,
  connectionTimeoutMillis: connectDeadline,
  query_timeout: silenceDeadline,
  application_name: 'handraise',
} as const;

/** Values as pg reads them, except that JSON must fit into the heap. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (oid === pg.types.builtins.JSON || oid === pg.types.builtins.JSONB) && format !== 'binary'
      ? (text: string) => parsedJson(text, 'a JSON document of one row')
      : pg.types.getTypeParser(oid, format),
};

/** What pg keeps of a connection and does not declare. */
interface Kept {
  /** False while the server is at work for it, undefined before it is open. */
  readonly readyForQuery: boolean | undefined;
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly connection: { readonly stream: Socket };
  readonly connectionParameters: { readonly ssl: boolean | ConnectionOptions | undefined; password: unknown };
}

/** A connection of the protocol, as far as it takes to have a statement cancelled. */
interface Wire extends NodeJS.EventEmitter {
  readonly stream: Socket;
  connect(port: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: number): void;
}

/**
 * A pg client that knows where to connect by itself, because a pool shows its options, password and all, when it is
 * printed; and that is in `clients` while it is open.
 */
export function clientClass(
  connectionString: string,
  clients: Set<pg.Client>,
): new (
  config?: pg.ClientConfig,
) => pg.Client {
  const query = new URLSearchParams(connectionString.split('?')[1] ?? '');
  const seconds = Number(query.get('connect_timeout') ?? 0);
  const said: pg.ClientConfig = {
    // What is said of TLS is in the connection string: where nothing is, pg would look into the environment by itself.
    ssl: false,
    types,
    enableChannelBinding: query.get('channel_binding') === 'require',
    ...(seconds > 0 ? { connectionTimeoutMillis: seconds * 1000 } : {}),
    connectionString,
  };
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, ...said });
      const { connectionParameters } = kept(this);
      if (!this.password)
        connectionParameters.password = this.password = (() =>
          passwordFromFile({ host: this.host, port: this.port, database: this.database, user: this.user })) as never;
      clients.add(this);
      // The error also rejects whatever statement was running; this only keeps a connection lost in use from ending the process.
      this.on('error', () => undefined);
      this.once('end', () => clients.delete(this));
    }
  };
}

/** Whether the server is at work for a client, or lets it wait. */
export function isAtWork(client: pg.ClientBase): boolean {
  return kept(client).readyForQuery === false;
}

/** Whether a client is open and has nothing to do. */
export function isIdle(client: pg.ClientBase): boolean {
  return kept(client).readyForQuery === true;
}

/** Ends a connection without a word: the other end may not listen any more. */
export function cut(client: pg.ClientBase): void {
  kept(client).connection.stream.destroy();
}

/**
 * Asks the server to give up the statement of a client, over a connection of its own, as the protocol wants it:
 * https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 *
 * Resolves when the server has passed it on, after a second at most; it never rejects.
 */
export async function cancelStatement(client: pg.Client): Promise<void> {
  const { processID, secretKey, connectionParameters } = kept(client);
  const { host, port } = client;
  if (processID === null || secretKey === null) return;
  const { ssl } = connectionParameters;
  const wire = new pg.Connection({ ...(ssl === undefined ? {} : { ssl }) }) as unknown as Wire;
  const ask = () => wire.cancel(processID, secretKey);
  const { promise, resolve } = Promise.withResolvers<void>();
  wire.on('error', () => resolve()).on('end', () => resolve());
  wire.on('connect', () => (ssl ? wire.requestSsl() : ask())).on('sslconnect', ask);
  if (host.startsWith('/')) wire.connect(`${host}/.s.PGSQL.${port}`);
  else wire.connect(port, host);
  await Promise.race([promise, sleep(cancelDeadline, undefined, { ref: false })]);
  wire.stream.destroy();
}

function kept(client: pg.ClientBase): Kept {
  return client as unknown as Kept;
}
