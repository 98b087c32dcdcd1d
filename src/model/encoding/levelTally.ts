/** Each level is joined by so many rows of the rarer class, and by as many of the other as the base rate has to them. */
const pseudoRows = 10;

/** Weights of both classes, by level and in all. */
export class LevelTally {
  /** Per level, the weight of negatives, then of positives. */
  readonly #byLevel: Float64Array;
  readonly #all: [number, number] = [0, 0];

  constructor(levels: number) {
    this.#byLevel = new Float64Array(2 * levels);
  }

  /** @param code −1 where the level is missing: then the row counts in the base rate alone. */
  add(code: number, label: number, weight: number): void {
    this.#all[label === 1 ? 1 : 0] += weight;
    if (code >= 0) this.#byLevel[2 * code + label]! += weight;
  }

  /** Weight of the rows of a level. */
  weight(code: number): number {
    return this.#byLevel[2 * code]! + this.#byLevel[2 * code + 1]!;
  }

  /**
   * Log-odds of a level beyond those of the base rate; 0 without rows.
   *
   * Additive smoothing: with the base rate b = (positives + ½) / (all + 1), a level is joined by k = 10 / min(b, 1 − b) rows
   * of that rate: log((positives + k · b) / (negatives + k · (1 − b))) − log(b / (1 − b)).
   */
  logOdds(code: number): number {
    const negative = this.#byLevel[2 * code]!;
    const positive = this.#byLevel[2 * code + 1]!;
    if (negative + positive === 0) return 0;
    const [negatives, positives] = this.#all;
    const rate = (positives + 0.5) / (negatives + positives + 1);
    const other = (negatives + 0.5) / (negatives + positives + 1);
    const joined = pseudoRows / Math.min(rate, other);
    // Adding zero makes −0 into 0, which JSON tells apart.
    return Math.log(((positive + joined * rate) * other) / ((negative + joined * other) * rate)) + 0;
  }
}
