import type { Address } from './kernelMemory.ts';
import type { WasmMemory } from './wasm.ts';

/** Fields of a record of the kernel, in the order of its declaration: float64 numbers first, then 32-bit integers and addresses. */
export interface RecordShape {
  readonly reals: readonly string[];
  readonly integers: readonly string[];
}

/** Bytes of a record, a multiple of 8. */
export function recordBytes({ reals, integers }: RecordShape): number {
  return 8 * reals.length + 8 * Math.ceil(integers.length / 2);
}

/** A record in the memory of a kernel, by the names of its fields. */
export class KernelRecord<Shape extends RecordShape> {
  readonly address: Address;
  readonly #view: DataView;
  readonly #offsets: ReadonlyMap<string, number>;
  readonly #realBytes: number;

  constructor(memory: WasmMemory, address: Address, shape: Shape) {
    const { reals, integers } = shape;
    this.address = address;
    this.#view = new DataView(memory.buffer, address, recordBytes(shape));
    this.#realBytes = 8 * reals.length;
    this.#offsets = new Map([
      ...reals.map((name, at) => [name, 8 * at] as const),
      ...integers.map((name, at) => [name, this.#realBytes + 4 * at] as const),
    ]);
  }

  /** Sets the fields that are given. */
  set(values: { readonly [Field in Shape['reals'][number] | Shape['integers'][number]]?: number }): void {
    for (const [name, offset] of this.#offsets) {
      const value = (values as Readonly<Record<string, number | undefined>>)[name];
      if (value === undefined) continue;
      if (offset < this.#realBytes) this.#view.setFloat64(offset, value, true);
      else this.#view.setInt32(offset, value, true);
    }
  }

  get(name: Shape['reals'][number] | Shape['integers'][number]): number {
    const offset = this.#offsets.get(name)!;
    return offset < this.#realBytes ? this.#view.getFloat64(offset, true) : this.#view.getInt32(offset, true);
  }
}
