import { setImmediate } from 'node:timers/promises';
import { cancelled } from '../../kernel/cancelled.ts';
import type { KernelExports } from '../../kernel/kernelExports.ts';
import { type Address, allocate, MemoryPlan } from '../../kernel/kernelMemory.ts';
import { instantiate } from '../../kernel/kernelModule.ts';
import type { Design } from '../encoding/design.ts';
import { blockRoom, DesignBlock } from '../encoding/designBlocks.ts';
import { type ListedDesign, listColumns } from '../encoding/listedColumns.ts';
import type { WeightedRows } from '../weightedRows.ts';
import { LogisticPass } from './logisticPass.ts';
import { placePass } from './passMemory.ts';
import type { Evaluation } from './problem.ts';

/** What all that is encoded may take. */
const mostBytes = 2 ** 28;

/** How long rows are worked on without giving way to other work, in milliseconds. */
const patience = 20;

/**
 * All rows of a wide design, encoded in the memory of a kernel: columns that are nearly always the same take room, and time, only where they are not.
 */
export class ResidentRows {
  readonly rows: WeightedRows;
  readonly #listed: ListedDesign;
  readonly #kernel: KernelExports;
  readonly #pass: LogisticPass;
  readonly #blocks: readonly Address[];
  readonly #terms: Float64Array;
  readonly #termSums: Float64Array;
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  /** Null where they would take too much room. @throws HandraiseError `resource` where the memory is not to be had. */
  static of(design: Design, rows: WeightedRows, signal: AbortSignal | undefined): ResidentRows | null {
    const listed = listColumns(design, rows, mostBytes);
    return listed && new ResidentRows(listed, rows, signal);
  }

  private constructor(listed: ListedDesign, rows: WeightedRows, signal: AbortSignal | undefined) {
    const { dense, terms, lists } = listed;
    const room = blockRoom(dense);
    const plan = new MemoryPlan();
    const places = placePass(plan, dense, Math.ceil(rows.label.length / room), terms);
    const listStarts = plan.place(4 * lists.starts.length);
    const listTerms = plan.place(4 * lists.terms.length);
    const listValues = plan.place(8 * lists.values.length);
    const memory = allocate('single', plan.bytes);
    this.rows = rows;
    this.#listed = listed;
    this.#signal = signal;
    this.#kernel = instantiate('single', memory);
    new Int32Array(memory.buffer, listStarts, lists.starts.length).set(lists.starts);
    new Int32Array(memory.buffer, listTerms, lists.terms.length).set(lists.terms);
    new Float64Array(memory.buffer, listValues, lists.values.length).set(lists.values);
    this.#terms = new Float64Array(memory.buffer, places.arrays.terms, terms);
    this.#termSums = new Float64Array(memory.buffer, places.arrays.termSums, terms);
    this.#pass = new LogisticPass(dense, rows, places, memory);
    this.#blocks = places.blocks.map((place, at) => {
      const block = new DesignBlock(dense, place, memory);
      block.bring(rows, at * room);
      block.takeLists({ listStarts: listStarts + 4 * at * room, listTerms, listValues });
      this.#kernel.encodeBlock(block.address);
      return block.address;
    });
  }

  /** Loss and gradient at θ, without penalties. @throws HandraiseError `interrupted`. */
  async evaluate(theta: Float64Array): Promise<Evaluation> {
    this.#begin(theta);
    for (const block of this.#blocks) {
      this.#kernel.evaluateBlock(this.#pass.address, block);
      if (performance.now() - this.#since < patience) continue;
      await setImmediate();
      if (this.#signal?.aborted) throw cancelled(this.#signal);
      this.#since = performance.now();
    }
    return this.#evaluation(theta.length);
  }

  /** Per number of the design, Σ weight · |term|: see `LogisticPass`. */
  sizes(theta: Float64Array): Float64Array {
    const { numbers, denseNumbers } = this.#listed;
    const sizes = new Float64Array(numbers.length + denseNumbers.length);
    this.#pass.beginTerms(this.#denseTheta(theta));
    for (const block of this.#blocks) this.#kernel.addSizes(this.#pass.address, block);
    this.#pass.sizes().forEach((size, at) => {
      sizes[denseNumbers[at]!] = size;
    });
    for (const { number, column, magnitude } of numbers) sizes[number] = Math.abs(theta[column]!) * magnitude;
    return sizes;
  }

  /**
   * The diagonal of the matrix of second derivatives without any coefficient: columns have mean square 1, so that each of
   * them has what the intercept has.
   */
  diagonal(theta: Float64Array): Float64Array {
    const { positiveWeight, totalWeight } = this.rows;
    return new Float64Array(theta.length).fill(positiveWeight * (1 - positiveWeight / totalWeight));
  }

  #begin(theta: Float64Array): void {
    const { numbers, sets } = this.#listed;
    const dense = this.#denseTheta(theta);
    let intercept = dense.at(-1)!;
    for (const { column, common, term } of numbers) {
      intercept += theta[column]! * common;
      this.#terms[term] = theta[column]!;
    }
    for (const { set, column, common, term } of sets) {
      let none = 0;
      for (let slot = 0; slot < set.on.length; slot++) none += theta[column + slot]! * set.off[slot]!;
      const raiseOf = (entry: number) =>
        entry === 0 ? 0 : theta[column + entry - 1]! * (set.on[entry - 1]! - set.off[entry - 1]!);
      intercept += none + raiseOf(common);
      for (let entry = 0; entry <= set.on.length; entry++) this.#terms[term + entry] = raiseOf(entry) - raiseOf(common);
    }
    dense[dense.length - 1] = intercept;
    this.#pass.begin(dense);
    this.#termSums.fill(0);
  }

  #evaluation(length: number): Evaluation {
    const { numbers, sets, denseColumns } = this.#listed;
    const { loss, gradient: dense } = this.#pass.evaluation();
    const { scaled, scale } = this.#pass.residualSum;
    const gradient = new Float64Array(length);
    denseColumns.forEach((column, at) => {
      gradient[column] = dense[at]!;
    });
    gradient[length - 1] = dense.at(-1)!;
    for (const { column, common, term } of numbers)
      gradient[column] = (this.#termSums[term]! + common * scaled) / scale;
    for (const { set, column, common, term } of sets) {
      let listed = 0;
      for (let entry = 0; entry <= set.on.length; entry++) listed += this.#termSums[term + entry]!;
      for (let slot = 0; slot < set.on.length; slot++) {
        const sum = slot + 1 === common ? scaled - listed : this.#termSums[term + slot + 1]!;
        gradient[column + slot] = (sum * set.on[slot]! + (scaled - sum) * set.off[slot]!) / scale;
      }
    }
    return { loss, gradient };
  }

  /** The parameters of the columns that are not listed, and the intercept. */
  #denseTheta(theta: Float64Array): Float64Array {
    const { denseColumns } = this.#listed;
    const dense = new Float64Array(denseColumns.length + 1);
    denseColumns.forEach((column, at) => {
      dense[at] = theta[column]!;
    });
    dense[denseColumns.length] = theta.at(-1)!;
    return dense;
  }
}
