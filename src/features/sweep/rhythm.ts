import { burstEvents } from '../../crm/eventBurst.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { gatherRows, type RowsOfBlock } from './rowsOfBlock.ts';
import type { SweepLayout } from './sweepLayout.ts';
import { codesOfEvent, type SweepShape, slotsOf } from './sweepShape.ts';
import { Traces } from './traces.ts';

/** Half-lives of decayed counts, in days. */
export const halfLives = [3, 14, 60] as const;

/** Gaps of less than a day lie within one visit. */
const leastGap = microsecondsPerDay;

/** When the events of some contacts happened, as of each of their rows, block after block. A burst counts as one event, see `burstEvents`. */
export class Rhythm {
  readonly #shape: SweepShape;
  readonly #slots: number;
  readonly #room: number;
  #rows = 0;
  readonly #traces: Traces;
  /** By slot and, last, of all; half-life; row. */
  readonly #decayed: Float64Array;
  readonly #gapMean: Float64Array;
  readonly #gapSpread: Float64Array;
  /** Slots, −1 for never. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;

  constructor(memory: WasmMemory, layout: SweepLayout, shape: SweepShape) {
    this.#shape = shape;
    this.#slots = slotsOf(shape.kinds);
    this.#room = layout.blockRows;
    this.#traces = new Traces(memory, layout, shape.contacts.ids.length, codesOfEvent(shape));
    this.#decayed = new Float64Array((this.#slots + 1) * halfLives.length * this.#room);
    this.#gapMean = new Float64Array(this.#room);
    this.#gapSpread = new Float64Array(this.#room);
    this.#first = new Int32Array(this.#room);
    this.#last = new Int32Array(this.#room);
  }

  /** Gathers the events of some rows; what was read of those before is no longer valid. */
  read(block: RowsOfBlock): this {
    this.#rows = block.rows;
    this.#decayed.fill(0);
    gatherRows(block, this.#shape, this.#traces, (row, asOf) => this.#gather(row, asOf));
    return this;
  }

  /** @param slot that number means all. */
  decayed(slot: number, halfLife: number): Float64Array {
    const from = (slot * halfLives.length + halfLife) * this.#room;
    return this.#decayed.subarray(from, from + this.#rows);
  }

  gapMean(): Float64Array {
    return this.#gapMean.subarray(0, this.#rows);
  }

  gapSpread(): Float64Array {
    return this.#gapSpread.subarray(0, this.#rows);
  }

  first(row: number): number | null {
    return kindOf(this.#first[row]!);
  }

  last(row: number): number | null {
    return kindOf(this.#last[row]!);
  }

  #gather(row: number, asOf: number): void {
    const { count, occurredAt, knownAt, slot } = this.#traces;
    let gaps = 0;
    // By Welford's way, which keeps its digits where gaps are nearly alike.
    let mean = 0;
    let squares = 0;
    let later = Number.NaN;
    this.#first[row] = -1;
    this.#last[row] = -1;
    for (let trace = 0; trace < count; ) {
      // Events of one instant and kind stand together.
      const at = occurredAt[trace]!;
      const kind = slot[trace]!;
      let known = 0;
      for (; trace < count && occurredAt[trace] === at && slot[trace] === kind; trace++)
        if (knownAt[trace]! < asOf) known++;
      if (known === 0) continue;
      this.#addDecayed(row, kind, asOf - at, known >= burstEvents ? 1 : known);
      // Of several kinds at one instant the greatest slot, which comes first.
      if (this.#last[row]! < 0) this.#last[row] = kind;
      if (at !== later) this.#first[row] = kind;
      if (later - at >= leastGap) {
        const gap = (later - at) / microsecondsPerDay;
        const from = gap - mean;
        gaps++;
        mean += from / gaps;
        squares += from * (gap - mean);
      }
      later = at;
    }
    this.#gapMean[row] = gaps < 1 ? Number.NaN : mean;
    this.#gapSpread[row] = gaps < 2 ? Number.NaN : Math.sqrt(squares / gaps);
  }

  #addDecayed(row: number, slot: number, age: number, events: number): void {
    for (let half = 0; half < halfLives.length; half++) {
      const weight = events * 2 ** (-age / (halfLives[half]! * microsecondsPerDay));
      this.#decayed[(slot * halfLives.length + half) * this.#room + row]! += weight;
      this.#decayed[(this.#slots * halfLives.length + half) * this.#room + row]! += weight;
    }
  }
}

function kindOf(slot: number): number | null {
  return slot < 0 ? null : slot;
}
