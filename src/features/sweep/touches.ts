import type { WasmMemory } from '../../kernel/wasm.ts';
import { gatherRows, type RowsOfBlock } from './rowsOfBlock.ts';
import type { SweepLayout } from './sweepLayout.ts';
import { codesOfEvent, type SweepShape, slotsOf } from './sweepShape.ts';
import { TouchMarks } from './touchMarks.ts';
import { Traces } from './traces.ts';

/**
 * What the events of some contacts were about, as of each of their rows, block after block. A touch is a known event that has a value of a property;
 * several of one contact, kind, value and instant are one.
 */
export class Touches {
  readonly #shape: SweepShape;
  readonly #windows: number;
  /** Rows that a column has room for, and those of the block. */
  readonly #room: number;
  #rows = 0;
  readonly #marks: TouchMarks;
  readonly #traces: Traces;
  /** By property, window, row. */
  readonly #distinct: Float64Array;
  readonly #topShare: Float64Array;
  readonly #meanRate: Float64Array;
  readonly #greatestRate: Float64Array;
  /** By pair of kind and value, window, row. */
  readonly #pairs: Float64Array;
  /** By property, row. */
  readonly #last: Int32Array;
  /** Of one row, by property: different values so far, touches, those of the value touched most; sum and greatest of the past rates of the values. */
  readonly #values: Int32Array;
  readonly #touches: Int32Array;
  readonly #most: Int32Array;
  readonly #rateSum: Float64Array;
  readonly #rateMost: Float64Array;
  readonly #lastAt: Float64Array;
  readonly #lastCode: Int32Array;

  constructor(memory: WasmMemory, layout: SweepLayout, shape: SweepShape) {
    const { properties, kinds, contacts, lookback, rates } = shape;
    this.#shape = shape;
    this.#windows = lookback.spans.length;
    this.#room = layout.blockRows;
    this.#marks = new TouchMarks(properties, kinds.names, slotsOf(kinds));
    this.#traces = new Traces(memory, layout, contacts.ids.length, codesOfEvent(shape));
    const columns = properties.length * this.#windows * this.#room;
    this.#distinct = new Float64Array(columns);
    this.#topShare = new Float64Array(columns);
    this.#meanRate = new Float64Array(rates ? columns : 0);
    this.#greatestRate = new Float64Array(rates ? columns : 0);
    this.#pairs = new Float64Array(this.#marks.firstPair[properties.length]! * this.#windows * this.#room);
    this.#last = new Int32Array(properties.length * this.#room);
    this.#values = new Int32Array(properties.length);
    this.#touches = new Int32Array(properties.length);
    this.#most = new Int32Array(properties.length);
    this.#rateSum = new Float64Array(properties.length);
    this.#rateMost = new Float64Array(properties.length);
    this.#lastAt = new Float64Array(properties.length);
    this.#lastCode = new Int32Array(properties.length);
  }

