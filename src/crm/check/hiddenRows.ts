import { sql } from 'kysely';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** That row-level security hides rows from the role that runs the program. */
export async function hiddenRows(run: Run, { entity }: Readable, tables: readonly string[]): Promise<CheckProblem[]> {
  if (tables.length === 0) return [];
  const [found] = await run<{ role: string }>(sql`SELECT quote_ident(current_user) AS role`);
  const role = found!.role;
  return [
    {
      entity,
      severity: 'warning',
      problem: `row-level security hides rows of ${tables.join(', ')} from the role ${role}`,
      rows: 0,
      cost: 'what is hidden counts as never been: a hidden refusal leaves its contact on the list; scoring publishes nothing unless that is accepted',
      remedy: `CREATE POLICY handraise_reads ON ${tables[0]} FOR SELECT TO ${role} USING (true); or ALTER ROLE ${role} BYPASSRLS`,
      examples: [],
    },
  ];
}
