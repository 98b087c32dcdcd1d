import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** Who sends. */
type Sender = 'client' | 'server';

/** A Postgres behind a link that can go silent: what is sent is taken, and nothing is passed on. */
export interface SwallowingProxy {
  readonly connectionString: string;
  /** From now on nothing is passed on, in either direction; or only once so many more bytes of the server's were. */
  swallow(afterBytes?: number): void;
  /** Nothing is passed on once a client has sent a text, and then so many bytes have come from it or from the server, on that connection. */
  swallowAfter(text: string, bytes: number, from: Sender): void;
  readonly silent: boolean;
  /** Passes on again what comes from now on, on new connections. */
  heal(): void;
  close(): Promise<void>;
}

export async function swallowingProxy(connectionString: string): Promise<SwallowingProxy> {
  const url = new URL(connectionString);
  const upstream = { host: url.hostname, port: Number(url.port) };
  let left = Number.POSITIVE_INFINITY;
  /** Whose bytes count; undefined until that is known, or for those of the server on all connections. */
  let counted: Socket | undefined;
  let awaited: { readonly text: string; readonly bytes: number; readonly from: Sender } | undefined;
  const sockets = new Set<Socket>();
  const deaf = new WeakSet<Socket>();
  const silence = () => {
    for (const socket of sockets) deaf.add(socket);
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const database = createConnection({ ...upstream, allowHalfOpen: true });
    let before = '';
    const look = (bytes: Buffer) => {
      if (awaited === undefined) return;
      const { text, bytes: more, from } = awaited;
      const seen = before + bytes.toString('latin1');
      before = seen.slice(-text.length);
      if (!seen.includes(text)) return;
      [counted, left, awaited] = [from === 'client' ? client : database, more, undefined];
      // What is sent with the text does not count.
      if (from === 'client') left += bytes.length;
    };
    const pass = (from: Socket, to: Socket) => {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('data', (bytes) => {
        if (from === client) look(bytes);
        const counts = counted === undefined ? from === database : from === counted;
        const passed = deaf.has(from) ? 0 : Math.max(0, counts ? Math.min(left, bytes.length) : bytes.length);
        if (counts) left -= bytes.length;
        if (passed > 0) to.write(bytes.subarray(0, passed));
        if (left < 0) silence();
      });
      from.on('end', () => deaf.has(from) || to.end());
      from.on('close', () => {
        sockets.delete(from);
        if (!deaf.has(from)) to.destroy();
      });
    };
    pass(client, database);
    pass(database, client);
    if (left < 0) silence();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    connectionString: url.href,
    swallow(afterBytes = -1) {
      left = afterBytes;
      if (left < 0) silence();
    },
    swallowAfter(text, bytes, from) {
      awaited = { text, bytes, from };
    },
    get silent() {
      return left < 0;
    },
    heal() {
      left = Number.POSITIVE_INFINITY;
      counted = undefined;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}
