import { sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** That row-level security hides rows from the role that runs the program. */
export async function hiddenRows(run: Run, { entity }: Readable, tables: readonly string[]): Promise<Finding[]> {
  if (tables.length === 0) return [];
  const [found] = await run<{ role: string }>(sql`SELECT quote_ident(current_user) AS role`);
  return [notice('source-rows-hidden', { entity, tables, role: found!.role })];
}
