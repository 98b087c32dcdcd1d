import type { WasmMemory } from '../../kernel/wasm.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { gatherRows, type RowsOfBlock } from './rowsOfBlock.ts';
import type { SweepLayout } from './sweepLayout.ts';
import { codesOfEvent, type SweepShape } from './sweepShape.ts';
import { Traces } from './traces.ts';

/** How far some contacts came from stage to stage, as of each of their rows, block after block. */
export class Stages {
  readonly #shape: SweepShape;
  readonly #room: number;
  #rows = 0;
  readonly #traces: Traces;
  /** Stage of each slot, −1 for none. */
  readonly #stageOf: Int32Array;
  /** Of one row, by stage: its first event; and the first at or after the first of the stage before. */
  readonly #first: Float64Array;
  readonly #next: Float64Array;
  readonly #furthest: Int32Array;
  readonly #since: Float64Array;
  /** By stage, row. */
  readonly #step: Float64Array;

  constructor(memory: WasmMemory, layout: SweepLayout, shape: SweepShape) {
    const { stages, kinds, contacts } = shape;
    this.#shape = shape;
    this.#room = layout.blockRows;
    this.#traces = new Traces(memory, layout, contacts.ids.length, codesOfEvent(shape));
    // One more for kinds without features of their own.
    this.#stageOf = Int32Array.from([...kinds.names, null], (name) => (name === null ? -1 : stages.indexOf(name)));
    this.#first = new Float64Array(stages.length);
    this.#next = new Float64Array(stages.length);
    this.#furthest = new Int32Array(this.#room);
    this.#since = new Float64Array(this.#room);
    this.#step = new Float64Array(stages.length * this.#room);
  }

  /** Gathers the stages of some rows; what was read of those before is no longer valid. */
  read(block: RowsOfBlock): this {
    this.#rows = block.rows;
    gatherRows(block, this.#shape, this.#traces, (row, asOf) => this.#gather(row, asOf));
    return this;
  }

  furthest(row: number): number | null {
    const stage = this.#furthest[row]!;
    return stage < 0 ? null : stage;
  }

  since(): Float64Array {
    return this.#since.subarray(0, this.#rows);
  }

  step(stage: number): Float64Array {
    return this.#step.subarray(stage * this.#room, stage * this.#room + this.#rows);
  }

  #gather(row: number, asOf: number): void {
    this.#first.fill(Number.NaN);
    this.#next.fill(Number.NaN);
    // From the latest event to the earliest, so that the last that is noted is the first that happened.
    this.#eachKnown(asOf, (stage, at) => {
      this.#first[stage] = at;
    });
    this.#eachKnown(asOf, (stage, at) => {
      if (stage > 0 && at >= this.#first[stage - 1]!) this.#next[stage] = at;
    });
    const last = this.#first.length - 1;
    let furthest = last;
    while (furthest >= 0 && Number.isNaN(this.#first[furthest]!)) furthest--;
    this.#furthest[row] = furthest;
    this.#since[row] = furthest < 0 ? Number.NaN : (asOf - this.#first[furthest]!) / microsecondsPerDay;
    for (let stage = 0; stage < last; stage++)
      this.#step[stage * this.#room + row] = (this.#next[stage + 1]! - this.#first[stage]!) / microsecondsPerDay;
  }

  #eachKnown(asOf: number, visit: (stage: number, at: number) => void): void {
    const { count, occurredAt, knownAt, slot } = this.#traces;
    for (let trace = 0; trace < count; trace++) {
      const stage = this.#stageOf[slot[trace]!]!;
      if (stage >= 0 && knownAt[trace]! < asOf) visit(stage, occurredAt[trace]!);
    }
  }
}
