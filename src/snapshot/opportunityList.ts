import { growingFloats, growingIntegers } from './growingArray.ts';
import { compareNumbers, sortedRows } from './ordering.ts';
import type { Opportunities } from './population.ts';

/** Opportunities as they are read. */
export class OpportunityList {
  readonly #subject = growingIntegers();
  readonly #from = growingFloats();
  readonly #until = growingFloats();
  readonly #won = growingIntegers();

  /** @param until NaN while it is open. @param won null where nobody says. */
  add(subject: number, from: number, until: number, won: boolean | null): void {
    this.#subject.push(subject);
    this.#from.push(from);
    this.#until.push(until);
    this.#won.push(won === null || Number.isNaN(until) ? -1 : Number(won));
  }

  /** Ascending by subject, then start, then end (open ones first), then how it ended. */
  finish(): Opportunities {
    const order = sortedRows(
      this.#subject.length,
      (a, b) => this.#subject.at(a) - this.#subject.at(b),
      (a, b) => compareNumbers(this.#from.at(a), this.#from.at(b)),
      (a, b) => compareNumbers(this.#until.at(a), this.#until.at(b)),
      (a, b) => this.#won.at(a) - this.#won.at(b),
    );
    return {
      subject: this.#subject.take(order),
      from: this.#from.take(order),
      until: this.#until.take(order),
      won: Int8Array.from(this.#won.take(order)),
    };
  }
}