  /** Gathers the touches of some rows; what was read of those before is no longer valid. */
  read(block: RowsOfBlock): this {
    this.#rows = block.rows;
    this.#pairs.fill(0);
    gatherRows(block, this.#shape, this.#traces, (row, asOf) => this.#gather(row, asOf));
    return this;
  }

  /** Different values of a property touched within the window, per row. */
  distinct(property: number, window: number): Float64Array {
    return this.#column(this.#distinct, property, window);
  }

  /** Share of the value touched most among the touches within the window, per row; NaN where there are none. */
  topShare(property: number, window: number): Float64Array {
    return this.#column(this.#topShare, property, window);
  }

  /** Mean of the past rates of the different values touched within the window, and the greatest of them, per row; NaN where there are none. */
  meanRate(property: number, window: number): Float64Array {
    return this.#column(this.#meanRate, property, window);
  }

  greatestRate(property: number, window: number): Float64Array {
    return this.#column(this.#greatestRate, property, window);
  }

  /** Touches of a pair of kind and value within the window, per row. */
  pairTouches(property: number, pair: number, window: number): Float64Array {
    return this.#column(this.#pairs, this.#marks.firstPair[property]! + pair, window);
  }

  /** Value of the last touch, however long ago; −1 for none. */
  last(row: number, property: number): number {
    return this.#last[property * this.#room + row]!;
  }

  #column(of: Float64Array, which: number, window: number): Float64Array {
    const from = (which * this.#windows + window) * this.#room;
    return of.subarray(from, from + this.#rows);
  }

  /** From the latest touch to the earliest: a window ends where one is too old for it. */
  #gather(row: number, asOf: number): void {
    const { count, occurredAt, knownAt } = this.#traces;
    const { spans } = this.#shape.lookback;
    const windows = this.#windows;
    const date = this.#clear(asOf);
    let missing = this.#lastCode.length;
    let window = 0;
    let oldestLast = Number.POSITIVE_INFINITY;
    for (let trace = 0; trace < count; trace++) {
      if (knownAt[trace]! >= asOf) continue;
      const at = occurredAt[trace]!;
      const age = asOf - at;
      while (window < windows && age > spans[window]!) this.#write(row, window++);
      if (window < windows) this.#touch(row, trace, at, window, date);
      else if (missing === 0 && at < oldestLast) break;
      const found = this.#keepLast(trace, at);
      if (found > 0) oldestLast = at;
      missing -= found;
    }
    while (window < windows) this.#write(row, window++);
    for (let p = 0; p < this.#lastCode.length; p++) this.#last[p * this.#room + row] = this.#lastCode[p]!;
  }

  /** Begins a row. @returns the date of its past rates. */
  #clear(asOf: number): number {
    this.#values.fill(0);
    this.#touches.fill(0);
    this.#most.fill(0);
    this.#rateSum.fill(0);
    this.#rateMost.fill(0);
    this.#lastCode.fill(-1);
    this.#marks.current++;
    return this.#shape.rates?.dateOf(asOf) ?? -1;
  }

  #touch(row: number, trace: number, at: number, window: number, date: number): void {
    const { codes, slot, stride } = this.#traces;
    const { rates } = this.#shape;
    const marks = this.#marks;
    const properties = this.#values.length;
    for (let p = 0; p < properties; p++) {
      const code = codes[trace * stride + p]!;
      if (code < 0) continue;
      const mark = marks.first[p]! + code;
      if (marks.row[mark] !== marks.current) {
        marks.row[mark] = marks.current;
        marks.times[mark] = 0;
        this.#values[p]!++;
        if (rates) {
          const rate = rates.rate(mark, date);
          this.#rateSum[p]! += rate;
          // NaN, which all are then, stays.
          if (!(rate <= this.#rateMost[p]!)) this.#rateMost[p] = rate;
        }
      } else if (marks.instant[mark] === at && marks.slot[mark] === slot[trace]) continue;
      marks.instant[mark] = at;
      marks.slot[mark] = slot[trace]!;
      const times = marks.times[mark]! + 1;
      marks.times[mark] = times;
      this.#touches[p]!++;
      if (times > this.#most[p]!) this.#most[p] = times;
      const pair = marks.pairOf(mark, slot[trace]!);
      if (pair < 0) continue;
      for (let wider = window; wider < this.#windows; wider++)
        this.#pairs[(pair * this.#windows + wider) * this.#room + row]!++;
    }
  }

  /** Of several values of one instant the last by name is kept. @returns how many properties had none before. */
  #keepLast(trace: number, at: number): number {
    const { codes, stride } = this.#traces;
    const properties = this.#lastCode.length;
    let found = 0;
    for (let p = 0; p < properties; p++) {
      const known = this.#lastCode[p]!;
      if (known >= 0 && at !== this.#lastAt[p]) continue;
      const code = codes[trace * stride + p]!;
      if (code <= known) continue;
      if (known < 0) found++;
      this.#lastAt[p] = at;
      this.#lastCode[p] = code;
    }
    return found;
  }

  #write(row: number, window: number): void {
    for (let p = 0; p < this.#values.length; p++) {
      const at = (p * this.#windows + window) * this.#room + row;
      const values = this.#values[p]!;
      this.#distinct[at] = values;
      this.#topShare[at] = this.#most[p]! / this.#touches[p]!;
      if (this.#meanRate.length === 0) continue;
      this.#meanRate[at] = this.#rateSum[p]! / values;
      this.#greatestRate[at] = values === 0 ? Number.NaN : this.#rateMost[p]!;
    }
  }
}
