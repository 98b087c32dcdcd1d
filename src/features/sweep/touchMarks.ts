import type { FoldedProperty } from './eventProperties.ts';

/**
 * Marks on the values of properties, by which the touches of one row are told from those of the row before without clearing anything. Value
 * `code` of property p is mark `first[p] + code`.
 */
export class TouchMarks {
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

  constructor(properties: readonly FoldedProperty[]) {
    this.first = new Int32Array(properties.length);
    let marks = 0;
    for (const [at, { values }] of properties.entries()) {
      this.first[at] = marks;
      // One more for all values that are not told apart.
      marks += values.length + 1;
    }
    this.row = new Float64Array(marks);
    this.times = new Int32Array(marks);
    this.instant = new Float64Array(marks);
    this.slot = new Int32Array(marks);
  }
}
