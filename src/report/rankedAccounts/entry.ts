import { beyondCommon } from '../../explain/commonReasons.ts';
import type { Reason } from '../../explain/reason.ts';
import type { ContactChange } from '../../ranking/change.ts';
import type { RankedContact, Tier } from '../../ranking/ranking.ts';
import type { ListedPerson, ListedRecord, RankedAccountsReportData } from '../reportData.ts';
import { contactsEach } from './withinPage.ts';

/** A person of a line, and what the CRM says of them. */
export interface Person {
  readonly contact: RankedContact;
  readonly record: ListedPerson | null;
  /** But for those that are said once for all. */
  readonly reasons: readonly Reason[];
  /** Since the list before; null where nothing changed, and on the first list. */
  readonly change: ContactChange | null;
}

/** Somebody of the list as the page shows them. */
export function personOf(
  { contactRecords, common, changes }: Pick<RankedAccountsReportData, 'contactRecords' | 'common' | 'changes'>,
  contact: RankedContact,
): Person {
  return {
    contact,
    record: contactRecords.get(contact.contactId) ?? null,
    reasons: beyondCommon(contact.reasons, common),
    change: changes?.contacts.get(contact.contactId) ?? null,
  };
}

/** One line of the list: an account with its contacts, or a person on their own. */
export interface Entry {
  readonly rank: number;
  readonly name: string;
  /** Domain of the account, or title of the person. */
  readonly beside: string | null;
  readonly probability: number;
  readonly tier: Tier;
  readonly people: number;
  readonly expected: number;
  /** Without those that are said once for all. */
  readonly reasons: readonly Reason[];
  /** The best of its contacts, as many as a page has room for; empty for a person on their own. */
  readonly contacts: readonly Person[];
  readonly account: RankedAccountsReportData['accounts'][number] | null;
  readonly record: ListedRecord | null;
  readonly person: Person | null;
}

export interface Entries {
  readonly kind: 'accounts' | 'people';
  /** In rank order: accounts, or people where the CRM has no accounts. */
  readonly listed: readonly Entry[];
  /** People without an account, beside accounts that have some, as many as a page has room for. */
  readonly others: readonly Entry[];
  /** Of the whole ranking, of which `listed` may be the head. */
  readonly total: number;
}

/** The lines of the report and of its CSV files, in rank order. */
export function entriesOf(data: RankedAccountsReportData): Entries {
  const person = (contact: RankedContact) => personOf(data, contact);
  if (data.accounts.length === 0)
    return {
      kind: 'people',
      listed: data.contacts.map((contact) => personEntry(person(contact))),
      others: [],
      total: data.totalContacts,
    };
  const byAccount = new Map<string, RankedContact[]>();
  const alone: RankedContact[] = [];
  for (const contact of data.contacts) {
    if (contact.accountId === null) alone.push(contact);
    else {
      const known = byAccount.get(contact.accountId);
      if (known) known.push(contact);
      else byAccount.set(contact.accountId, [contact]);
    }
  }
  const { each, others } = contactsEach(
    data.accounts.map(({ accountId }) => byAccount.get(accountId)?.length ?? 0),
    alone.length,
  );
  const listed = data.accounts.map(
    (account): Entry => ({
      rank: account.rank,
      name: account.accountName ?? account.domain ?? account.accountId,
      beside: account.accountName === null ? null : account.domain,
      probability: account.probability,
      tier: account.tier,
      people: account.eligibleContacts,
      expected: account.expectedConversions,
      reasons: beyondCommon(account.reasons, data.common),
      contacts: (byAccount.get(account.accountId) ?? []).slice(0, each).map(person),
      account,
      record: data.accountRecords.get(account.accountId) ?? null,
      person: null,
    }),
  );
  return {
    kind: 'accounts',
    listed,
    others: alone.slice(0, others).map((contact) => personEntry(person(contact))),
    total: data.totalAccounts,
  };
}

function personEntry(person: Person): Entry {
  const { contact, record } = person;
  return {
    rank: contact.rank,
    name: contact.contactName ?? contact.contactId,
    beside: contact.title,
    probability: contact.probability,
    tier: contact.tier,
    people: 1,
    expected: contact.probability,
    reasons: person.reasons,
    contacts: [],
    account: null,
    record,
    person,
  };
}
