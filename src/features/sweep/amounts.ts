import type { WasmMemory } from '../../kernel/wasm.ts';
import { microsecondsPerDay } from '../../time/instant.ts';
import { amountOf, amountSteps, stepsOf } from './amountOf.ts';
import { gatherRows, type RowsOfBlock } from './rowsOfBlock.ts';
import type { SweepLayout } from './sweepLayout.ts';
import { codesOfEvent, type SweepShape } from './sweepShape.ts';
import { Traces } from './traces.ts';

/** Events that the mean of everybody weighs as much as, in what is usual for a contact. */
const shrinkage = 5;

/** Amounts of one day are of one occasion. */
const leastGap = microsecondsPerDay;

/** What is gathered of one row and amount. */
interface Gathered {
  /** In steps. */
  sum: number;
  events: number;
  most: number;
  last: number;
  lastAt: number;
  /** Instants at which there was one; gaps of a day and more between them, and their length. */
  instants: number;
  earliest: number;
  gaps: number;
  paused: number;
}

/** The amounts of the events of some contacts, as of each of their rows, block after block. */
export class Amounts {
  readonly #shape: SweepShape;
  readonly #windows: number;
  readonly #room: number;
  #rows = 0;
  readonly #traces: Traces;
  readonly #gathered: readonly Gathered[];
  /** By amount, window, row. */
  readonly #sum: Float64Array;
  readonly #mean: Float64Array;
  readonly #most: Float64Array;
  /** By amount, row. */
  readonly #last: Float64Array;
  readonly #since: Float64Array;
  readonly #times: Float64Array;
  readonly #usual: Float64Array;
  readonly #overdue: Float64Array;

  constructor(memory: WasmMemory, layout: SweepLayout, shape: SweepShape) {
    const { amounts, contacts, lookback } = shape;
    this.#shape = shape;
    this.#windows = lookback.spans.length;
    this.#room = layout.blockRows;
    this.#traces = new Traces(memory, layout, contacts.ids.length, codesOfEvent(shape));
    this.#gathered = amounts.map(() => clear({} as Gathered));
    const columns = amounts.length * this.#room;
    this.#sum = new Float64Array(columns * this.#windows);
    this.#mean = new Float64Array(columns * this.#windows);
    this.#most = new Float64Array(columns * this.#windows);
    this.#last = new Float64Array(columns);
    this.#since = new Float64Array(columns);
    this.#times = new Float64Array(columns);
    this.#usual = new Float64Array(columns);
    this.#overdue = new Float64Array(columns);
  }

  /** Gathers the amounts of some rows; what was read of those before is no longer valid. */
  read(block: RowsOfBlock): this {
    this.#rows = block.rows;
    gatherRows(block, this.#shape, this.#traces, (row, asOf) => this.#gather(row, asOf));
    return this;
  }

  /** Sum within the window, per row, in steps of 1/10,000; 0 where there is none. */
  sum(amount: number, window: number): Float64Array {
    return this.#column(this.#sum, amount * this.#windows + window);
  }

  /** Mean and greatest within the window, per row; NaN where there is none. */
  mean(amount: number, window: number): Float64Array {
    return this.#column(this.#mean, amount * this.#windows + window);
  }

  most(amount: number, window: number): Float64Array {
    return this.#column(this.#most, amount * this.#windows + window);
  }

  /** The last one, however long ago, the greatest of those of one instant, per row; NaN for none. */
  last(amount: number): Float64Array {
    return this.#column(this.#last, amount);
  }

  /** Days since then, per row; NaN for never. */
  since(amount: number): Float64Array {
    return this.#column(this.#since, amount);
  }

  /** Instants so far at which there was one, per row. */
  times(amount: number): Float64Array {
    return this.#column(this.#times, amount);
  }

  /** Mean so far, shrunk to that of everybody as it was known: (sum + 5 × their mean) / (events + 5), per row; NaN without any. */
  usual(amount: number): Float64Array {
    return this.#column(this.#usual, amount);
  }

  /** Time since the last one, in mean gaps of a day and more between those so far, per row; NaN without a gap. */
  overdue(amount: number): Float64Array {
    return this.#column(this.#overdue, amount);
  }

  #column(of: Float64Array, which: number): Float64Array {
    return of.subarray(which * this.#room, which * this.#room + this.#rows);
  }

  /** From the latest event to the earliest: a window ends where one is too old for it. */
  #gather(row: number, asOf: number): void {
    const { count, occurredAt, knownAt } = this.#traces;
    const { spans } = this.#shape.lookback;
    for (let amount = 0; amount < this.#gathered.length; amount++) clear(this.#gathered[amount]!);
    let window = 0;
    for (let trace = 0; trace < count; trace++) {
      if (knownAt[trace]! >= asOf) continue;
      const at = occurredAt[trace]!;
      while (window < this.#windows && asOf - at > spans[window]!) this.#write(row, window++);
      this.#take(trace, at);
    }
    while (window < this.#windows) this.#write(row, window++);
    this.#writeAll(row, asOf);
  }

  #take(trace: number, at: number): void {
    for (let amount = 0; amount < this.#gathered.length; amount++) {
      const one = this.#gathered[amount]!;
      const value = amountOf(this.#traces, trace, this.#shape.properties.length, amount);
      if (Number.isNaN(value)) continue;
      one.sum += stepsOf(value);
      one.events++;
      if (!(value <= one.most)) one.most = value;
      if (one.events === 1) one.lastAt = at;
      if (at === one.lastAt && !(value <= one.last)) one.last = value;
      if (at === one.earliest) continue;
      one.instants++;
      const gap = one.earliest - at;
      if (gap >= leastGap) {
        one.gaps++;
        one.paused += gap;
      }
      one.earliest = at;
    }
  }

  #write(row: number, window: number): void {
    for (let amount = 0; amount < this.#gathered.length; amount++) {
      const { sum, events, most } = this.#gathered[amount]!;
      const at = (amount * this.#windows + window) * this.#room + row;
      this.#sum[at] = sum / amountSteps;
      this.#mean[at] = sum / amountSteps / events;
      this.#most[at] = most + 0;
    }
  }

  #writeAll(row: number, asOf: number): void {
    for (let amount = 0; amount < this.#gathered.length; amount++) {
      const { sum, events, last, lastAt, instants, gaps, paused } = this.#gathered[amount]!;
      const at = amount * this.#room + row;
      const ofAll = events === 0 ? Number.NaN : (this.#shape.means?.mean(amount, asOf) ?? Number.NaN);
      this.#last[at] = last + 0;
      this.#since[at] = (asOf - lastAt) / microsecondsPerDay;
      this.#times[at] = instants;
      this.#usual[at] = (sum / amountSteps + shrinkage * ofAll) / (events + shrinkage);
      this.#overdue[at] = (asOf - lastAt) / (paused / gaps);
    }
  }
}

/** Makes it that of a row of which nothing is known yet. */
function clear(one: Gathered): Gathered {
  one.sum = 0;
  one.events = 0;
  one.most = Number.NaN;
  one.last = Number.NaN;
  one.lastAt = Number.NaN;
  one.instants = 0;
  one.earliest = Number.NaN;
  one.gaps = 0;
  one.paused = 0;
  return one;
}
