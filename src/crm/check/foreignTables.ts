import { sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/**
 * Foreign tables below an entity: a run locks what it reads, but not what stands on another server.
 *
 * @param held numbers of the relations that are read for it.
 */
export async function foreignTables(run: Run, { entity }: Readable, held: ReadonlySet<number>): Promise<Finding[]> {
  const found = await run<{ name: string }>(sql`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = ANY (${[...held]}::oid[]) AND c.relkind = 'f' ORDER BY n.nspname, c.relname`);
  return found.length === 0 ? [] : [notice('on-another-server', { entity, tables: found.map(({ name }) => name) })];
}
