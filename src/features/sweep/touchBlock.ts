import type { WasmMemory } from '../../kernel/wasm.ts';
import type { SweepLayout } from './sweepLayout.ts';
import type { SweepShape } from './sweepShape.ts';
import type { TouchMarks } from './touchMarks.ts';
import { Traces } from './traces.ts';
import type { ValueRates } from './valueRates.ts';

/** What the touches of a block of rows are read from. */
interface TouchPlace {
  readonly memory: WasmMemory;
  readonly layout: SweepLayout;
  readonly shape: SweepShape;
  readonly marks: TouchMarks;
  readonly contact: number;
  readonly end: number;
  readonly firstRow: number;
  readonly rows: number;
}

/**
 * What the events of some contacts were about, as of each of their rows. A touch is a known event that has a value of a property; several of one
 * contact, kind, value and instant are one.
 */
export class TouchBlock {
  readonly #rows: number;
  readonly #windows: number;
  /** By property, window, row. */
  readonly #distinct: Float64Array;
  readonly #topShare: Float64Array;
  readonly #meanRate: Float64Array;
  readonly #greatestRate: Float64Array;
  /** By pair of kind and value, window, row; where the pairs of each property begin. */
  readonly #pairs: Float64Array;
  readonly #firstPair: Int32Array;
  /** By property, row. */
  readonly #last: Int32Array;

