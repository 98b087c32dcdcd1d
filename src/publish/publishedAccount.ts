import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import type { RankedAccount } from '../ranking/ranking.ts';

/** What the published ranking says of an account as a whole. */
export type PublishedAccount = Pick<
  RankedAccount,
  'rank' | 'accountId' | 'accountName' | 'probability' | 'score' | 'tier' | 'eligibleContacts'
>;

/** An account of a program's published ranking; null where it is not on it. */
export async function publishedAccount(
  handle: DatabaseHandle,
  program: string,
  accountId: string,
): Promise<PublishedAccount | null> {
  const row = await handle.kysely
    .selectFrom('handraise.account_candidate')
    .select(['rank', 'account_id', 'account_name', 'probability', 'score', 'tier', 'eligible_contacts'])
    .where('program', '=', program)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading a published account');
    });
  if (!row) return null;
  const { rank, probability, score, tier } = row;
  return {
    ...{ rank, accountId: row.account_id, accountName: row.account_name },
    ...{ probability, score, tier, eligibleContacts: row.eligible_contacts },
  };
}
