import { growingFloats, growingIntegers } from './growingArray.ts';
import { OpportunityList } from './opportunityList.ts';
import { sortedRows } from './ordering.ts';
import type { Opportunities } from './population.ts';

/** Opportunities as they are read, each with its account and everybody who has a part in it. */
export class OpenedOpportunities {
  readonly #account = growingIntegers();
  readonly #from = growingFloats();
  readonly #until = growingFloats();
  readonly #won = growingIntegers();
  readonly #rowsOf = new Map<string, number[]>();
  readonly #partOf = growingIntegers();
  readonly #partOfContact = growingIntegers();

  /** @param account −1 for none. @param until NaN while it is open. @param won null where nobody says. @returns its row. */
  add(account: number, from: number, until: number, won: boolean | null): number {
    this.#account.push(account);
    this.#from.push(from);
    this.#until.push(until);
    this.#won.push(won === null ? -1 : Number(won));
    return this.#account.length - 1;
  }

  /** Lets contacts be linked by the opportunity's id; without a row, to one that is left out. */
  name(id: string, row?: number): void {
    const rows = this.#rowsOf.get(id) ?? [];
    if (row !== undefined) rows.push(row);
    this.#rowsOf.set(id, rows);
  }

  /** Rows of an id, none where it is left out; undefined where no opportunity has it. */
  rowsOf(id: string): readonly number[] | undefined {
    return this.#rowsOf.get(id);
  }

  link(row: number, contact: number): void {
    this.#partOf.push(row);
    this.#partOfContact.push(contact);
  }

  /**
   * @param accounts of each contact: the one a model may know, and the one of today. Where both are the opportunity's, the account
   *   stands for the contact.
   * @returns by account and by contact; how many have neither.
   */
  finish(accounts: readonly Int32Array[]): {
    readonly ofAccounts: Opportunities;
    readonly ofContacts: Opportunities;
    readonly ofNobody: number;
  } {
    const ofAccounts = new OpportunityList();
    const ofContacts = new OpportunityList();
    const hasSomebody = new Uint8Array(this.#account.length);
    for (let row = 0; row < hasSomebody.length; row++) {
      if (this.#account.at(row) < 0) continue;
      hasSomebody[row] = 1;
      this.#addTo(ofAccounts, this.#account.at(row), row);
    }
    const parts = sortedRows(
      this.#partOf.length,
      (a, b) => this.#partOf.at(a) - this.#partOf.at(b),
      (a, b) => this.#partOfContact.at(a) - this.#partOfContact.at(b),
    );
    const [opportunities, contacts] = [this.#partOf.take(parts), this.#partOfContact.take(parts)];
    for (const [i, row] of opportunities.entries()) {
      const contact = contacts[i]!;
      hasSomebody[row] = 1;
      const isRepeated = i > 0 && row === opportunities[i - 1] && contact === contacts[i - 1];
      const account = this.#account.at(row);
      if (!isRepeated && !(account >= 0 && accounts.every((of) => of[contact] === account)))
        this.#addTo(ofContacts, contact, row);
    }
    return {
      ofAccounts: ofAccounts.finish(),
      ofContacts: ofContacts.finish(),
      ofNobody: hasSomebody.reduce((none, has) => none + 1 - has, 0),
    };
  }

  #addTo(list: OpportunityList, subject: number, row: number): void {
    const won = this.#won.at(row);
    list.add(subject, this.#from.at(row), this.#until.at(row), won < 0 ? null : won === 1);
  }
}
