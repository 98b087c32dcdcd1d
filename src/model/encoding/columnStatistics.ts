import type { KernelExports } from '../../kernel/kernelExports.ts';
import { allocate, MemoryPlan } from '../../kernel/kernelMemory.ts';
import { instantiate } from '../../kernel/kernelModule.ts';
import { KernelRecord, recordBytes } from '../../kernel/kernelRecord.ts';
import { hasWholeWeights, powerAbove, type WeightedRows } from '../weightedRows.ts';

/** Fields of `ColumnStatistics` in `kernel/assembly/columnStatistics.ts`. */
const shape = {
  reals: [
    'low',
    'high',
    'present',
    'missing',
    'centre',
    'inverse',
    'scale',
    'restScale',
    'sum',
    'squares',
    'squaresRest',
  ],
  integers: ['log', 'wholeWeights', 'values', 'weights'],
} as const;

/** Values the kernel is given at a time. */
const chunk = 2 ** 13;

/** Least and greatest value, Infinity and −Infinity where there is none; weight of those there are, and of those missing. */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly present: number;
  readonly missing: number;
}

/** Sums over the weighted values of a column of numbers, which do not depend on the order of the rows. */
export class ColumnStatistics {
  readonly #rows: WeightedRows;
  readonly #kernel: KernelExports;
  readonly #record: KernelRecord<typeof shape>;
  readonly #values: Float64Array;
  readonly #weights: Float64Array;
  readonly #scale: number;
  readonly #restScale: number;

  constructor(rows: WeightedRows) {
    const plan = new MemoryPlan();
    const record = plan.place(recordBytes(shape));
    const values = plan.place(8 * chunk);
    const weights = plan.place(8 * chunk);
    const memory = allocate('single', plan.bytes);
    this.#rows = rows;
    this.#kernel = instantiate('single', memory);
    this.#record = new KernelRecord(memory, record, shape);
    this.#values = new Float64Array(memory.buffer, values, chunk);
    this.#weights = new Float64Array(memory.buffer, weights, chunk).fill(1);
    const wholeWeights = hasWholeWeights(rows);
    // No sum of whole numbers exceeds 2^51, not even of what was rounded off, which is at most ½ each.
    this.#scale = 2 ** 50 / powerAbove(rows.totalWeight);
    const counted = wholeWeights ? rows.totalWeight : rows.label.length;
    this.#restScale = 2 ** 51 / powerAbove(counted);
    this.#record.set({
      values,
      weights,
      scale: this.#scale,
      restScale: this.#restScale,
      wholeWeights: wholeWeights ? 1 : 0,
    });
  }

  range(values: Float64Array): Range {
    const record = this.#record;
    record.set({ low: Infinity, high: -Infinity, present: 0, missing: 0 });
    this.#each(values, (count) => this.#kernel.addRange(record.address, count));
    return {
      low: record.get('low'),
      high: record.get('high'),
      present: record.get('present'),
      missing: record.get('missing'),
    };
  }

  /**
   * Weighted sums over the values that are there, or over their signed logarithms, of u = (value − centre) / half and of u².
   *
   * @param half at least as large as any |value − centre|.
   */
  moments(values: Float64Array, log: boolean, centre: number, half: number): { sum: number; squares: number } {
    const record = this.#record;
    record.set({ log: log ? 1 : 0, centre, inverse: 1 / half, sum: 0, squares: 0, squaresRest: 0 });
    this.#each(values, (count) => this.#kernel.addMoments(record.address, count));
    return {
      sum: record.get('sum') / this.#scale,
      squares: (record.get('squares') + record.get('squaresRest') / this.#restScale) / this.#scale,
    };
  }

  #each(values: Float64Array, visit: (count: number) => void): void {
    const { rows, weight, label } = this.#rows;
    for (let start = 0; start < label.length; start += chunk) {
      const count = Math.min(chunk, label.length - start);
      if (!rows) this.#values.set(values.subarray(start, start + count));
      else for (let i = 0; i < count; i++) this.#values[i] = values[rows[start + i]!]!;
      if (weight) this.#weights.set(weight.subarray(start, start + count));
      // The kernel takes two values at a time.
      const odd = count % 2 === 1;
      if (odd) {
        this.#values[count] = Number.NaN;
        this.#weights[count] = 0;
      }
      visit(count);
      if (odd) this.#weights[count] = 1;
    }
  }
}
