import { copyOut } from '../database/copyOut.ts';
import { attributeReaders } from './attributeColumns.ts';
import { emailDomain } from './emailDomain.ts';
import { fieldPositions, firstAttributePosition } from './fieldPositions.ts';
import { growingFloats, growingIntegers } from './growingArray.ts';
import { interning } from './interning.ts';
import { mergeById } from './mergeById.ts';
import { compareText } from './ordering.ts';
import type { Accounts, Contacts } from './population.ts';
import { indexOfIds, type Reading } from './reading.ts';

/** Reads the contacts created before the run's as-of; those created later, or nobody knows when, are left out and counted. */
export async function readContacts(reading: Reading, accounts: Accounts): Promise<Contacts> {
  const { client, sources, knownBefore, anomalies } = reading;
  const accountOf = indexOfIds(accounts.ids);
  const ids: string[] = [];
  const account = growingIntegers();
  const createdAt = growingFloats();
  const names: (string | null)[] = [];
  const titles: (string | null)[] = [];
  const domains: (string | null)[] = [];
  const attributes = attributeReaders(sources.attributes('contact'));
  const intern = interning();
  const at = fieldPositions('contact');
  const firstAttribute = firstAttributePosition('contact');
  // −1 is a contact without account, −2 one whose account the CRM does not have; told apart until duplicates are merged.
  await copyOut(client, sources.select('contact'), (row) => {
    const id = row.text(at.id);
    const created = row.instant(at.createdAt);
    if (id === null) return anomalies.add('contacts without an id');
    if (Number.isNaN(created) || created === Number.NEGATIVE_INFINITY)
      return anomalies.add('contacts without a creation date');
    if (created >= knownBefore) return anomalies.add('contacts created in the future');
    const accountId = row.text(at.accountId);
    ids.push(id);
    account.push(accountId === null || accountId === '' ? -1 : (accountOf.get(accountId) ?? -2));
    createdAt.push(created);
    names.push(row.text(at.name));
    titles.push(intern(row.text(at.title)));
    domains.push(intern(emailDomain(row.text(at.email))));
    for (let i = 0; i < attributes.length; i++) attributes[i]!.read(row, firstAttribute + i);
  });
  const { order, duplicates } = mergeById(ids, (row) => createdAt.at(row), [
    // A duplicate that has its account is better than one that lost it.
    (a, b) => Number(account.at(a) < 0) - Number(account.at(b) < 0) || account.at(a) - account.at(b),
    (a, b) => compareText(names[a]!, names[b]!),
    (a, b) => compareText(titles[a]!, titles[b]!),
    (a, b) => compareText(domains[a]!, domains[b]!),
    ...attributes.map((attribute) => attribute.compare),
  ]);
  anomalies.add('duplicate contacts', duplicates);
  const merged = account.take(order);
  for (let i = 0; i < merged.length; i++) {
    if (merged[i] !== -2) continue;
    merged[i] = -1;
    anomalies.add('contacts of unknown accounts');
  }
  return {
    ids: Array.from(order, (row) => ids[row]!),
    account: merged,
    createdAt: createdAt.take(order),
    name: Array.from(order, (row) => names[row]!),
    title: Array.from(order, (row) => titles[row]!),
    emailDomain: Array.from(order, (row) => domains[row]!),
    attributes: attributes.map((attribute) => attribute.column(order)),
  };
}
