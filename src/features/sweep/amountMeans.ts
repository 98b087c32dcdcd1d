import { amountOf, amountSteps, stepsOf } from './amountOf.ts';
import type { ContactTraces } from './contactTraces.ts';
import { firstAfter } from './firstAfter.ts';

/** What each amount was on average, over the events of everybody that were known at each of some dates. */
export class AmountMeans {
  /** Ascending. */
  readonly dates: Float64Array;
  readonly #texts: number;
  readonly #amounts: number;
  /** By amount, date: of the events that became known in time for the date, and not for the one before. */
  readonly #sums: bigint[];
  readonly #events: Float64Array;
  /** By amount, date; once finished. */
  readonly #mean: Float64Array;

  /** @param texts properties that are texts, whose codes come first. */
  constructor(texts: number, amounts: number, dates: Float64Array) {
    this.dates = dates;
    this.#texts = texts;
    this.#amounts = amounts;
    this.#sums = Array<bigint>(amounts * dates.length).fill(0n);
    this.#events = new Float64Array(amounts * dates.length);
    this.#mean = new Float64Array(amounts * dates.length).fill(Number.NaN);
  }

  /** Adds the events of a contact. */
  add(traces: ContactTraces): void {
    for (let trace = 0; trace < traces.count; trace++) {
      const date = firstAfter(this.dates, traces.knownAt[trace]!);
      if (date === this.dates.length) continue;
      for (let amount = 0; amount < this.#amounts; amount++) {
        const value = amountOf(traces, trace, this.#texts, amount);
        if (Number.isNaN(value)) continue;
        const at = amount * this.dates.length + date;
        this.#sums[at]! += BigInt(stepsOf(value));
        this.#events[at]!++;
      }
    }
  }

  /** Call once, after the last contact. */
  finish(): void {
    for (let amount = 0; amount < this.#amounts; amount++) {
      let sum = 0n;
      let events = 0;
      for (let date = 0; date < this.dates.length; date++) {
        const at = amount * this.dates.length + date;
        sum += this.#sums[at]!;
        events += this.#events[at]!;
        this.#mean[at] = Number(sum) / amountSteps / events;
      }
    }
  }

  /** Mean of an amount as of the last date at or before an instant; NaN while there is none. */
  mean(amount: number, asOf: number): number {
    const date = firstAfter(this.dates, asOf) - 1;
    return date < 0 ? Number.NaN : this.#mean[amount * this.dates.length + date]!;
  }
}
