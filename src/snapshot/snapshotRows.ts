import type { Program } from '../config/schema.ts';
import type { Instant } from '../time/instant.ts';
import { growingBytes, growingFloats, growingIntegers } from './growingArray.ts';
import { type ExclusionReason, ledgerOf } from './ledger.ts';
import type { Population } from './population.ts';
import type { Snapshots } from './snapshots.ts';
import { Tally } from './tally.ts';
import { unitOf } from './unit.ts';

/** Snapshots as they are found, contact by contact, and the count of those left out. */
export class SnapshotRows {
  readonly excluded = new Tally<ExclusionReason>();
  readonly #contact = growingIntegers();
  readonly #asOf = growingFloats();
  readonly #label = growingBytes();

  keep(contact: number, asOf: Instant, label: boolean): void {
    this.#contact.push(contact);
    this.#asOf.push(asOf);
    this.#label.push(label ? 1 : 0);
  }

  finish(population: Population, program: Program, considered: number): Snapshots {
    const contact = this.#contact.finish();
    return {
      rows: contact.length,
      contact,
      asOf: this.#asOf.finish(),
      label: this.#label.finish(),
      unit: contact.map((index) => unitOf(population, program, index)),
      ledger: ledgerOf(considered, contact.length, this.excluded),
    };
  }
}
