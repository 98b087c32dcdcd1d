import type pg from 'pg';
import { databaseFailure } from '../database/failure.ts';

/** A table that inherits from another one. */
export interface InheritedTable {
  readonly parent: string;
  readonly child: string;
  /** The parent's number, and its name as SQL wants it. */
  readonly oid: number;
  readonly quoted: string;
}

/** What a SELECT reads of tables that inherit from others. Partitions are parts of their table and no matter. */
export interface InheritedReading {
  /** Read together with the table that they inherit from. */
  readonly children: readonly InheritedTable[];
  /** Of them those that are read once more by themselves. */
  readonly twice: readonly InheritedTable[];
}

/** A node of a plan, as EXPLAIN writes it in JSON. */
interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Plans?: readonly PlanNode[];
}

const inheriting = `
  WITH named AS (
    SELECT c.oid, c.relkind, n.nspname || '.' || c.relname AS name, quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  )
  SELECT p.name AS parent, c.name AS child, p.oid, p.quoted FROM pg_inherits AS i
  JOIN named AS p ON p.oid = i.inhparent JOIN named AS c ON c.oid = i.inhrelid
  WHERE p.relkind = 'r' ORDER BY 1, 2`;

/**
 * Looks in the plan of each SELECT for tables whose rows are read with those of the table that they inherit from.
 *
 * @returns one per SELECT, in their order.
 * @throws HandraiseError as `databaseFailure`.
 */
export async function inheritedTables(
  client: pg.ClientBase,
  selects: readonly string[],
): Promise<readonly InheritedReading[]> {
  try {
    const { rows } = await client.query<InheritedTable>(inheriting);
    if (rows.length === 0) return selects.map(() => ({ children: [], twice: [] }));
    const readings: InheritedReading[] = [];
    for (const select of selects) {
      const scans = await scansOf(client, select);
      const children = rows.filter(({ parent, child }) => scans.has(parent) && scans.has(child));
      readings.push({
        children,
        twice: children.filter(({ parent, child }) => scans.get(child)! > scans.get(parent)!),
      });
    }
    return readings;
  } catch (error) {
    throw databaseFailure(error, 'looking for tables that inherit');
  }
}

/** How often each table is scanned, by schema and name. */
async function scansOf(client: pg.ClientBase, select: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) ${select}`,
  );
  return counted(rows[0]!['QUERY PLAN'][0].Plan);
}

function counted(node: PlanNode, scans = new Map<string, number>()): ReadonlyMap<string, number> {
  const { 'Relation Name': name, Schema: schema, Plans: plans = [] } = node;
  if (name !== undefined) {
    const scanned = `${schema}.${name}`;
    scans.set(scanned, (scans.get(scanned) ?? 0) + 1);
  }
  for (const plan of plans) counted(plan, scans);
  return scans;
}
