import { sql } from 'kysely';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** A node of a plan, as EXPLAIN writes it in JSON. */
interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Plans?: readonly PlanNode[];
}

interface Child {
  readonly parent: string;
  readonly child: string;
  /** The parent's number, and its name as SQL wants it. */
  readonly oid: number;
  readonly quoted: string;
}

/**
 * Tables that inherit from one that is read, whose rows are read with it: what stands in both, or is read by itself besides, counts
 * twice. Partitions are parts of their table and no matter.
 */
export async function inherited(run: Run, { entity, probed, select }: Readable): Promise<CheckProblem[]> {
  const [explained] = await run<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    sql`EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) ${select}`,
  );
  const scans = scansOf(explained!['QUERY PLAN'][0].Plan);
  const children = (await childrenOf(run)).filter(({ parent, child }) => scans.has(parent) && scans.has(child));
  const twice = children.filter(({ parent, child }) => scans.get(child)! > scans.get(parent)!);
  if (twice.length > 0)
    return [
      {
        ...{ entity, severity: 'warning', rows: 0, examples: [] },
        problem: `${names(twice)} inherits from ${twice[0]!.parent}, and is read once with it and once by itself`,
        cost: 'its rows count twice, where no id tells that they are the same',
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

function names(children: readonly Child[]): string {
  return children.map(({ child }) => child).join(', ');
}

/** How often each table is scanned, by schema and name. */
function scansOf(node: PlanNode, scans = new Map<string, number>()): ReadonlyMap<string, number> {
  const { 'Relation Name': name, Schema: schema, Plans: plans = [] } = node;
  if (name !== undefined) {
    const scanned = `${schema}.${name}`;
    scans.set(scanned, (scans.get(scanned) ?? 0) + 1);
  }
  for (const plan of plans) scansOf(plan, scans);
  return scans;
}

function childrenOf(run: Run): Promise<Child[]> {
  return run<Child>(sql`
    WITH named AS (
      SELECT c.oid, c.relkind, n.nspname || '.' || c.relname AS name,
        quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted
      FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    )
    SELECT p.name AS parent, c.name AS child, p.oid, p.quoted FROM pg_inherits AS i
    JOIN named AS p ON p.oid = i.inhparent JOIN named AS c ON c.oid = i.inhrelid
    WHERE p.relkind = 'r' ORDER BY 1, 2`);
}
