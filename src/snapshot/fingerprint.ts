import { createHash } from 'node:crypto';
import type { Column } from '../table/table.ts';
import type { Population } from './population.ts';

/**
 * SHA-256 over the content of a population as 64 hexadecimal digits: the same for the same rows in whatever order they were
 * read, another one when any value differs.
 */
export function fingerprintOf(population: Omit<Population, 'fingerprint' | 'anomalies'>): string {
  const digest = new Digest();
  const { contacts, accounts, outcomes } = population;
  digest.numbers([population.highWater, population.firstFact]);
  digest.texts(contacts.ids);
  digest.numbers(contacts.account);
  digest.numbers(contacts.createdAt);
  digest.texts(contacts.name);
  digest.texts(contacts.title);
  digest.texts(contacts.emailDomain);
  // Where the CRM tells no difference, the fingerprint stays what it was before it could.
  if (population.currentAccount.some((account, contact) => account !== contacts.account[contact]))
    digest.numbers(population.currentAccount);
  digest.texts(accounts.ids);
  digest.texts(accounts.name);
  digest.texts(accounts.domain);
  digest.numbers(accounts.createdAt);
  for (const { attributes } of [contacts, accounts]) {
    digest.numbers([attributes.length]);
    for (const column of attributes) digest.column(column);
  }
  digest.numbers(outcomes.contact);
  digest.numbers(outcomes.occurredAt);
  digest.numbers(outcomes.ingestedAt);
  if (outcomes.begunAt) digest.numbers(outcomes.begunAt);
  for (const spans of [population.accountOpportunities, population.contactOpportunities, population.suppressions]) {
    digest.numbers(spans.subject);
    digest.numbers(spans.from);
    digest.numbers(spans.until);
  }
  digest.numbers(population.accountOpportunities.won);
  digest.numbers(population.contactOpportunities.won);
  for (const history of [...population.history, ...(population.revisions ?? [])]) {
    digest.texts([history.entity, history.name]);
    digest.numbers(history.subject);
    digest.numbers(history.validFrom);
    digest.texts(history.value);
  }
  return digest.hexadecimal();
}

const chunk = 8192;

/** Feeds columns to SHA-256, each after its length, so that no two contents run together into the same bytes. */
class Digest {
  readonly #hash = createHash('sha256');

  numbers(values: ArrayLike<number>): void {
    this.#hash.update(`\nnumbers ${values.length}\n`);
    for (let from = 0; from < values.length; from += chunk) {
      const view = new DataView(new ArrayBuffer(8 * Math.min(chunk, values.length - from)));
      // Byte order and the bits of NaN are fixed here, so that the machine plays no part.
      for (let i = 0; 8 * i < view.byteLength; i++) {
        const value = values[from + i]!;
        if (Number.isNaN(value)) view.setBigUint64(8 * i, 0x7ff8000000000000n, true);
        else view.setFloat64(8 * i, value + 0, true);
      }
      this.#hash.update(view);
    }
  }

  texts(values: readonly (string | null)[]): void {
    this.#hash.update(`\ntexts ${values.length}\n`);
    for (let from = 0; from < values.length; from += chunk)
      this.#hash.update(JSON.stringify(values.slice(from, from + chunk)));
  }

  column(column: Column): void {
    this.texts([column.kind, column.name]);
    if (column.kind === 'number') {
      this.numbers(column.values);
    } else {
      this.texts(column.levels);
      this.numbers(column.codes);
    }
  }

  hexadecimal(): string {
    return this.#hash.digest('hex');
  }
}
