import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import type { AccountActivity, BuyingGroup } from '../ranking/accountBeside.ts';
import type { RankedAccount, RankedContact, Reason } from '../ranking/ranking.ts';
import { contactColumns, contactOf } from './candidateRow.ts';

/** The best published contacts of a program, in rank order. @param limit the best so many; by default all. */
export async function topContacts(
  handle: DatabaseHandle,
  program: string,
  limit?: number,
): Promise<readonly RankedContact[]> {
  const rows = await handle.kysely
    .selectFrom('handraise.candidate as c')
    .select(contactColumns)
    .where('c.program', '=', program)
    .orderBy('c.rank')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published contacts');
    });
  return rows.map(contactOf);
}

/** Published contacts in the order in which they are worked: those who are kept off the list are absent. @param limit at most so many */
export async function firstContacts(
  handle: DatabaseHandle,
  program: string,
  limit: number,
): Promise<readonly RankedContact[]> {
  const rows = await handle.kysely
    .selectFrom('handraise.candidate as c')
    .select(contactColumns)
    .where('c.program', '=', program)
    .where('c.position', 'is not', null)
    .orderBy('c.position')
    .limit(limit)
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading whom to call first');
    });
  return rows.map(contactOf);
}

/** The best published accounts of a program, in rank order. @param limit the best so many; by default all. */
export async function topAccounts(
  handle: DatabaseHandle,
  program: string,
  limit?: number,
): Promise<readonly RankedAccount[]> {
  const rows = await handle.kysely
    .selectFrom('handraise.account_candidate')
    .selectAll()
    .where('program', '=', program)
    .orderBy('rank')
    .$if(limit !== undefined, (query) => query.limit(limit!))
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published accounts');
    });
  return rows.map((row) => ({
    rank: row.rank,
    accountId: row.account_id,
    accountName: row.account_name,
    domain: row.domain,
    probability: row.probability,
    score: row.score,
    tier: row.tier,
    eligibleContacts: row.eligible_contacts,
    expectedConversions: row.expected_conversions,
    bestContactId: row.best_contact_id,
    reasons: row.reasons as readonly Reason[],
    momentum: row.momentum,
    activity: row.activity as AccountActivity | null,
    buyingGroup: row.buying_group as BuyingGroup | null,
  }));
}
