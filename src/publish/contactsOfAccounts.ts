import { sql } from 'kysely';
import type { DatabaseHandle } from '../database/connection.ts';
import { databaseFailure } from '../database/failure.ts';
import type { RankedContact } from '../ranking/ranking.ts';
import { contactColumns, contactOf } from './candidateRow.ts';

/**
 * The best published contacts of each of the accounts, in rank order.
 *
 * @param accountIds null among them stands for contacts without an account.
 * @param limit at most so many of each
 */
export async function contactsOfAccounts(
  handle: DatabaseHandle,
  program: string,
  accountIds: readonly (string | null)[],
  limit: number,
): Promise<readonly RankedContact[]> {
  const ids = accountIds.filter((id) => id !== null);
  const placed = handle.kysely
    .selectFrom('handraise.candidate as c')
    .select(contactColumns)
    .select(
      sql<string>`row_number() OVER (PARTITION BY ${sql.ref('c.account_id')} ORDER BY ${sql.ref('c.rank')})`.as(
        'place',
      ),
    )
    .where('c.program', '=', program)
    .where(({ or, eb }) =>
      or([
        eb('c.account_id', '=', sql<string>`ANY (${ids}::text[])`),
        ...(accountIds.includes(null) ? [eb('c.account_id', 'is', null)] : []),
      ]),
    );
  const rows = await handle.kysely
    .selectFrom(placed.as('p'))
    .selectAll()
    .where('p.place', '<=', String(limit))
    .orderBy('p.rank')
    .execute()
    .catch((error: unknown) => {
      throw databaseFailure(error, 'reading the published contacts');
    });
  return rows.map(contactOf);
}
