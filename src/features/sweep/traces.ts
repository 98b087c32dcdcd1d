import type { WasmMemory } from '../../kernel/wasm.ts';
import type { ContactTraces } from './contactTraces.ts';
import { type SweepLayout, traceWords } from './sweepLayout.ts';

/** The traces of one contact at a time, or of several one after the other, those of each the latest first, as the kernel left them; `kernel/assembly/eventTrace.ts` says what is there. */
export class Traces implements ContactTraces {
  /** Traces of the contact. */
  count = 0;
  occurredAt = new Float64Array(64);
  /** When it had occurred, been ingested, and its contact been created. */
  knownAt = new Float64Array(64);
  slot = new Int32Array(64);
  /** By trace, code. */
  codes: Int32Array;
  readonly stride: number;
  readonly #heads: Uint32Array;
  readonly #integers: Int32Array;
  readonly #reals: Float64Array;

  /** @param contacts of the sweep, whose traces are sorted. @param stride codes of a trace, see `codesOfEvent`. */
  constructor(memory: WasmMemory, layout: SweepLayout, contacts: number, stride: number) {
    this.stride = stride;
    this.codes = new Int32Array(64 * stride);
    this.#heads = new Uint32Array(memory.buffer, layout.traces, contacts);
    const words = Math.floor((memory.buffer.byteLength - layout.pool) / 8);
    this.#integers = new Int32Array(memory.buffer, layout.pool, 2 * words);
    this.#reals = new Float64Array(memory.buffer, layout.pool, words);
  }

  /** Reads the traces of a contact. */
  read(contact: number): void {
    this.clear();
    this.append(contact);
  }

  clear(): void {
    this.count = 0;
  }

  /** Reads the traces of a contact behind those that are here. */
  append(contact: number): void {
    const stride = this.stride;
    const step = 2 * traceWords;
    let count = this.count;
    for (let word = this.#heads[contact]!; word !== 0; count++) {
      if (count === this.slot.length) this.#enlarge();
      const at = 2 * word;
      this.slot[count] = this.#integers[at + 1]!;
      this.occurredAt[count] = this.#reals[word + 1]!;
      this.knownAt[count] = this.#reals[word + 2]!;
      for (let code = 0; code < stride; code++) this.codes[count * stride + code] = this.#integers[at + step + code]!;
      word = this.#integers[at]! >>> 0;
    }
    this.count = count;
  }

  #enlarge(): void {
    const larger = 2 * this.slot.length;
    const slot = new Int32Array(larger);
    const codes = new Int32Array(larger * this.stride);
    const occurredAt = new Float64Array(larger);
    const knownAt = new Float64Array(larger);
    slot.set(this.slot);
    codes.set(this.codes);
    occurredAt.set(this.occurredAt);
    knownAt.set(this.knownAt);
    Object.assign(this, { slot, codes, occurredAt, knownAt });
  }
}
