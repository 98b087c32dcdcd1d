import { copyOut } from '../database/copyOut.ts';
import { fieldPositions } from './fieldPositions.ts';
import { OpportunityList } from './opportunityList.ts';
import type { Opportunities } from './population.ts';
import type { Reading } from './reading.ts';

/**
 * Reads the opportunities opened before the run's as-of, by account, and by contact where the account is not known.
 *
 * A closing date at or after the as-of is a plan, not a fact: the opportunity counts as open, and is counted.
 */
export async function readOpportunities(
  { client, sources, knownBefore, anomalies }: Reading,
  accountOf: ReadonlyMap<string, number>,
  contactOf: ReadonlyMap<string, number>,
): Promise<{ readonly ofAccounts: Opportunities; readonly ofContacts: Opportunities }> {
  const ofAccounts = new OpportunityList();
  const ofContacts = new OpportunityList();
  const at = fieldPositions('opportunity');
  if (sources.has('opportunity'))
    await copyOut(client, sources.select('opportunity'), (row) => {
      const created = row.instant(at.createdAt);
      const closed = row.instant(at.closedAt);
      if (Number.isNaN(created)) return anomalies.add('opportunities without a creation date');
      if (created >= knownBefore) return anomalies.add('opportunities created in the future');
      const account = accountOf.get(row.text(at.accountId) ?? '');
      const contact = contactOf.get(row.text(at.contactId) ?? '');
      if (account === undefined && contact === undefined)
        return anomalies.add('opportunities of unknown accounts or contacts');
      const planned = closed >= knownBefore;
      if (planned) anomalies.add('opportunities closed in the future');
      const until = planned ? Number.NaN : closed;
      const won = row.boolean(at.won);
      if (account !== undefined) ofAccounts.add(account, created, until, won);
      else if (contact !== undefined) ofContacts.add(contact, created, until, won);
    });
  return { ofAccounts: ofAccounts.finish(), ofContacts: ofContacts.finish() };
}
