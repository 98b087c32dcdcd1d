import { sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/**
 * Tables that logical replication fills, and does not fill now: it was switched off, as after a conflict, or their first copy is not over.
 *
 * @param held numbers of the relations that are read for the entity.
 */
export async function subscriptions(run: Run, { entity }: Readable, held: ReadonlySet<number>): Promise<Finding[]> {
  const found = await run<{ name: string; subscription: string; enabled: boolean }>(sql`
    SELECT n.nspname || '.' || c.relname AS name, s.subname AS subscription, s.subenabled AS enabled
    FROM pg_subscription_rel AS r JOIN pg_subscription AS s ON s.oid = r.srsubid
    JOIN pg_class AS c ON c.oid = r.srrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = ANY (${[...held]}::oid[]) AND (NOT s.subenabled OR r.srsubstate NOT IN ('r', 's'))
    ORDER BY 1, 2`);
  return found.map(({ name, subscription, enabled }) =>
    notice(enabled ? 'subscription-copying' : 'subscription-off', { entity, subscription, table: name }),
  );
}
