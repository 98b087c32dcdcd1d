import { sql } from 'kysely';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import type { InheritedReading, InheritedTable } from '../inheritedTables.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/**
 * Tables that inherit from one that is read, whose rows are read with it: what stands in both, or is read by itself as well, counts
 * twice.
 */
export async function inherited(
  run: Run,
  { entity, probed }: Readable,
  { children, twice }: InheritedReading,
): Promise<Finding[]> {
  if (twice.length > 0) return [notice('inherited-read-twice', { entity, ...ofTables(twice) })];
  const [first] = children;
  if (!first || probed.relation.query) return [];
  const [counted] = await run<{ own: number; others: number }>(sql`
    SELECT (count(*) FILTER (WHERE tableoid = ${first.oid}::oid))::float8 AS own,
      (count(*) FILTER (WHERE tableoid <> ${first.oid}::oid))::float8 AS others FROM ${sql.raw(first.quoted)}`);
  const { own, others } = counted!;
  const figures = { entity, ...ofTables(children), rows: others, own };
  return [own > 0 && others > 0 ? notice('inherited-beside-own', figures) : notice('inherited-rows', figures)];
}

/** The tables that inherit, and the one that the first of them inherits from. */
function ofTables(tables: readonly InheritedTable[]) {
  const { parent, quoted } = tables[0]!;
  return { children: tables.map(({ child }) => child), parent, quoted };
}
