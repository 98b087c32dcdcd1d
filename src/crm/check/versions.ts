import { sql } from 'kysely';
import { versionedEntities } from '../../config/entity.ts';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { tellsVersions } from '../latestVersions.ts';
import { isUnique } from '../source.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** What connectors and CRMs call the column that grows with every version, without case, underscores and what stands before. */
const versionColumn =
  /(updatedat|modifiedat|changedat|lastmodified(date|at)?|lastmodstamp|systemmodstamp|updateddate|writedate|cdcupdatedat|fivetransynced|fivetranstart|airbyteextractedat|airbyteemittedat|sdcbatchedat|sdcextractedat|dbtvalidfrom|dbtupdatedat|validfrom|ingestedat|loadedat|syncedat|version)$/;

/** Ids that stand in several rows which say different things, and what would tell which row is the latest. */
export async function versions(run: Run, { entity, fields, probed, select }: Readable): Promise<Finding[]> {
  if (!versionedEntities.some((one) => one === entity) || !fields.has('id')) return [];
  const problems: Finding[] = [];
  if (probed.olderVersions) {
    const [left] = await run<{ count: number }>(probed.olderVersions);
    if (left && left.count > 0)
      problems.push(notice('older-versions', { entity, rows: left.count, version: probed.relation.version ?? '' }));
  }
  if (isUnique(probed)) return problems;
  const differing = sql`SELECT id FROM (${select}) AS s WHERE id IS NOT NULL GROUP BY id
    HAVING count(*) > 1 AND count(DISTINCT s::text) > 1`;
  const [found] = await run<{ ids: number; examples: string[] | null }>(sql`
    SELECT count(*)::float8 AS ids, (array_agg(id ORDER BY id))[1:5] AS examples FROM (${differing}) AS differing`);
  if (!found?.ids) return problems;
  const { ids, examples } = found;
  const version = probed.relation.version ?? null;
  const possible = version === null ? possibleVersion(probed.columns) : null;
  problems.push(notice('versions-differ', { entity, ids, examples: examples ?? [], version, possible }));
  return problems;
}

/** A column that grows with every version by its name and type. */
function possibleVersion(columns: Readable['probed']['columns']): string | null {
  const known = [...columns].find(
    ([name, type]) => tellsVersions(type) && versionColumn.test(name.toLowerCase().replaceAll('_', '')),
  );
  return known?.[0] ?? null;
}
