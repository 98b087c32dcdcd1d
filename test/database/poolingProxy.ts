import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import pg from 'pg';

/** What a connection of the server serves: one client for as long as it is there, or whoever has a transaction to run. */
export type Pooling = 'session' | 'transaction';

export interface PoolingProxy {
  readonly connectionString: string;
  /** Statements that were asked to be cancelled by now. */
  readonly cancelled: number;
  close(): Promise<void>;
}

/** A connection to the server, and who has it now. */
interface Backend {
  readonly client: pg.Client;
  readonly stream: Socket;
  onBytes: (chunk: Buffer) => void;
}

/** What pg keeps of a connection that is open. */
interface Wire {
  readonly connection: { readonly stream: Socket };
  readonly processID: number;
  readonly secretKey: number;
}

/** Cuts a stream of messages of the protocol into whole ones. */
export class Messages {
  private rest = Buffer.alloc(0);

  *of(chunk: Buffer): Generator<Buffer> {
    this.rest = Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= 5 && this.rest.length > this.rest.readInt32BE(1)) {
      const length = 1 + this.rest.readInt32BE(1);
      yield this.rest.subarray(0, length);
      this.rest = this.rest.subarray(length);
    }
  }
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

const text = (...parts: readonly string[]) => Buffer.from(parts.map((part) => `${part}\0`).join(''));
const refusal = (what: string) => message('E', Buffer.concat([text('SFATAL', 'C08P01', `M${what}`), Buffer.alloc(1)]));
const known = new Set(['user', 'database', 'application_name', 'client_encoding']);
const [sslRequest, cancelRequest] = [80_877_103, 80_877_102];

/**
 * A pooler as companies put before their server: it lets everybody in, has a process number and a key of its own, refuses settings
 * at start-up, and gives a client a connection of the server for a transaction or for a session.
 */
export async function poolingProxy(connectionString: string, pooling: Pooling, size = 8): Promise<PoolingProxy> {
  const idle: Backend[] = [];
  const waiting: ((backend: Backend) => void)[] = [];
  const busy = new Map<string, Backend>();
  const sockets = new Set<Socket>();
  const backends = new Set<Backend>();
  let cancelled = 0;

  async function openBackend(): Promise<Backend> {
    const client = new pg.Client({ connectionString });
    client.on('error', () => undefined);
    await client.connect();
    const { stream } = (client as unknown as Wire).connection;
    stream.removeAllListeners('data');
    const backend: Backend = { client, stream, onBytes: () => undefined };
    stream.on('data', (chunk: Buffer) => backend.onBytes(chunk));
    backends.add(backend);
    stream.on('close', () => backends.delete(backend));
    return backend;
  }

  async function acquire(): Promise<Backend> {
    const last = idle.pop();
    if (last !== undefined) return last;
    if (backends.size < size) return openBackend();
    return new Promise((resolve) => waiting.push(resolve));
  }

  function release(backend: Backend): void {
    backend.onBytes = () => undefined;
    const next = waiting.shift();
    if (next === undefined) idle.push(backend);
    else next(backend);
  }

  /** Resets a session that is over, as poolers do, before another may have it. */
  function reset(backend: Backend): void {
    const messages = new Messages();
    backend.onBytes = (chunk) => {
      for (const whole of messages.of(chunk)) if (whole[0] === 0x5a) release(backend);
    };
    backend.stream.write(message('Q', text('DISCARD ALL')));
  }

  function serve(socket: Socket, key: string): void {
    const fromClient = new Messages();
    const fromServer = new Messages();
    let backend: Backend | undefined;
    let atWork = false;
    let acquiring = false;
    const pending: Buffer[] = [];
    const take = async () => {
      if (acquiring) return;
      acquiring = true;
      backend = await acquire();
      acquiring = false;
      busy.set(key, backend);
      backend.onBytes = (chunk) => {
        socket.write(chunk);
        for (const whole of fromServer.of(chunk)) {
          if (whole[0] !== 0x5a) continue;
          atWork = String.fromCharCode(whole[5]!) !== 'I';
          if (atWork || pooling === 'session' || backend === undefined) continue;
          busy.delete(key);
          release(backend);
          backend = undefined;
        }
      };
      send();
    };
    const send = () => {
      if (backend === undefined) return void take();
      for (const whole of pending.splice(0)) backend.stream.write(whole);
    };
    socket.on('data', (chunk: Buffer) => {
      for (const whole of fromClient.of(chunk)) {
        if (whole[0] === 0x58) return void socket.end();
        atWork = true;
        pending.push(Buffer.from(whole));
      }
      if (pending.length > 0) send();
    });
    socket.on('close', () => {
      busy.delete(key);
      if (backend === undefined) return;
      if (atWork) backend.stream.destroy();
      else reset(backend);
    });
  }

  function greet(socket: Socket, startup: Buffer): void {
    const words = startup.toString('latin1', 8).split('\0');
    const names = words.filter((word, i) => i % 2 === 0 && word !== '');
    const unknown = names.find((name) => !known.has(name));
    if (unknown !== undefined) return void socket.end(refusal(`unsupported startup parameter: ${unknown}`));
    const [number, secret] = [randomInt(1 << 30), randomBytes(4).readInt32BE()];
    socket.write(
      Buffer.concat([
        message('R', int32(0)),
        message('S', text('server_encoding', 'UTF8')),
        message('K', Buffer.concat([int32(number), int32(secret)])),
        message('Z', Buffer.from('I')),
      ]),
    );
    serve(socket, `${number} ${secret}`);
  }

  async function cancel(key: string): Promise<void> {
    const backend = busy.get(key);
    if (backend === undefined) return;
    cancelled++;
    const { processID } = backend.client as unknown as Wire;
    const other = new pg.Client({ connectionString });
    await other.connect();
    await other.query('SELECT pg_cancel_backend($1)', [processID]);
    await other.end();
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', function onStart(chunk: Buffer) {
      const code = chunk.readInt32BE(4);
      if (code === sslRequest) return void socket.write('N');
      socket.off('data', onStart);
      if (code !== cancelRequest) return greet(socket, chunk);
      void cancel(`${chunk.readInt32BE(8)} ${chunk.readInt32BE(12)}`).then(() => socket.end());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(connectionString);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    connectionString: url.href,
    get cancelled() {
      return cancelled;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      for (const backend of backends) backend.stream.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
