import { growingFloats, growingIntegers } from './growingArray.ts';
import { compareNumbers, sortedRows } from './ordering.ts';
import type { Spans } from './population.ts';

/** Spans as they are read. */
export class SpanList {
  readonly #subject = growingIntegers();
  readonly #from = growingFloats();
  readonly #until = growingFloats();

  add(subject: number, from: number, until: number): void {
    this.#subject.push(subject);
    this.#from.push(from);
    this.#until.push(until);
  }

  /** Ascending by subject, then start, then end; open ends first. */
  finish(): Spans {
    const order = sortedRows(
      this.#subject.length,
      (a, b) => this.#subject.at(a) - this.#subject.at(b),
      (a, b) => compareNumbers(this.#from.at(a), this.#from.at(b)),
      (a, b) => compareNumbers(this.#until.at(a), this.#until.at(b)),
    );
    return { subject: this.#subject.take(order), from: this.#from.take(order), until: this.#until.take(order) };
  }
}
