import { setImmediate } from 'node:timers/promises';
import { cancelled } from '../../kernel/cancelled.ts';
import type { KernelExports } from '../../kernel/kernelExports.ts';
import { type Address, allocate, MemoryPlan } from '../../kernel/kernelMemory.ts';
import { instantiate } from '../../kernel/kernelModule.ts';
import { KernelRecord, recordBytes } from '../../kernel/kernelRecord.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import type { Design } from '../encoding/design.ts';
import { blockRoom, DesignBlock } from '../encoding/designBlocks.ts';
import type { WeightedRows } from '../weightedRows.ts';
import { LogisticPass } from './logisticPass.ts';
import { placePass } from './passMemory.ts';
import type { Evaluation } from './problem.ts';

/** Fields of `DesignColumn` in `kernel/assembly/curvature.ts`. */
const columnShape = { reals: ['on', 'off'], integers: ['number', 'set', 'slot', 'padding'] } as const;

/** Rows of a matrix of second derivatives that are summed up at a time. */
const stripe = 32;

/** Rows that are kept in a kernel, encoded: for them there are second derivatives too. */
export class KeptRows {
  readonly rows: WeightedRows;
  readonly #kernel: KernelExports;
  readonly #pass: LogisticPass;
  readonly #blocks: readonly DesignBlock[];
  readonly #columns: Address;
  readonly #chosen: Uint32Array;
  readonly #tile: Address;
  readonly #stripe: Float64Array;
  readonly #signal: AbortSignal | undefined;

  /** @throws HandraiseError `resource` where the memory is not to be had. */
  constructor(design: Design, rows: WeightedRows, signal: AbortSignal | undefined) {
    const room = blockRoom(design);
    const size = design.columns.length + 1;
    const plan = new MemoryPlan();
    const places = placePass(plan, design, Math.ceil(rows.label.length / room));
    const columns = plan.place(recordBytes(columnShape) * size);
    const chosen = plan.place(4 * size);
    const tile = plan.place(8 * room * (size + 1));
    const products = plan.place(8 * stripe * size);
    const memory = allocate('single', plan.bytes);
    this.rows = rows;
    this.#signal = signal;
    this.#kernel = instantiate('single', memory);
    this.#pass = new LogisticPass(design, rows, places, memory);
    this.#blocks = places.blocks.map((place, at) => {
      const block = new DesignBlock(design, place, memory);
      block.bring(rows, at * room);
      this.#kernel.encodeBlock(block.address);
      return block;
    });
    this.#columns = columns;
    this.#chosen = new Uint32Array(memory.buffer, chosen, size);
    this.#tile = tile;
    this.#stripe = new Float64Array(memory.buffer, products, stripe * size);
    writeColumns(design, memory, columns);
  }

  /** Loss and gradient at θ, without penalties; gives way to other work first. @throws HandraiseError `interrupted`. */
  async evaluate(theta: Float64Array): Promise<Evaluation> {
    await setImmediate();
    if (this.#signal?.aborted) throw cancelled(this.#signal);
    this.#pass.begin(theta);
    this.#each((pass, block) => this.#kernel.evaluateBlock(pass, block));
    return this.#pass.evaluation();
  }

  /** Per number of the design, the sum of the sizes of its terms: see `LogisticPass`. */
  sizes(theta: Float64Array): Float64Array {
    this.#pass.beginTerms(theta);
    this.#each((pass, block) => this.#kernel.addSizes(pass, block));
    return this.#pass.sizes();
  }

  /** Second derivatives of the loss at θ among the given parameters: symmetric, row-major. */
  curvature(theta: Float64Array, among: Int32Array): Float64Array {
    this.#setCurvature(theta);
    return this.#products(among);
  }

  /** The diagonal of the matrix of second derivatives for all parameters. */
  diagonal(theta: Float64Array): Float64Array {
    this.#setCurvature(theta);
    return Float64Array.from(theta, (_, j) => this.#products(Int32Array.of(j))[0]!);
  }

  #setCurvature(theta: Float64Array): void {
    this.#pass.begin(theta);
    this.#each((pass, block) => this.#kernel.curvatureOfBlock(pass, block));
  }

  #products(among: Int32Array): Float64Array {
    const size = among.length;
    const matrix = new Float64Array(size * size);
    among.forEach((j, at) => {
      this.#chosen[at] = this.#columns + j * recordBytes(columnShape);
    });
    for (let first = 0; first < size; first += stripe) {
      const last = Math.min(first + stripe, size);
      const sums = this.#stripe.subarray(0, (last - first) * size).fill(0);
      for (const { address } of this.#blocks)
        this.#kernel.addCurvature(address, this.#chosen.byteOffset, size, first, last, this.#tile, sums.byteOffset);
      matrix.set(sums, first * size);
    }
    for (let j = 0; j < size; j++) for (let k = 0; k < j; k++) matrix[k * size + j] = matrix[j * size + k]!;
    return matrix;
  }

  #each(visit: (pass: Address, block: Address) => void): void {
    for (const { address } of this.#blocks) visit(this.#pass.address, address);
  }
}

/** The intercept is a last column, of ones. */
function writeColumns({ columns, sets }: Design, memory: WasmMemory, place: Address): void {
  const recordAt = (at: number) => new KernelRecord(memory, place + at * recordBytes(columnShape), columnShape);
  columns.forEach((column, at) => {
    if ('number' in column) recordAt(at).set({ number: column.number, set: -1 });
    else {
      const { set, slot } = column;
      recordAt(at).set({ number: -1, set, slot: slot + 1, on: sets[set]!.on[slot]!, off: sets[set]!.off[slot]! });
    }
  });
  recordAt(columns.length).set({ number: -1, set: -1 });
}
