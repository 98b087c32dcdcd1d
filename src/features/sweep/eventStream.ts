import { copySignature } from '../../database/binaryCopy.ts';
import { brokenCopy } from '../../database/rowParser.ts';
import { HandraiseError } from '../../errors.ts';
import type { KernelExports } from '../../kernel/kernelExports.ts';
import { instantiate } from '../../kernel/kernelModule.ts';
import { KernelRecord } from '../../kernel/kernelRecord.ts';
import { foldShape, type SweepLayout } from './sweepLayout.ts';

const pageBytes = 2 ** 16;
/** What 32-bit addresses reach. */
const mostPages = 2 ** 16;
/** Bytes that memory grows by at least. */
const leastGrowth = 2 ** 24;

/** What the kernel stopped for; `kernel/assembly/eventBatch.ts` has the same. */
const status = { needsBytes: 0, reachedTrailer: 1, malformedRow: 2, wrongFieldSize: 3, poolFull: 4 } as const;

/** Signature, flags and the length of an extension. */
const headerBytes = copySignature.length + 8;

/**
 * Folds a binary COPY of (contact_id text, occurred_at timestamptz, ingested_at timestamptz, kind text, value float8) into the
 * memory of a sweep, from pieces cut anywhere; on the thread that reads the connection.
 */
export class EventStream {
  readonly #kernel: KernelExports;
  readonly #fold: KernelRecord<typeof foldShape>;
  readonly #layout: SweepLayout;
  readonly #input: Uint8Array;
  readonly #memory: WebAssembly.Memory;
  #header = Buffer.alloc(0);
  /** Bytes of the extension still to be skipped; −1 while the header is not whole. */
  #extension = -1;
  #filled = 0;
  #ended = false;

  constructor(memory: WebAssembly.Memory, layout: SweepLayout) {
    this.#kernel = instantiate('threads', memory);
    this.#layout = layout;
    this.#fold = new KernelRecord(memory, layout.fold, foldShape);
    this.#input = new Uint8Array(memory.buffer, layout.input, layout.inputBytes);
    this.#memory = memory;
    this.#usePool();
  }

  /** Rows parsed so far. */
  get rows(): number {
    return this.#fold.get('parsed');
  }

  /**
   * Takes bytes [from, to) of a buffer that need not outlive the call.
   *
   * @throws HandraiseError `database` for what is no binary COPY, `data` for a row larger than 1 MiB.
   */
  push(bytes: Buffer, from: number, to: number): void {
    let at = this.#extension === 0 ? from : this.#skipHeader(bytes, from, to);
    while (at < to) {
      if (this.#ended) throw brokenCopy('bytes follow its trailer');
      const taken = Math.min(to - at, this.#input.length - this.#filled);
      if (taken === 0)
        throw new HandraiseError('data', 'an event is larger than 1 MiB: its kind or the id of its contact', {
          hint: 'map a SELECT that cuts it: left(kind, 200)',
        });
      this.#input.set(bytes.subarray(at, at + taken), this.#filled);
      this.#filled += taken;
      at += taken;
      this.#foldInput();
    }
  }

  /** Says that no bytes follow, and how many rows the sender counted. */
  finish(rows: number): void {
    if (!this.#ended) throw brokenCopy(`it ended after ${this.rows} rows without its trailer`);
    if (this.rows !== rows) throw brokenCopy(`${this.rows} of ${rows} rows arrived`);
  }

  #foldInput(): void {
    const { fold, input } = this.#layout;
    let from = 0;
    for (;;) {
      const stopped = this.#kernel.foldEvents(fold, input + from, input + this.#filled);
      from = this.#fold.get('position') - input;
      if (stopped === status.needsBytes) break;
      if (stopped === status.poolFull) this.#enlargePool();
      else if (stopped === status.wrongFieldSize)
        throw new HandraiseError('unexpected', `a column of event ${this.rows + 1} is not of its type`);
      else if (stopped === status.malformedRow) throw brokenCopy(`row ${this.rows + 1} is damaged`);
      else {
        this.#ended = true;
        if (from < this.#filled) throw brokenCopy('bytes follow its trailer');
        break;
      }
    }
    this.#input.copyWithin(0, from, this.#filled);
    this.#filled -= from;
  }

  /** More cells, a quarter of what there is at a time. */
  #enlargePool(): void {
    const bytes = this.#memory.buffer.byteLength;
    const pages = Math.ceil(Math.max(bytes / 4, leastGrowth) / pageBytes);
    try {
      this.#memory.grow(Math.min(pages, mostPages - bytes / pageBytes) || pages);
    } catch (cause) {
      throw new HandraiseError('resource', `events take more than ${Math.round(bytes / 2 ** 20)} MiB of memory`, {
        hint: 'allow less with --memory, so that they are read in more partitions',
        cause,
      });
    }
    this.#usePool();
  }

  /** Lets the cells have all memory there is. */
  #usePool(): void {
    this.#fold.set({ poolWords: Math.floor((this.#memory.buffer.byteLength - this.#layout.pool) / 8) });
  }

  /** Gives the offset of the first byte after the header, or `to`. */
  #skipHeader(bytes: Buffer, from: number, to: number): number {
    let at = from;
    if (this.#extension < 0) {
      const before = this.#header.length;
      this.#header = Buffer.concat([this.#header, bytes.subarray(at, Math.min(to, at + headerBytes - before))]);
      at += this.#header.length - before;
      if (!copySignature.subarray(0, this.#header.length).equals(this.#header.subarray(0, copySignature.length)))
        throw brokenCopy('its signature is wrong');
      if (this.#header.length < headerBytes) return to;
      if (this.#header.readInt32BE(copySignature.length) !== 0) throw brokenCopy('its header carries flags');
      this.#extension = this.#header.readInt32BE(copySignature.length + 4);
      if (this.#extension < 0) throw brokenCopy('its header is damaged');
    }
    const skipped = Math.min(this.#extension, to - at);
    this.#extension -= skipped;
    return at + skipped;
  }
}
