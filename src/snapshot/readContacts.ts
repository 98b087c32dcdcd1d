import { firstPlausible, firstPlausibleInstant } from '../crm/plausible.ts';
import { copyOut } from '../database/copyOut.ts';
import { attributeReaders } from './attributeColumns.ts';
import { emailDomain } from './emailDomain.ts';
import { fieldPositions, firstAttributePosition } from './fieldPositions.ts';
import { growingFloats, growingIntegers } from './growingArray.ts';
import { interning } from './interning.ts';
import { LongIds } from './longIds.ts';
import { mergeById } from './mergeById.ts';
import { type CompareRows, compareText } from './ordering.ts';
import type { Accounts, Contacts } from './population.ts';
import { indexOfIds, type Reading } from './reading.ts';

/**
 * Reads the contacts created before the run's as-of; those created later, or nobody knows when, are left out and counted.
 *
 * @returns the contacts; the account of each today (the same array where the CRM tells no difference); and the contacts of each account
 *   that the CRM does not have, so that its deals still keep them off.
 * @throws HandraiseError `data` for ids too long for a ranking.
 */
export async function readContacts(
  reading: Reading,
  accounts: Accounts,
): Promise<{
  readonly contacts: Contacts;
  readonly currentAccount: Int32Array;
  readonly ofUnknownAccounts: ReadonlyMap<string, readonly number[]>;
}> {
  const { client, sources, knownBefore, anomalies } = reading;
  const accountOf = indexOfIds(accounts.ids);
  const ids: string[] = [];
  const account = growingIntegers();
  const currentAccount = growingIntegers();
  const unknownAccounts: (string | null)[] = [];
  const createdAt = growingFloats();
  const names: (string | null)[] = [];
  const titles: (string | null)[] = [];
  const domains: (string | null)[] = [];
  const attributes = attributeReaders(sources.attributes('contact'));
  const intern = interning();
  const at = fieldPositions('contact');
  const firstAttribute = firstAttributePosition('contact');
  // −1 is a contact without account, −2 one whose account the CRM does not have; told apart until duplicates are merged.
  const positionOf = (accountId: string | null) =>
    accountId === null || accountId === '' ? -1 : (accountOf.get(accountId) ?? -2);
  const longIds = new LongIds('contacts');
  await copyOut(client, sources.select('contact'), (row) => {
    const id = row.text(at.id);
    const created = row.instant(at.createdAt);
    if (id === null) return anomalies.add('contacts without an id');
    if (Number.isNaN(created) || created === Number.NEGATIVE_INFINITY)
      return anomalies.add('contacts without a creation date');
    if (created < firstPlausibleInstant)
      return anomalies.add(`contacts created before ${firstPlausible.slice(0, 4)}, which is no creation date`);
    if (created >= knownBefore) return anomalies.add('contacts created in the future');
    longIds.note(id);
    const knownId = row.text(at.accountId);
    const currentId = row.text(at.currentAccountId) || knownId;
    const known = positionOf(knownId);
    const current = currentId === knownId ? known : positionOf(currentId);
    ids.push(id);
    account.push(known);
    currentAccount.push(current);
    unknownAccounts.push(current === -2 ? intern(currentId) : null);
    createdAt.push(created);
    names.push(row.text(at.name));
    titles.push(intern(row.text(at.title)));
    domains.push(intern(emailDomain(row.text(at.email))));
    for (let i = 0; i < attributes.length; i++) attributes[i]!.read(row, firstAttribute + i);
  });
  longIds.refuse();
  const { order, duplicates } = mergeById(ids, (row) => createdAt.at(row), [
    // A duplicate that has its account is better than one that lost it.
    accountFirst(account),
    accountFirst(currentAccount),
    (a, b) => compareText(names[a]!, names[b]!),
    (a, b) => compareText(titles[a]!, titles[b]!),
    (a, b) => compareText(domains[a]!, domains[b]!),
    ...attributes.map((attribute) => attribute.compare),
    (a, b) => compareText(unknownAccounts[a]!, unknownAccounts[b]!),
  ]);
  anomalies.add('duplicate contacts', duplicates);
  const merged = account.take(order);
  const today = currentAccount.take(order);
  const ofUnknownAccounts = new Map<string, number[]>();
  let differs = false;
  for (let i = 0; i < merged.length; i++) {
    if (today[i] === -2 && merged[i] !== -2) anomalies.add('contacts of unknown accounts today');
    if (merged[i] === -2) anomalies.add('contacts of unknown accounts');
    const unknown = unknownAccounts[order[i]!]!;
    if (unknown !== null) {
      const others = ofUnknownAccounts.get(unknown);
      if (others === undefined) ofUnknownAccounts.set(unknown, [i]);
      else others.push(i);
    }
    merged[i] = Math.max(merged[i]!, -1);
    today[i] = Math.max(today[i]!, -1);
    differs ||= today[i] !== merged[i];
  }
  const contacts = {
    ids: Array.from(order, (row) => ids[row]!),
    account: merged,
    createdAt: createdAt.take(order),
    name: Array.from(order, (row) => names[row]!),
    title: Array.from(order, (row) => titles[row]!),
    emailDomain: Array.from(order, (row) => domains[row]!),
    attributes: attributes.map((attribute) => attribute.column(order)),
  };
  return { contacts, currentAccount: differs ? today : merged, ofUnknownAccounts };
}

/** Rows with an account before those without, then by account. */
function accountFirst(account: { at(row: number): number }): CompareRows {
  return (a, b) => Number(account.at(a) < 0) - Number(account.at(b) < 0) || account.at(a) - account.at(b);
}
