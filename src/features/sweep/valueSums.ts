/** Greatest absolute value that is summed; beyond it a value is refused. */
export const largestValue = 1e11;

const unitsPerOne = 10_000;
const limb = 2 ** 26;

/**
 * Sums of values per cell that do not depend on the order of the additions.
 *
 * Values are rounded to 1/10,000 and added as integers, in two limbs of 26 bits and the rest: exact for 2^27 values
 * of any admissible size in one cell.
 */
export class ValueSums {
  readonly #high: Float64Array;
  readonly #low: Float64Array;

  constructor(cells: number) {
    this.#high = new Float64Array(cells);
    this.#low = new Float64Array(cells);
  }

  static readonly bytesPerCell = 16;

  /** @param value within ±{@link largestValue}. */
  add(cell: number, value: number): void {
    const units = Math.round(value * unitsPerOne);
    const high = Math.floor(units / limb);
    this.#high[cell] = this.#high[cell]! + high;
    this.#low[cell] = this.#low[cell]! + (units - high * limb);
  }

  /** Sum of the cells [from, to). */
  sum(from: number, to: number): number {
    let high = 0;
    let low = 0;
    for (let cell = from; cell < to; cell++) {
      high += this.#high[cell]!;
      low += this.#low[cell]!;
    }
    return (high * limb + low) / unitsPerOne;
  }
}
