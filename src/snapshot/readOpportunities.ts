import { firstPlausible, firstPlausibleInstant } from '../crm/plausible.ts';
import { copyOut } from '../database/copyOut.ts';
import { fieldPositions, firstAttributePosition } from './fieldPositions.ts';
import { laterOf } from './laterOf.ts';
import { OpenedOpportunities } from './openedOpportunities.ts';
import type { Opportunities } from './population.ts';
import type { Reading } from './reading.ts';

/**
 * Reads the opportunities opened before the run's as-of, by account, and by each contact that its account does not stand for.
 *
 * A closing date at or after the as-of is a plan, not a fact: the opportunity counts as open, and is counted.
 *
 * @param contacts the `accounts` of each, the one a model may know and the one of today; and who names an account the CRM does not have.
 */
export async function readOpportunities(
  reading: Reading,
  accountOf: ReadonlyMap<string, number>,
  contactOf: ReadonlyMap<string, number>,
  contacts: {
    readonly accounts: readonly Int32Array[];
    readonly ofUnknownAccounts: ReadonlyMap<string, readonly number[]>;
  },
): Promise<{ readonly ofAccounts: Opportunities; readonly ofContacts: Opportunities }> {
  const { client, sources, knownBefore, anomalies, ofToday } = reading;
  const opened = new OpenedOpportunities();
  const hasLinks = sources.has('opportunityContact');
  const at = fieldPositions('opportunity');
  const begunPosition = firstAttributePosition('opportunity');
  if (sources.has('opportunity'))
    await copyOut(client, sources.select('opportunity'), (row) => {
      const id = hasLinks ? row.text(at.id) : null;
      const created = row.instant(ofToday ? begunPosition : at.createdAt);
      const closed = row.instant(at.closedAt);
      const ingested = ofToday ? Number.NaN : row.instant(at.ingestedAt);
      if (!(created < knownBefore)) {
        if (id !== null) opened.name(id);
        return anomalies.add(
          `opportunities ${Number.isNaN(created) ? 'without a creation date' : 'created in the future'}`,
        );
      }
      if (ingested >= knownBefore) {
        if (id !== null) opened.name(id);
        return anomalies.add('opportunities not yet known');
      }
      const accountId = row.text(at.accountId) ?? '';
      const contactId = row.text(at.contactId) ?? '';
      const account = accountOf.get(accountId);
      const contact = contactOf.get(contactId);
      const colleagues = contacts.ofUnknownAccounts.get(accountId) ?? [];
      if (account === undefined && accountId !== '' && (contact !== undefined || colleagues.length > 0))
        anomalies.add('opportunities of unknown accounts');
      if (contact === undefined && contactId !== '' && account !== undefined)
        anomalies.add('opportunities of unknown contacts');
      const planned = closed >= knownBefore;
      if (planned) anomalies.add('opportunities closed in the future');
      // A closing before anything was recorded is none: the deal keeps off whom it would, were it open.
      const undated = closed < firstPlausibleInstant;
      if (undated) anomalies.add(`opportunities closed before ${firstPlausible.slice(0, 4)}`);
      const until = planned || undated ? Number.NaN : closed;
      const position = opened.add(account ?? -1, laterOf(created, ingested), until, row.boolean(at.won));
      for (const one of contact === undefined ? colleagues : [contact, ...colleagues]) opened.link(position, one);
      if (id !== null) opened.name(id, position);
    });
  if (hasLinks) await linkContacts(reading, contactOf, opened);
  const { ofAccounts, ofContacts, ofNobody } = opened.finish(contacts.accounts);
  anomalies.add('opportunities of unknown accounts or contacts', ofNobody);
  return { ofAccounts, ofContacts };
}

async function linkContacts(
  { client, sources, anomalies }: Reading,
  contactOf: ReadonlyMap<string, number>,
  opened: OpenedOpportunities,
): Promise<void> {
  const at = fieldPositions('opportunityContact');
  await copyOut(client, sources.select('opportunityContact'), (row) => {
    const opportunities = opened.rowsOf(row.text(at.opportunityId) ?? '');
    const contact = contactOf.get(row.text(at.contactId) ?? '');
    if (opportunities === undefined) return anomalies.add('contacts of unknown opportunities');
    if (contact === undefined) return anomalies.add('opportunities of unknown contacts');
    for (const opportunity of opportunities) opened.link(opportunity, contact);
  });
}
