import type { Opportunities, Population } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';

/** Of each contact 1 where a deal of its own, or of the account it belongs to today, is open at an instant, else 0. */
export function openDeals(population: Population, at: Instant): Int8Array {
  const { contacts, accounts, currentAccount, accountOpportunities, contactOpportunities } = population;
  const ofAccounts = openOf(accountOpportunities, accounts.ids.length, at);
  const open = openOf(contactOpportunities, contacts.ids.length, at);
  for (let contact = 0; contact < open.length; contact++) {
    const account = currentAccount[contact]!;
    if (account >= 0 && ofAccounts[account] === 1) open[contact] = 1;
  }
  return open;
}

function openOf({ subject, from, until }: Opportunities, subjects: number, at: Instant): Int8Array {
  const open = new Int8Array(subjects);
  for (let i = 0; i < subject.length; i++) if (from[i]! < at && !(until[i]! < at)) open[subject[i]!] = 1;
  return open;
}

/** Of each contact 1 where it had reached the outcome before an instant, else 0. */
export function outcomesReached({ contacts, outcomes }: Population, at: Instant): Int8Array {
  const reached = new Int8Array(contacts.ids.length);
  for (let i = 0; i < outcomes.contact.length; i++) if (outcomes.occurredAt[i]! < at) reached[outcomes.contact[i]!] = 1;
  return reached;
}
