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
  readonly #value: (string | null)[] = [];
  readonly #intern = interning();

  constructor(entity: AttributeHistory['entity'], name: string) {
    this.entity = entity;
    this.name = name;
  }

  add(subject: number, validFrom: number, value: string | null): void {
    this.#subject.push(subject);
    this.#validFrom.push(validFrom);
    this.#value.push(this.#intern(value));
  }

  /** One value per subject and instant: of several the greatest by code unit, so that the order of rows plays no part. */
  finish(): { readonly history: AttributeHistory; readonly conflicts: number } {
    const sorted = sortedRows(
      this.#subject.length,
      (a, b) => this.#subject.at(a) - this.#subject.at(b),
      (a, b) => compareNumbers(this.#validFrom.at(a), this.#validFrom.at(b)),
      (a, b) => compareText(this.#value[a]!, this.#value[b]!),
    );
    const order = sorted.filter((row, i) => i + 1 === sorted.length || !this.#sameInstant(row, sorted[i + 1]!));
    const history = {
      entity: this.entity,
      name: this.name,
      subject: this.#subject.take(order),
      validFrom: this.#validFrom.take(order),
      value: Array.from(order, (row) => this.#value[row]!),
    };
    return { history, conflicts: sorted.length - order.length };
  }

  #sameInstant(a: number, b: number): boolean {
    return this.#subject.at(a) === this.#subject.at(b) && this.#validFrom.at(a) === this.#validFrom.at(b);
  }
}
