import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A Postgres behind a link that can go silent: what is sent is taken, and nothing is passed on. */
export interface SwallowingProxy {
  readonly connectionString: string;
  /** From now on nothing is passed on, in either direction; or only once so many more bytes of the server's were. */
  swallow(afterBytes?: number): void;
  readonly silent: boolean;
  /** Passes on again what comes from now on, on new connections. */
  heal(): void;
  close(): Promise<void>;
}

export async function swallowingProxy(connectionString: string): Promise<SwallowingProxy> {
  const url = new URL(connectionString);
  const upstream = { host: url.hostname, port: Number(url.port) };
  let left = Number.POSITIVE_INFINITY;
  const sockets = new Set<Socket>();
  const deaf = new WeakSet<Socket>();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const database = createConnection({ ...upstream, allowHalfOpen: true });
    const pass = (from: Socket, to: Socket, counted: boolean) => {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('data', (bytes) => {
        if (counted) left -= bytes.length;
        if (left < 0) for (const socket of sockets) deaf.add(socket);
        if (!deaf.has(from)) to.write(bytes);
      });
      from.on('end', () => deaf.has(from) || to.end());
      from.on('close', () => {
        sockets.delete(from);
        if (!deaf.has(from)) to.destroy();
      });
    };
    pass(client, database, false);
    pass(database, client, true);
    if (left < 0) for (const socket of [client, database]) deaf.add(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    connectionString: url.href,
    swallow(afterBytes = -1) {
      left = afterBytes;
      if (left < 0) for (const socket of sockets) deaf.add(socket);
    },
    get silent() {
      return left < 0;
    },
    heal() {
      left = Number.POSITIVE_INFINITY;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
