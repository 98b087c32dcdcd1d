import type { FoldedProperty } from './eventProperties.ts';

/**
 * Marks on the values of properties, by which the touches of one row are told from those of the row before without clearing anything. Value
 * `code` of property p is mark `first[p] + code`.
 */
export class TouchMarks {
  /** By property, and the number of marks at the end. */
  readonly first: Int32Array;
  /** The row that touched the value last. */
  readonly row: Float64Array;
  /** How often it did. */
  readonly times: Int32Array;
  /** Instant and kind of its touch before, for several at once are one. */
  readonly instant: Float64Array;
  readonly slot: Int32Array;
  /** Row that marks are of, counted over all blocks. */
  current = 0;

  /** Where the pairs of kind and value of each property begin, and their number at the end. */
  readonly firstPair: Int32Array;
  /** Row of `#pairOf` of the value, 0 for one that no pair has. */
  readonly #pairRow: Uint8Array;
  /** By row, slot: the pair, −1 for none. */
  readonly #pairOf: Int32Array;
  readonly #slots: number;

  /** @param kinds in the order of their slots. @param slots of them and, where there are others, one more. */
  constructor(properties: readonly FoldedProperty[], kinds: readonly string[], slots: number) {
    this.first = firstMarks(properties);
    const marks = this.first[properties.length]!;
    this.row = new Float64Array(marks);
    this.times = new Int32Array(marks);
    this.instant = new Float64Array(marks);
    this.slot = new Int32Array(marks);
    this.#slots = slots;
    this.#pairRow = new Uint8Array(marks);
    this.firstPair = new Int32Array(properties.length + 1);
    const rows: number[] = Array(slots).fill(-1);
    for (const [p, { values, pairs }] of properties.entries()) {
      this.firstPair[p + 1] = this.firstPair[p]! + pairs.length;
      for (const [at, { kind, value }] of pairs.entries()) {
        const [slot, code] = [kinds.indexOf(kind), values.indexOf(value)];
        if (slot < 0 || code < 0) continue;
        const mark = this.first[p]! + code;
        if (this.#pairRow[mark] === 0) {
          this.#pairRow[mark] = rows.length / slots;
          rows.push(...Array(slots).fill(-1));
        }
        rows[this.#pairRow[mark]! * slots + slot] = this.firstPair[p]! + at;
      }
    }
    this.#pairOf = Int32Array.from(rows);
  }

  /** The pair that a value and a slot make, counted over all properties; −1 for none. */
  pairOf(mark: number, slot: number): number {
    const row = this.#pairRow[mark]!;
    return row === 0 ? -1 : this.#pairOf[row * this.#slots + slot]!;
  }
}

/** Where the marks of each property begin, and their number at the end; the last one of each is of all values that are not told apart. */
export function firstMarks(properties: readonly Pick<FoldedProperty, 'values'>[]): Int32Array {
  const first = new Int32Array(properties.length + 1);
  for (const [at, { values }] of properties.entries()) first[at + 1] = first[at]! + values.length + 1;
  return first;
}