  constructor(place: TouchPlace) {
    const { memory, layout, shape, contact, end, firstRow, rows } = place;
    const properties = shape.properties.length;
    this.#rows = rows;
    this.#windows = shape.lookback.spans.length;
    this.#distinct = new Float64Array(properties * this.#windows * rows);
    this.#topShare = new Float64Array(properties * this.#windows * rows);
    const rated = shape.rates ? properties * this.#windows * rows : 0;
    this.#meanRate = new Float64Array(rated);
    this.#greatestRate = new Float64Array(rated);
    this.#firstPair = place.marks.firstPair;
    this.#pairs = new Float64Array(this.#firstPair[properties]! * this.#windows * rows);
    this.#last = new Int32Array(properties * rows).fill(-1);
    const traces = new Traces(memory, layout, shape.contacts.ids.length, properties);
    const row = new RowOfTouches(shape, place.marks, traces);
    let at = 0;
    for (let person = contact; person < end; person++) {
      const first = at;
      while (at < rows && shape.snapshots.contact[firstRow + at] === person) at++;
      if (at === first) continue;
      traces.read(person);
      for (let own = first; own < at; own++) {
        row.gather(shape.snapshots.asOf[firstRow + own]!, (window) => this.#write(own, window, row));
        for (let p = 0; p < properties; p++) this.#last[p * rows + own] = row.last[p]!;
      }
    }
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
  touches(property: number, pair: number, window: number): Float64Array {
    return this.#column(this.#pairs, this.#firstPair[property]! + pair, window);
  }

  /** Value of the last touch, however long ago; −1 for none. */
  last(row: number, property: number): number {
    return this.#last[property * this.#rows + row]!;
  }

  #column(of: Float64Array, property: number, window: number): Float64Array {
    const from = (property * this.#windows + window) * this.#rows;
    return of.subarray(from, from + this.#rows);
  }

  #write(row: number, window: number, of: RowOfTouches): void {
    const { distinct, touches, most, rateSum, rateMost, pairs } = of;
    for (let pair = 0; pair < pairs.length; pair++)
      this.#pairs[(pair * this.#windows + window) * this.#rows + row] = pairs[pair]!;
    for (let p = 0; p < distinct.length; p++) {
      const at = (p * this.#windows + window) * this.#rows + row;
      this.#distinct[at] = distinct[p]!;
      this.#topShare[at] = most[p]! / touches[p]!;
      if (this.#meanRate.length === 0) continue;
      this.#meanRate[at] = rateSum[p]! / distinct[p]!;
      this.#greatestRate[at] = distinct[p] === 0 ? Number.NaN : rateMost[p]!;
    }
  }
}

/** The touches of one row, gathered from the latest to the earliest. */
class RowOfTouches {
  /** By property: different values so far, touches, and touches of the value touched most. */
  readonly distinct: Int32Array;
  readonly touches: Int32Array;
  readonly most: Int32Array;
  /** Of the past rates of the different values. */
  readonly rateSum: Float64Array;
  readonly rateMost: Float64Array;
  /** Touches by pair of kind and value, property after property. */
  readonly pairs: Int32Array;
  /** Value of the last touch, −1 for none. */
  readonly last: Int32Array;
  readonly #lastAt: Float64Array;
  readonly #spans: Float64Array;
  readonly #marks: TouchMarks;
  readonly #traces: Traces;
  readonly #rates: ValueRates | null;
  #date = -1;

  constructor({ properties, lookback, rates }: SweepShape, marks: TouchMarks, traces: Traces) {
    const counters = () => new Int32Array(properties.length);
    this.distinct = counters();
    this.touches = counters();
    this.most = counters();
    this.last = counters();
    this.#lastAt = new Float64Array(properties.length);
    this.rateSum = new Float64Array(properties.length);
    this.rateMost = new Float64Array(properties.length);
    this.pairs = new Int32Array(marks.firstPair[properties.length]!);
    this.#rates = rates;
    this.#spans = lookback.spans;
    this.#marks = marks;
    this.#traces = traces;
  }

  /** @param ended called for every window, the shortest first, once all touches within it are gathered. */
  gather(asOf: number, ended: (window: number) => void): void {
    const { distinct, touches, most, last } = this;
    const { count, occurredAt, knownAt } = this.#traces;
    const windows = this.#spans.length;
    distinct.fill(0);
    touches.fill(0);
    most.fill(0);
    last.fill(-1);
    this.rateSum.fill(0);
    this.rateMost.fill(0);
    this.pairs.fill(0);
    this.#date = this.#rates ? this.#rates.dateOf(asOf) : -1;
    this.#marks.current++;
    let missing = last.length;
    let window = 0;
    for (let trace = 0; trace < count; trace++) {
      if (knownAt[trace]! >= asOf) continue;
      const at = occurredAt[trace]!;
      const age = asOf - at;
      while (window < windows && age > this.#spans[window]!) ended(window++);
      if (window < windows) this.#touch(trace, at);
      else if (missing === 0 && at < this.#leastLastAt()) break;
      missing -= this.#keepLast(trace, at);
    }
    while (window < windows) ended(window++);
  }

  #touch(trace: number, at: number): void {
    const { codes, slot } = this.#traces;
    const properties = this.distinct.length;
    const marks = this.#marks;
    for (let p = 0; p < properties; p++) {
      const code = codes[trace * properties + p]!;
      if (code < 0) continue;
      const mark = marks.first[p]! + code;
      if (marks.row[mark] !== marks.current) {
        marks.row[mark] = marks.current;
        marks.times[mark] = 0;
        this.distinct[p]!++;
        if (this.#rates) this.#addRate(this.#rates, p, mark);
      } else if (marks.instant[mark] === at && marks.slot[mark] === slot[trace]) continue;
      marks.instant[mark] = at;
      marks.slot[mark] = slot[trace]!;
      const times = marks.times[mark]! + 1;
      marks.times[mark] = times;
      this.touches[p]!++;
      if (times > this.most[p]!) this.most[p] = times;
      const pair = marks.pairOf(mark, slot[trace]!);
      if (pair >= 0) this.pairs[pair]!++;
    }
  }

  #addRate(rates: ValueRates, property: number, mark: number): void {
    const rate = this.#date < 0 ? Number.NaN : rates.rate(property, mark, this.#date);
    this.rateSum[property]! += rate;
    // NaN, which all are then, stays.
    if (!(rate <= this.rateMost[property]!)) this.rateMost[property] = rate;
  }

  /** Of several values of one instant the last by name is kept. @returns how many properties had none before. */
  #keepLast(trace: number, at: number): number {
    const { codes } = this.#traces;
    const properties = this.last.length;
    let found = 0;
    for (let p = 0; p < properties; p++) {
      const code = codes[trace * properties + p]!;
      if (code < 0) continue;
      if (this.last[p]! < 0) {
        this.#lastAt[p] = at;
        found++;
      } else if (at !== this.#lastAt[p] || code <= this.last[p]!) continue;
      this.last[p] = code;
    }
    return found;
  }

  #leastLastAt(): number {
    return Math.min(...this.#lastAt);
  }
}
