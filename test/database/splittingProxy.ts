import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { Messages } from './poolingProxy.ts';

/**
 * A proxy that spreads load as companies do: a text that begins with SELECT goes to the replica, everything else, opening included, to
 * the primary.
 */
export async function splittingProxy(
  primary: string,
  replica: string,
): Promise<{ readonly connectionString: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined));
    return socket;
  };
  const server = createServer((socket) => {
    keep(socket);
    const writer = keep(connect(Number(new URL(primary).port), '127.0.0.1'));
    writer.pipe(socket);
    const reader = openReader(replica).then((stream) => {
      keep(stream).on('data', (chunk: Buffer) => socket.write(chunk));
      socket.on('close', () => stream.destroy());
      return stream;
    });
    const messages = new Messages();
    socket.on('data', function onStart(chunk: Buffer) {
      writer.write(chunk);
      socket.off('data', onStart);
      socket.on('data', (next: Buffer) => {
        for (const whole of messages.of(next)) {
          const message = Buffer.from(whole);
          if (/^Q.{4}\s*SELECT/is.test(message.toString('latin1'))) void reader.then((stream) => stream.write(message));
          else writer.write(message);
        }
      });
    });
    socket.on('close', () => writer.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(primary);
  url.port = String((server.address() as AddressInfo).port);
  return {
    connectionString: url.href,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function openReader(connectionString: string): Promise<Socket> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
  return stream.removeAllListeners('data');
}
