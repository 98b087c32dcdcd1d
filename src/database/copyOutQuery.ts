import type { Socket } from 'node:net';
import type pg from 'pg';
import { HandraiseError } from '../errors.ts';
import type { CopyFrames } from './copyFrames.ts';
import { silenceDeadline } from './deadlines.ts';

interface Wire {
  query(text: string): void;
  readonly stream: Socket;
}

/**
 * A COPY … TO STDOUT whose rows go straight from the socket's buffers to their reader, without an object per message.
 *
 * While it runs it stands between the socket and pg's parser: CopyData messages go to `frames`, in pieces cut anywhere, all
 * others go on to pg, which then calls the handlers below. Bytes are handled before the socket
 * is read again, so a slow reader holds the server back. Silence longer than any statement may take, or an error thrown
 * by the reader, ends the connection: there is no other way out of a COPY.
 */
export class CopyOutQuery implements pg.Submittable {
  /** Number of rows as the server counted them, once it is ready for the next statement. */
  readonly done: Promise<number>;
  /** pg replaces it to hear the end, so that its own deadline, which would count the reader's time, ends too. */
  callback: () => void = () => undefined;
  private readonly settle: { resolve(rows: number): void; reject(error: unknown): void };
  private readonly text: string;
  private readonly frames: CopyFrames;
  private timer: NodeJS.Timeout | undefined;
  private stream: Socket | undefined;
  private toPg: (chunk: Buffer) => void = () => undefined;
  private between = false;
  private readonly fromSocket = (chunk: Buffer) => this.onChunk(chunk);
  private abandoned: unknown;
  private rows = -1;
  private header = Buffer.alloc(5);
  private headerSize = 0;
  private left = 0;

  constructor(text: string, frames: CopyFrames) {
    this.text = text;
    this.frames = frames;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.done = promise;
    this.settle = { resolve, reject };
  }

  submit(connection: unknown): Error | undefined {
    if (this.abandoned !== undefined) return new Error('abandoned before it began');
    const { stream } = connection as Wire;
    const [listener, ...others] = stream.listeners('data');
    if (listener === undefined || others.length > 0) {
      return new HandraiseError('unexpected', 'the connection is not only read by pg');
    }
    this.callback();
    this.stream = stream;
    this.toPg = listener as (chunk: Buffer) => void;
    this.between = true;
    stream.on('data', this.fromSocket);
    stream.removeListener('data', this.toPg);
    this.timer = setTimeout(() => this.abandon(new Error('query read timeout')), silenceDeadline);
    (connection as Wire).query(this.text);
    return undefined;
  }

  handleCommandComplete(message: { text: string }): void {
    this.rows = Number(/^COPY (\d+)$/.exec(message.text)?.[1] ?? -1);
  }

  handleReadyForQuery(): void {
    this.end();
    this.settle.resolve(this.rows);
  }

  handleError(error: unknown): void {
    this.end();
    this.settle.reject(error);
  }

  /** Ends the COPY, and the connection it runs on, with an error. */
  abandon(error: unknown): void {
    this.abandoned = error;
    this.settle.reject(error);
    this.stream?.destroy();
  }

  private onChunk(chunk: Buffer): void {
    this.timer?.refresh();
    let at = 0;
    while (this.between && this.abandoned === undefined && at < chunk.length) {
      if (this.left > 0) at = this.onPayload(chunk, at);
      else if (this.headerSize > 0) at = this.onHeader(chunk, at);
      else {
        at = this.readFrames(chunk, at);
        if (at < chunk.length) at = this.onHeader(chunk, at);
      }
    }
    // The COPY ended in this chunk: what follows belongs to the next statement.
    if (!this.between && at < chunk.length) this.toPg(chunk.subarray(at));
  }

  private onPayload(chunk: Buffer, at: number): number {
    const to = Math.min(at + this.left, chunk.length);
    this.left -= to - at;
    this.toPg(chunk.subarray(at, to));
    return to;
  }

  private readFrames(chunk: Buffer, at: number): number {
    try {
      return this.frames.read(chunk, at);
    } catch (error) {
      this.abandon(error);
      return chunk.length;
    }
  }

  /** Reads the code and the length of the next message; both may be cut by a chunk's end. */
  private onHeader(chunk: Buffer, at: number): number {
    const { header } = this;
    let next = at;
    while (this.headerSize < 5 && next < chunk.length) header[this.headerSize++] = chunk[next++]!;
    if (this.headerSize < 5) return next;
    this.headerSize = 0;
    this.left = header.readInt32BE(1) - 4;
    this.toPg(Buffer.from(header));
    return next;
  }

  private end(): void {
    this.callback();
    clearTimeout(this.timer);
    if (!this.between) return;
    this.between = false;
    this.stream?.on('data', this.toPg);
    this.stream?.removeListener('data', this.fromSocket);
  }
}
