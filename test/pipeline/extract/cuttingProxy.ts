import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A Postgres that resets a connection in the middle of what it sends. */
export interface CuttingProxy {
  readonly connectionString: string;
  /** Bytes the server has sent on all connections since the last call; and resets the one that gets the byte after so many more, once. */
  cutAfter(bytes: number): number;
  /** Whether it was cut. */
  readonly hasCut: boolean;
  close(): Promise<void>;
}

/** Passes every byte on to the server of `connectionString`, until told to cut. */
export async function cuttingProxy(connectionString: string): Promise<CuttingProxy> {
  const url = new URL(connectionString);
  const upstream = { host: url.hostname, port: Number(url.port) };
  let sent = 0;
  let left = Number.POSITIVE_INFINITY;
  let hasCut = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = createConnection(upstream);
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
    client.on('data', (bytes) => database.write(bytes));
    database.on('data', (bytes) => {
      sent += bytes.length;
      if (bytes.length <= left) {
        left -= bytes.length;
        client.write(bytes);
        return;
      }
      const last = bytes.subarray(0, left);
      left = Number.POSITIVE_INFINITY;
      hasCut = true;
      database.pause();
      client.write(last, () => client.resetAndDestroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    connectionString: url.href,
    cutAfter(bytes) {
      const before = sent;
      sent = 0;
      left = bytes;
      hasCut = false;
      return before;
    },
    get hasCut() {
      return hasCut;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
