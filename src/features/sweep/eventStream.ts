import { copySignature } from '../../database/binaryCopy.ts';
import type { CopyFrames } from '../../database/copyFrames.ts';
import { brokenCopy } from '../../database/rowParser.ts';
import { HandraiseError } from '../../errors.ts';
import type { KernelExports } from '../../kernel/kernelExports.ts';
import { instantiate } from '../../kernel/kernelModule.ts';
import { KernelRecord } from '../../kernel/kernelRecord.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import type { FoldTarget } from './foldTarget.ts';
import { foldShape, type SweepLayout } from './sweepLayout.ts';

const pageBytes = 2 ** 16;
/** What 32-bit addresses reach. */
const mostPages = 2 ** 16;
/** Bytes that memory grows by at least. */
const leastGrowth = 2 ** 24;

/** What the kernel stopped for; `kernel/assembly/eventBatch.ts` has the same. */
const status = { needsBytes: 0, reachedTrailer: 1, malformedRow: 2, wrongFieldSize: 3, poolFull: 4 } as const;

/** Bytes of the longest row. */
const mostBytes = 2 ** 20;

const progressEvery = 100_000;

/** Signature, flags and the length of an extension. */
const headerBytes = copySignature.length + 8;

/**
 * Folds a binary COPY of (contact_id text or whole number, occurred_at timestamptz, ingested_at timestamptz, kind text, value float8) into the
 * memory of a sweep, from pieces cut anywhere; on the thread that reads the connection.
 */
export class EventStream implements CopyFrames {
  readonly #kernel: KernelExports;
  readonly #fold: KernelRecord<typeof foldShape>;
  readonly #layout: SweepLayout;
  readonly #input: Uint8Array;
  readonly #memory: WasmMemory;
  readonly #raw: Uint8Array;
  readonly #onProgress: ((events: number) => void) | undefined;
  #hasHeader = false;
  #filled = 0;
  #ended = false;
  #reported = 0;

  constructor({ memory, layout, onProgress }: FoldTarget) {
    this.#kernel = instantiate('threads', memory);
    this.#layout = layout;
    this.#fold = new KernelRecord(memory, layout.fold, foldShape);
    this.#input = new Uint8Array(memory.buffer, layout.input, layout.inputBytes);
    this.#raw = new Uint8Array(memory.buffer, layout.raw, layout.rawBytes);
    this.#memory = memory;
    this.#onProgress = onProgress;
    this.#usePool();
  }

  /** Rows parsed so far. */
  get rows(): number {
    return this.#fold.get('parsed');
  }

  /**
   * Reads CopyData messages, see `CopyFrames`.
   *
   * @throws HandraiseError `database` for what is no binary COPY, `data` for a row larger than 1 MiB.
   */
  read(chunk: Buffer, from: number): number {
    const { fold, raw, rawBytes, input } = this.#layout;
    let at = from;
    while (at < chunk.length) {
      const taken = Math.min(chunk.length - at, rawBytes);
      this.#raw.set(at === 0 && taken === chunk.length ? chunk : chunk.subarray(at, at + taken));
      const filled = this.#kernel.unframe(fold, raw, raw + taken, input + this.#filled) - input;
      const stopped = this.#fold.get('position') - raw;
      if (filled > this.#filled) this.#take(filled);
      at += stopped;
      if (stopped < taken) break;
    }
    if (this.rows >= this.#reported + progressEvery) {
      this.#reported = this.rows;
      this.#onProgress?.(this.#reported);
    }
    return at;
  }

  /** Says that no bytes follow, and how many rows the sender counted. */
  finish(rows: number): void {
    if (!this.#ended) throw brokenCopy(`it ended after ${this.rows} rows without its trailer`);
    if (this.rows !== rows) throw brokenCopy(`${this.rows} of ${rows} rows arrived`);
  }

  #take(filled: number): void {
    this.#filled = filled;
    if (this.#ended) throw brokenCopy('bytes follow its trailer');
    if (!this.#hasHeader && !this.#skipHeader()) return;
    this.#foldInput();
    if (this.#filled > mostBytes)
      throw new HandraiseError('data', 'an event is larger than 1 MiB: its kind or the id of its contact', {
        hint: 'map a SELECT that cuts it: left(kind, 200)',
      });
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

  /** Whether the header is whole; it is skipped then. */
  #skipHeader(): boolean {
    const seen = Buffer.from(this.#input.subarray(0, Math.min(this.#filled, headerBytes)));
    if (!copySignature.subarray(0, seen.length).equals(seen.subarray(0, copySignature.length)))
      throw brokenCopy('its signature is wrong');
    if (seen.length < headerBytes) return false;
    if (seen.readInt32BE(copySignature.length) !== 0) throw brokenCopy('its header carries flags');
    const extension = seen.readInt32BE(copySignature.length + 4);
    if (extension < 0 || extension > mostBytes) throw brokenCopy('its header is damaged');
    if (this.#filled < headerBytes + extension) return false;
    this.#input.copyWithin(0, headerBytes + extension, this.#filled);
    this.#filled -= headerBytes + extension;
    this.#hasHeader = true;
    return true;
  }
}
