import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A Postgres whose connections can be cut around the next COMMIT. */
export interface BreakingProxy {
  readonly connectionString: string;
  /** Cuts the connection that sends the next COMMIT: before the server gets it, or before its reply comes back. */
  breakAt(moment: 'commit' | 'reply' | 'never'): void;
  close(): Promise<void>;
}

const commit = Buffer.from('COMMIT\0');

/** Passes every byte on to the server of `connectionString`, until told to break. */
export async function breakingProxy(connectionString: string): Promise<BreakingProxy> {
  const url = new URL(connectionString);
  const upstream = { host: url.hostname, port: Number(url.port) };
  let moment: 'commit' | 'reply' | 'never' = 'never';
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = createConnection(upstream);
    let cut = false;
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes) => {
      if (moment !== 'never' && bytes.includes(commit)) {
        cut = moment === 'reply';
        const lost = moment === 'commit';
        moment = 'never';
        if (lost) return client.destroy();
      }
      return database.write(bytes);
    });
    database.on('data', (bytes) => (cut ? client.destroy() : client.write(bytes)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    connectionString: url.href,
    breakAt: (next) => {
      moment = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
