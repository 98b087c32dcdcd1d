import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';

/** What a server answers to the question whether it speaks TLS. */
export type TlsAnswer = Certificate | 'no' | 'yes, then nonsense';

/** A Postgres behind a listener that speaks TLS, or does not. */
export interface TlsProxy {
  /** With that host name and those parameters. */
  connectionString(host: string, query: Readonly<Record<string, string>>): string;
  /** How many connections were encrypted. */
  readonly encrypted: number;
  close(): Promise<void>;
}

/** https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-SSL: a request of eight bytes, answered by one. */
export async function tlsProxy(connectionString: string, answer: TlsAnswer): Promise<TlsProxy> {
  const upstream = { host: new URL(connectionString).hostname, port: Number(new URL(connectionString).port) };
  const sockets = new Set<Socket>();
  let encrypted = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((client) => {
    keep(client).once('data', () => {
      if (answer === 'no') return client.end('N');
      if (answer === 'yes, then nonsense') return client.write('SHTTP/1.1 400 Bad Request\r\n\r\n');
      client.write('S');
      const { certificate: cert, key } = answer;
      const secure = keep(new TLSSocket(client, { isServer: true, cert, key }));
      secure.on('secure', () => {
        encrypted++;
        const database = keep(createConnection(upstream));
        secure.pipe(database).pipe(secure);
        secure.on('close', () => database.destroy());
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    connectionString(host, query) {
      const url = new URL(connectionString);
      url.host = `${host}:${(server.address() as AddressInfo).port}`;
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    },
    get encrypted() {
      return encrypted;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
