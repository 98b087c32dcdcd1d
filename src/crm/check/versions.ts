import { sql } from 'kysely';
import { versionedEntities } from '../../config/entity.ts';
import { tellsVersions } from '../latestVersions.ts';
import { isUnique } from '../source.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** What connectors and CRMs call the column that grows with every version, without case, underscores and what stands before. */
const versionColumn =
  /(updatedat|modifiedat|changedat|lastmodified(date|at)?|lastmodstamp|systemmodstamp|updateddate|writedate|cdcupdatedat|fivetransynced|fivetranstart|airbyteextractedat|airbyteemittedat|sdcbatchedat|sdcextractedat|dbtvalidfrom|dbtupdatedat|validfrom|ingestedat|loadedat|syncedat|version)$/;

const rules = {
  contact:
    'the row created first is used, of several the one that has its account, of several the first by the alphabet',
  account: 'the row created first is used, of several the first by the alphabet',
  opportunity: 'every row counts: while one of them is open, the deal is',
} as const;

/** Ids that stand in several rows which say different things, and what would tell which row is the latest. */
export async function versions(run: Run, { entity, fields, probed, select }: Readable): Promise<CheckProblem[]> {
  const versioned = versionedEntities.find((one) => one === entity);
  if (versioned === undefined || !fields.has('id')) return [];
  const problems: CheckProblem[] = [];
  if (probed.olderVersions) {
    const [left] = await run<{ count: number }>(probed.olderVersions);
    if (left && left.count > 0)
      problems.push({
        ...{ entity, severity: 'info', examples: [], rows: left.count },
        problem: `rows are earlier versions, by ${probed.relation.version}`,
        cost: 'they are left aside and counted; of each id the latest version is used',
        remedy: 'nothing',
      });
  }
  if (isUnique(probed)) return problems;
  const differing = sql`SELECT id FROM (${select}) AS s WHERE id IS NOT NULL GROUP BY id
    HAVING count(*) > 1 AND count(DISTINCT s::text) > 1`;
  const [found] = await run<{ ids: number; examples: string[] | null }>(sql`
    SELECT count(*)::float8 AS ids, (array_agg(id ORDER BY id))[1:5] AS examples FROM (${differing}) AS differing`);
  if (!found?.ids) return problems;
  problems.push({
    entity,
    severity: 'warning',
    problem: `${found.ids} ids stand in several rows that say different things`,
    rows: 0,
    cost: rules[versioned],
    remedy: remedyOf(entity, probed),
    examples: found.examples ?? [],
  });
  return problems;
}

function remedyOf(entity: string, { columns, relation }: Readable['probed']): string {
  if (relation.version !== undefined)
    return `${relation.version} is the same in them: name a column that is not, in source.${entity}.version, or map a SELECT that gives each id once`;
  const known = [...columns].find(
    ([name, type]) => tellsVersions(type) && versionColumn.test(name.toLowerCase().replaceAll('_', '')),
  )?.[0];
  return known === undefined
    ? `name the column that grows with every version, source.${entity}.version, or map a SELECT that gives each id once`
    : `if the latest counts: source.${entity}.version = '${known}'`;
}
