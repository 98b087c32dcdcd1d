import { groupRows } from '../../snapshot/grouped.ts';
import { growingFloats, growingIntegers } from '../../snapshot/growingArray.ts';
import { interning } from '../../snapshot/interning.ts';
import { compareText } from '../../snapshot/ordering.ts';
import type { Instant } from '../../time/instant.ts';

/** The newest thing that each slot (a question, a rule over notes or events) has of a contact, as columns by contact. */
export interface Facts {
  /** Facts of contact c are those from `start[c]` to `start[c + 1] - 1`. */
  readonly start: Int32Array;
  readonly slot: Int32Array;
  readonly dated: Float64Array;
  readonly value: readonly string[];
}

/** Facts as they are read, in any order. */
export class FactList {
  readonly #contact = growingIntegers();
  readonly #slot = growingIntegers();
  readonly #dated = growingFloats();
  readonly #value: string[] = [];
  readonly #intern = interning();

  add(contact: number, slot: number, dated: Instant, value: string): void {
    this.#contact.push(contact);
    this.#slot.push(slot);
    this.#dated.push(dated);
    this.#value.push(this.#intern(value));
  }

  /** Of each contact and slot the newest; all of them, where several are of that instant. Their order when read has no part. */
  finish(contacts: number): Facts {
    const { start: starts, rows } = groupRows(this.#contact.finish(), contacts);
    const kept = growingIntegers();
    const start = new Int32Array(contacts + 1);
    for (let contact = 0; contact < contacts; contact++) {
      const own = rows.subarray(starts[contact]!, starts[contact + 1]!);
      if (own.length > 1) own.sort((a, b) => this.#compare(a, b));
      for (const [i, row] of own.entries()) if (i === 0 || this.#counts(own[i - 1]!, row, kept)) kept.push(row);
      start[contact + 1] = kept.length;
    }
    const order = kept.finish();
    return {
      start,
      slot: this.#slot.take(order),
      dated: this.#dated.take(order),
      value: Array.from(order, (row) => this.#value[row]!),
    };
  }

  #compare(a: number, b: number): number {
    return (
      this.#slot.at(a) - this.#slot.at(b) ||
      this.#dated.at(b) - this.#dated.at(a) ||
      compareText(this.#value[a]!, this.#value[b]!)
    );
  }

  /** Whether a fact counts beside the one before it: one of another slot, or another value of the same instant as the newest. */
  #counts(before: number, row: number, kept: { readonly length: number; at(index: number): number }): boolean {
    if (this.#slot.at(before) !== this.#slot.at(row)) return true;
    const newest = kept.at(kept.length - 1);
    return this.#dated.at(newest) === this.#dated.at(row) && this.#value[newest] !== this.#value[row];
  }
}
