import type { Address } from '../../kernel/kernelMemory.ts';
import { KernelRecord } from '../../kernel/kernelRecord.ts';
import type { WasmMemory } from '../../kernel/wasm.ts';
import type { Design } from '../encoding/design.ts';
import { hasWholeWeights, powerAbove, type WeightedRows } from '../weightedRows.ts';
import { entryStarts, type PassPlaces, passShape } from './passMemory.ts';
import type { Evaluation } from './problem.ts';

/**
 * What a pass of the kernel over the rows of a logistic regression is given, and the sums it makes, which do not depend on the
 * order of the rows: see `LogisticPass` of the assembly.
 */
export class LogisticPass {
  readonly address: Address;
  readonly #design: Design;
  readonly #totalWeight: number;
  readonly #record: KernelRecord<typeof passShape>;
  readonly #coefficients: Float64Array;
  readonly #starts: Int32Array;
  readonly #raises: Float64Array;
  /** What each set adds to the margin where none of its indicators holds. */
  readonly #bases: Float64Array;
  readonly #slopes: Float64Array;
  readonly #offsets: Float64Array;
  readonly #scales: Float64Array;
  readonly #sums: Float64Array;
  readonly #entrySums: Float64Array;
  readonly #residualScale: number;
  readonly #lossScale: number;
  readonly #restScale: number;

  constructor(design: Design, rows: WeightedRows, { record, arrays }: PassPlaces, memory: WasmMemory) {
    const { numbers, sets } = design;
    const { buffer } = memory;
    const starts = entryStarts(design);
    const entries = starts.at(-1)!;
    this.#design = design;
    this.#totalWeight = rows.totalWeight;
    this.address = record;
    this.#coefficients = new Float64Array(buffer, arrays.coefficients, numbers.length);
    this.#starts = new Int32Array(buffer, arrays.starts, starts.length);
    this.#starts.set(starts);
    this.#raises = new Float64Array(buffer, arrays.raises, entries);
    this.#bases = new Float64Array(sets.length);
    this.#slopes = new Float64Array(buffer, arrays.slopes, numbers.length);
    this.#offsets = new Float64Array(buffer, arrays.offsets, numbers.length);
    this.#scales = new Float64Array(buffer, arrays.scales, numbers.length);
    this.#sums = new Float64Array(buffer, arrays.sums, numbers.length);
    this.#entrySums = new Float64Array(buffer, arrays.entrySums, entries);

    const whole = hasWholeWeights(rows);
    // Columns have mean square 1, so Σ weight · |residual · value| is at most the total weight (Cauchy and Schwarz), and a
    // sum of rounded products at most 2^51.
    this.#residualScale = 2 ** 50 / powerAbove(rows.totalWeight);
    // The loss of a row counts as 1,024 at most.
    this.#lossScale = 2 ** 40 / powerAbove(rows.totalWeight);
    this.#restScale = 2 ** 51 / powerAbove(whole ? rows.totalWeight : rows.label.length);
    this.#record = new KernelRecord(memory, record, passShape);
    this.#record.set({
      residualScale: this.#residualScale,
      lossScale: this.#lossScale,
      restScale: this.#restScale,
      wholeWeights: whole ? 1 : 0,
      ...arrays,
    });
  }

  /** Σ of the scaled residuals, after `evaluateBlock` of all blocks; and what residuals were scaled by. */
  get residualSum(): { readonly scaled: number; readonly scale: number } {
    return { scaled: this.#record.get('residualSum'), scale: this.#residualScale };
  }

  /** Takes θ for what follows, all sums being 0. */
  begin(theta: Float64Array): void {
    const { columns, sets } = this.#design;
    this.#bases.fill(0);
    columns.forEach((column, j) => {
      if ('number' in column) this.#coefficients[column.number] = theta[j]!;
      else {
        const { on, off } = sets[column.set]!;
        this.#bases[column.set]! += theta[j]! * off[column.slot]!;
        const raise = theta[j]! * (on[column.slot]! - off[column.slot]!);
        this.#raises[this.#starts[column.set]! + 1 + column.slot] = raise;
      }
    });
    const intercept = this.#bases.reduce((sum, base) => sum + base, theta[columns.length]!);
    this.#record.set({ intercept, residualSum: 0, lossSum: 0, restSum: 0 });
    this.#sums.fill(0);
    this.#entrySums.fill(0);
  }

  /** Loss and gradient, without penalties, after `evaluateBlock` of all blocks. */
  evaluation(): Evaluation {
    const { columns, sets } = this.#design;
    const gradient = new Float64Array(columns.length + 1);
    const total = this.#record.get('residualSum');
    columns.forEach((column, j) => {
      if ('number' in column) gradient[j] = this.#sums[column.number]! / this.#residualScale;
      else {
        const { on, off } = sets[column.set]!;
        const sum = this.#entrySums[this.#starts[column.set]! + 1 + column.slot]!;
        gradient[j] = (sum * on[column.slot]! + (total - sum) * off[column.slot]!) / this.#residualScale;
      }
    });
    gradient[columns.length] = total / this.#residualScale;
    const loss = (this.#record.get('lossSum') + this.#record.get('restSum') / this.#restScale) / this.#lossScale;
    return { loss, gradient };
  }

  /** Prepares `addSizes` for the terms of numbers at θ: what a value, and its being missing, adds to the margin of a row. */
  beginTerms(theta: Float64Array): void {
    this.begin(theta);
    this.#slopes.set(this.#coefficients);
    this.#offsets.set(this.#design.numbers.map(({ missing }) => (missing < 0 ? 0 : this.#bases[missing]!)));
    this.#scaleSizes();
  }

  /** Prepares `addSizes` for the standardised values themselves. */
  beginValues(): void {
    this.#slopes.fill(1);
    this.#offsets.fill(0);
    this.#scaleSizes();
  }

  /** Per number of the design, Σ weight · |term|, after `addSizes` of all blocks. */
  sizes(): Float64Array {
    return Float64Array.from(this.#design.numbers, ({ missing, missingShare }, at) => {
      const sum = this.#sums[at]! / this.#scales[at]!;
      const offset = this.#offsets[at]!;
      if (offset === 0) return sum;
      // The kernel took missing values for the mean, 0, without what their indicator adds.
      const raised = offset + this.#raises[this.#starts[missing]! + 1]!;
      return sum + this.#totalWeight * missingShare * (Math.abs(raised) - Math.abs(offset));
    });
  }

  #scaleSizes(): void {
    this.#slopes.forEach((slope, at) => {
      // A bound of the root mean square of the term: that of a standardised value is 1.
      const bound = Math.abs(slope) + Math.abs(this.#offsets[at]!);
      this.#scales[at] = this.#residualScale / powerAbove(bound > 0 ? bound : 1);
    });
  }
}
