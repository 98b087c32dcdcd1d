import { growingFloats, growingIntegers } from './growingArray.ts';
import { interning } from './interning.ts';
import { compareNumbers, compareText, sortedRows } from './ordering.ts';
import type { AttributeHistory } from './population.ts';

/** Values of one attribute as they are read. */
export class HistoryList {
  readonly entity: AttributeHistory['entity'];
  readonly name: string;
  readonly #subject = growingIntegers();
  readonly #validFrom = growingFloats();
  readonly #knownAt = growingFloats();
  readonly #value: (string | null)[] = [];
  readonly #intern = interning();

  constructor(entity: AttributeHistory['entity'], name: string) {
    this.entity = entity;
    this.name = name;
  }

  /** @param knownAt no earlier than `validFrom`. */
  add(subject: number, validFrom: number, knownAt: number, value: string | null): void {
    this.#subject.push(subject);
    this.#validFrom.push(validFrom);
    this.#knownAt.push(knownAt);
    this.#value.push(this.#intern(value));
  }

  /**
   * The value that was known at each instant, from when it was known: that of the latest date of those known by then, so that an older
   * one that arrives later changes nothing. Of several of the same date and arrival it is the greatest by code unit, so that the order of
   * rows plays no part.
   */
  finish(): { readonly history: AttributeHistory; readonly conflicts: number } {
    const sorted = sortedRows(
      this.#subject.length,
      (a, b) => this.#subject.at(a) - this.#subject.at(b),
      (a, b) => compareNumbers(this.#knownAt.at(a), this.#knownAt.at(b)),
      (a, b) => compareNumbers(this.#validFrom.at(a), this.#validFrom.at(b)),
      (a, b) => compareText(this.#value[a]!, this.#value[b]!),
    );
    const known = sorted.filter((row, i) => i + 1 === sorted.length || !this.#sameArrival(row, sorted[i + 1]!));
    const conflicts = sorted.reduce(
      (count, row, i) =>
        count + (i > 0 && this.#sameArrival(sorted[i - 1]!, row) && this.#sameDate(sorted[i - 1]!, row) ? 1 : 0),
      0,
    );
    const order = this.#latestOnly(known);
    const history = {
      entity: this.entity,
      name: this.name,
      subject: this.#subject.take(order),
      validFrom: this.#knownAt.take(order),
      value: Array.from(order, (row) => this.#value[row]!),
    };
    return { history, conflicts };
  }

  /** Rows that are not older than what was known of their subject before. @param rows by subject, then arrival. */
  #latestOnly(rows: Int32Array): Int32Array {
    let latest = Number.NaN;
    let subject = -1;
    return rows.filter((row) => {
      const isFirst = this.#subject.at(row) !== subject;
      subject = this.#subject.at(row);
      if (!isFirst && this.#validFrom.at(row) < latest) return false;
      latest = this.#validFrom.at(row);
      return true;
    });
  }

  #sameArrival(a: number, b: number): boolean {
    return this.#subject.at(a) === this.#subject.at(b) && this.#knownAt.at(a) === this.#knownAt.at(b);
  }

  #sameDate(a: number, b: number): boolean {
    return this.#validFrom.at(a) === this.#validFrom.at(b);
  }
}
