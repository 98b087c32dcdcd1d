import { sql } from 'kysely';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/**
 * Foreign tables below an entity: a run locks what it reads, but not what stands on another server.
 *
 * @param held numbers of the relations that are read for it.
 */
export async function foreignTables(
  run: Run,
  { entity }: Readable,
  held: ReadonlySet<number>,
): Promise<CheckProblem[]> {
  const found = await run<{ name: string }>(sql`
    SELECT n.nspname || '.' || c.relname AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.oid = ANY (${[...held]}::oid[]) AND c.relkind = 'f' ORDER BY n.nspname, c.relname`);
  if (found.length === 0) return [];
  return [
    {
      entity,
      severity: 'info',
      problem: `${found.map(({ name }) => name).join(', ')} ${found.length === 1 ? 'stands' : 'stand'} on another server`,
      rows: 0,
      cost: 'what happens there while a run reads, such as a load that empties the table first, may be read in part',
      remedy: 'let runs begin when the loads there are done, or copy the table into this database and map the copy',
      examples: [],
    },
  ];
}
