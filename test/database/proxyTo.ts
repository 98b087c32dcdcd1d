import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** Something between a client and a Postgres. */
export interface PassingProxy {
  readonly connectionString: string;
  close(): Promise<void>;
}

/**
 * Listens in front of the server of `connectionString`; the end of either side of a connection is the end of the other.
 *
 * @param connected wires a client's socket and its connection to the server
 */
export async function proxyTo(
  connectionString: string,
  connected: (client: Socket, database: Socket) => void,
): Promise<PassingProxy> {
  const url = new URL(connectionString);
  const upstream = { host: url.hostname, port: Number(url.port) };
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
    connected(client, database);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    connectionString: url.href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
