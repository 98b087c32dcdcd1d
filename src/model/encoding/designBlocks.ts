import type { Address, MemoryPlan } from '../../kernel/kernelMemory.ts';
import { KernelRecord, recordBytes } from '../../kernel/kernelRecord.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import type { WeightedRows } from '../weightedRows.ts';
import type { Design } from './design.ts';

/** Fields of `DesignBlock` in `kernel/assembly/designBlock.ts`. */
const blockShape = {
  reals: [],
  integers: [
    'rows',
    'room',
    'numbers',
    'values',
    'indicators',
    'slots',
    'label',
    'weight',
    'scales',
    'results',
    'listStarts',
    'listTerms',
    'listValues',
  ],
} as const;

/** Fields of `NumberScale` in `kernel/assembly/designBlock.ts`. */
const scaleShape = { reals: ['mean', 'inverse'], integers: ['log', 'missing'] } as const;

/** Numbers of a block: few enough to stay in a processor's cache. */
const blockNumbers = 2 ** 17;

/** Where a block's parts are in the memory of a kernel. */
export interface BlockPlaces {
  readonly record: Address;
  readonly values: Address;
  readonly slots: Address;
  readonly label: Address;
  readonly weight: Address;
  readonly scales: Address;
  readonly results: Address;
}

/** Rows that a block of the design has room for, an even number. */
export function blockRoom({ columns }: Design): number {
  const rows = 2 ** Math.floor(Math.log2(blockNumbers / (columns.length + 1)));
  return Math.min(Math.max(rows, 32), 2048);
}

/** Places for `count` blocks, which share the scales of their numbers. */
export function placeBlocks(plan: MemoryPlan, design: Design, count: number): readonly BlockPlaces[] {
  const room = blockRoom(design);
  const scales = plan.place(recordBytes(scaleShape) * design.numbers.length);
  return Array.from({ length: count }, () => ({
    record: plan.place(recordBytes(blockShape)),
    values: plan.place(8 * room * design.numbers.length, 64),
    slots: plan.place(2 * room * design.sets.length),
    label: plan.place(room),
    weight: plan.place(8 * room),
    scales,
    results: plan.place(8 * room),
  }));
}

/** Some rows of a design in the memory of a kernel, which has to encode them once they are brought. */
export class DesignBlock {
  readonly address: Address;
  /** How many rows were brought. */
  rows = 0;
  readonly #design: Design;
  readonly #record: KernelRecord<typeof blockShape>;
  readonly #room: number;
  readonly #values: Float64Array;
  readonly #slots: Uint16Array;
  readonly #label: Uint8Array;
  readonly #weight: Float64Array;
  readonly #results: Float64Array;

  constructor(design: Design, places: BlockPlaces, memory: WasmMemory) {
    const { buffer } = memory;
    const room = blockRoom(design);
    this.address = places.record;
    this.#design = design;
    this.#room = room;
    this.#values = new Float64Array(buffer, places.values, room * design.numbers.length);
    this.#slots = new Uint16Array(buffer, places.slots, room * design.sets.length);
    this.#label = new Uint8Array(buffer, places.label, room);
    this.#weight = new Float64Array(buffer, places.weight, room);
    this.#results = new Float64Array(buffer, places.results, room);
    const { record: _, ...addresses } = places;
    this.#record = new KernelRecord(memory, places.record, blockShape);
    this.#record.set({ room, numbers: design.numbers.length, indicators: design.sets.length, ...addresses });
    design.numbers.forEach(({ mean, deviation, log, missing }, at) => {
      const scale = new KernelRecord(memory, places.scales + at * recordBytes(scaleShape), scaleShape);
      scale.set({ mean, inverse: 1 / deviation, log: log ? 1 : 0, missing });
    });
  }

  /** Has the kernel read what is listed of the rows as well: see `DesignBlock` of the assembly. */
  takeLists(lists: { readonly listStarts: Address; readonly listTerms: Address; readonly listValues: Address }): void {
    this.#record.set(lists);
  }

  /** What the kernel found out about each row that was brought. */
  get results(): Float64Array {
    return this.#results.subarray(0, this.rows);
  }

  /** Brings the rows from `start` on, as many as there are and there is room for. @returns how many. */
  bring({ rows, label, weight }: WeightedRows, start: number): number {
    const end = Math.min(start + this.#room, label.length);
    this.rows = end - start;
    this.#record.set({ rows: this.rows });
    this.#label.set(label.subarray(start, end));
    if (weight) this.#weight.set(weight.subarray(start, end));
    else this.#weight.fill(1, 0, end - start);
    this.#design.numbers.forEach(({ values }, at) => {
      const first = at * this.#room;
      if (!rows) this.#values.set(values.subarray(start, end), first);
      else for (let i = start; i < end; i++) this.#values[first + i - start] = values[rows[i]!]!;
    });
    this.#design.sets.forEach(({ source }, at) => {
      if (!source) return;
      const first = at * this.#room - start;
      if (source instanceof Float64Array)
        for (let i = start; i < end; i++) this.#slots[first + i] = Number.isNaN(source[rows ? rows[i]! : i]!) ? 1 : 0;
      else {
        const { codes, slots } = source;
        for (let i = start; i < end; i++) this.#slots[first + i] = slots[codes[rows ? rows[i]! : i]! + 1]!;
      }
    });
    return this.rows;
  }
}
