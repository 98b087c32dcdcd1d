import { sql } from 'kysely';
import type { InheritedReading, InheritedTable } from '../inheritedTables.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/**
 * Tables that inherit from one that is read, whose rows are read with it: what stands in both, or is read by itself as well, counts
 * twice.
 */
export async function inherited(
  run: Run,
  { entity, probed }: Readable,
  { children, twice }: InheritedReading,
): Promise<CheckProblem[]> {
  if (twice.length > 0)
    return [
      {
        ...{ entity, severity: 'warning', rows: 0, examples: [] },
        problem: `${names(twice)} inherits from ${twice[0]!.parent}, and is read once with it and once by itself`,
        cost: 'its rows count twice, where no id tells that they are the same; a scoring is not published',
        remedy: `read FROM ONLY ${twice[0]!.quoted}, or leave ${names(twice)} out of the query`,
      },
    ];
  const [first] = children;
  if (!first || probed.relation.query) return [];
  const [counted] = await run<{ own: number; others: number }>(sql`
    SELECT (count(*) FILTER (WHERE tableoid = ${first.oid}::oid))::float8 AS own,
      (count(*) FILTER (WHERE tableoid <> ${first.oid}::oid))::float8 AS others FROM ${sql.raw(first.quoted)}`);
  const { own, others } = counted!;
  return [
    {
      entity,
      severity: own > 0 && others > 0 ? 'warning' : 'info',
      problem: `${names(children)} inherits from ${first.parent}, and its rows are read with it`,
      rows: others,
      cost: 'rows that stand in both count twice, where no id tells that they are the same',
      remedy: `nothing, if each row stands in one of them only; else map SELECT * FROM ONLY ${first.quoted}`,
      examples: [],
    },
  ];
}

function names(children: readonly InheritedTable[]): string {
  return children.map(({ child }) => child).join(', ');
}
