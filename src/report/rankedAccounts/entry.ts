import type { Reason } from '../../explain/reason.ts';
import type { RankedContact, Tier } from '../../ranking/ranking.ts';
import type { RankedAccountsReportData } from '../reportData.ts';

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
  readonly reasons: readonly Reason[];
  /** Empty for a person on their own. */
  readonly contacts: readonly RankedContact[];
  readonly account: RankedAccountsReportData['accounts'][number] | null;
  readonly person: RankedContact | null;
}

export interface Entries {
  readonly kind: 'accounts' | 'people';
  /** In rank order: accounts, or people where the CRM has no accounts. */
  readonly listed: readonly Entry[];
  /** People without an account, beside accounts that have some. */
  readonly others: readonly Entry[];
  /** Of the whole ranking, of which `listed` may be the head. */
  readonly total: number;
}

/** The lines of the report, in rank order. */
export function entriesOf(data: RankedAccountsReportData): Entries {
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
  if (data.accounts.length === 0)
    return { kind: 'people', listed: data.contacts.map(personEntry), others: [], total: data.totalContacts };
  const listed = data.accounts.map(
    (account): Entry => ({
      rank: account.rank,
      name: account.accountName ?? account.domain ?? account.accountId,
      beside: account.accountName === null ? null : account.domain,
      probability: account.probability,
      tier: account.tier,
      people: account.eligibleContacts,
      expected: account.expectedConversions,
      reasons: account.reasons,
      contacts: byAccount.get(account.accountId) ?? [],
      account,
      person: null,
    }),
  );
  return { kind: 'accounts', listed, others: alone.map(personEntry), total: data.totalAccounts };
}

function personEntry(person: RankedContact): Entry {
  return {
    rank: person.rank,
    name: person.contactName ?? person.contactId,
    beside: person.title,
    probability: person.probability,
    tier: person.tier,
    people: 1,
    expected: person.probability,
    reasons: person.reasons,
    contacts: [],
    account: null,
    person,
  };
}
