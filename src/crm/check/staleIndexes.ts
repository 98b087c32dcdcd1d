import { sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { staleOrders } from '../staleOrders.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/**
 * Indexes of what is read whose texts are in an order that the system no longer has.
 *
 * @param held numbers of the relations that are read for the entity.
 */
export async function staleIndexes(run: Run, { entity }: Readable, held: ReadonlySet<number>): Promise<Finding[]> {
  const found = await run<{ index: string; quoted: string }>(sql`
    SELECT n.nspname || '.' || x.relname AS index, quote_ident(n.nspname) || '.' || quote_ident(x.relname) AS quoted
    FROM pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid JOIN pg_namespace AS n ON n.oid = x.relnamespace
    WHERE i.indrelid = ANY (${[...held]}::oid[]) AND n.nspname <> 'pg_catalog'
      AND EXISTS (${staleOrders(sql`i.indcollation`)})
    ORDER BY 1`);
  const [first] = found;
  if (!first) return [];
  const indexes = found.map(({ index }) => index);
  return [notice('index-order-changed', { entity, indexes, quoted: first.quoted })];
}
