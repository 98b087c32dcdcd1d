import { setImmediate } from 'node:timers/promises';
import { cancelled } from '../../kernel/cancelled.ts';
import type { KernelExports } from '../../kernel/kernelExports.ts';
import { type Address, allocate, MemoryPlan } from '../../kernel/kernelMemory.ts';
import { instantiate } from '../../kernel/kernelModule.ts';
import type { Design } from '../encoding/design.ts';
import { DesignBlock } from '../encoding/designBlocks.ts';
import type { WeightedRows } from '../weightedRows.ts';
import { LogisticPass } from './logisticPass.ts';
import { placePass } from './passMemory.ts';
import type { Evaluation } from './problem.ts';

/** How long rows are worked on without giving way to other work, in milliseconds. */
const patience = 20;

/**
 * Rows that stay in their table: at every pass, block after block is brought to a kernel and encoded there.
 *
 * So they take no memory, however many there are. Bringing them takes half of a pass, but being given the memory for all of them
 * may take longer than the whole fit. It also is why one thread does it all: others would wait for the one that brings.
 */
export class StreamedRows {
  readonly rows: WeightedRows;
  readonly #kernel: KernelExports;
  readonly #pass: LogisticPass;
  readonly #block: DesignBlock;
  readonly #signal: AbortSignal | undefined;

  /** @throws HandraiseError `resource` where the memory is not to be had. */
  constructor(design: Design, rows: WeightedRows, signal: AbortSignal | undefined) {
    const plan = new MemoryPlan();
    const places = placePass(plan, design, 1);
    const memory = allocate('single', plan.bytes);
    this.rows = rows;
    this.#kernel = instantiate('single', memory);
    this.#pass = new LogisticPass(design, rows, places, memory);
    this.#block = new DesignBlock(design, places.blocks[0]!, memory);
    this.#signal = signal;
  }

  /** Loss and gradient at θ, without penalties. @throws HandraiseError `interrupted`, as all of these. */
  async evaluate(theta: Float64Array): Promise<Evaluation> {
    this.#pass.begin(theta);
    await this.#each((pass, block) => this.#kernel.evaluateBlock(pass, block));
    return this.#pass.evaluation();
  }

  /**
   * Visits the margins at θ, some rows at a time: `margins[i]` is that of row `start` + i.
   *
   * @returns Σ weight · |standardised value| per number of the design, found out on the way.
   */
  async margins(theta: Float64Array, visit: (start: number, margins: Float64Array) => void): Promise<Float64Array> {
    this.#pass.begin(theta);
    this.#pass.beginValues();
    await this.#each((pass, block, start) => {
      this.#kernel.addSizes(pass, block);
      this.#kernel.marginsOfBlock(pass, block);
      visit(start, this.#block.results);
    });
    return this.#pass.sizes();
  }

  /** Per number of the design, the sum of the sizes of its terms: see `LogisticPass`. */
  async sizes(theta: Float64Array): Promise<Float64Array> {
    this.#pass.beginTerms(theta);
    await this.#each((pass, block) => this.#kernel.addSizes(pass, block));
    return this.#pass.sizes();
  }

  async #each(visit: (pass: Address, block: Address, start: number) => void): Promise<void> {
    let since = performance.now();
    for (let start = 0; start < this.rows.label.length; start += this.#block.rows) {
      this.#block.bring(this.rows, start);
      this.#kernel.encodeBlock(this.#block.address);
      visit(this.#pass.address, this.#block.address, start);
      if (performance.now() - since < patience) continue;
      await setImmediate();
      if (this.#signal?.aborted) throw cancelled(this.#signal);
      since = performance.now();
    }
  }
}
