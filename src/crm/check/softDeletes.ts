import { sql } from 'kysely';
import pg from 'pg';
import type { EntityName } from '../../config/entity.ts';
import { columnOfField } from '../probe.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';
import type { CheckProblem } from './report.ts';

/** What connectors, CRMs and frameworks call a column that marks rows as deleted, in small letters and digits alone. */
const deletionMark =
  /^(fivetran|ab|abcdc|sdc|cdc|is|was|soft|dbtis|peerdbis|hevomarked)?(deleted|softdeleted|removed|archived|trashed)(at|on|date|time|flag)?$|^(date|time)(deleted|archived)$/;
/** What marks a version of a row as in force: the others are over. */
const currentMark = /^(fivetranactive|iscurrent|dbtiscurrent)$/;
/** When a version of a row ended; one in force may have a year far ahead. */
const endMark = /^(dbtvalidto)$/;

/** What it does to the result that such rows are read. */
const costs: Readonly<Partial<Record<EntityName, string>>> = {
  contact: 'they are ranked like any other',
  event: 'they count as activity',
  outcome: 'they count as conversions',
  opportunity: 'while they are open they keep contacts off the list',
  opportunityContact: 'they keep contacts off the list',
  suppression: 'they keep contacts off the list',
};

/** Columns that mark rows as deleted, archived or over and that nothing uses: the rows are read like any other. */
export async function softDeletes(run: Run, readable: Readable): Promise<CheckProblem[]> {
  const { entity, probed } = readable;
  const used = usedColumns(readable);
  const marks = [...probed.columns].flatMap(([column, type]) => {
    const kept = used.has(column) ? null : keptRows(column, type);
    return kept === null ? [] : [{ column, kept }];
  });
  if (marks.length === 0) return [];
  const counts = marks.map(
    ({ kept }, index) => sql`(count(*) FILTER (WHERE NOT (${sql.raw(kept)})))::float8 AS ${sql.id(`mark${index}`)}`,
  );
  const [found] = await run<Record<string, number>>(sql`SELECT ${sql.join(counts)} FROM ${probed.from}`);
  return marks.flatMap(({ column, kept }, index): CheckProblem[] => {
    const rows = found?.[`mark${index}`] ?? 0;
    if (rows === 0) return [];
    return [
      {
        entity,
        severity: 'warning',
        problem: `${column} marks rows as deleted, archived or over, and is not used`,
        rows,
        cost: costs[entity] ?? 'they count like any other',
        remedy: `leave them out, if they are gone: ${remedyOf(readable, kept)}`,
        examples: [],
      },
    ];
  });
}

function remedyOf({ entity, probed: { relation, title } }: Readable, kept: string): string {
  if (relation.query) return `in the query of ${entity}, WHERE ${kept}`;
  return `instead of source.${entity}.table, source.${entity}.query = \`SELECT * FROM ${relation.table ?? title} WHERE ${kept}\``;
}

function usedColumns({ fields, probed }: Readable): ReadonlySet<string> {
  const { attributes, version } = probed.relation;
  return new Set([
    ...[...fields].flatMap((field) => columnOfField(probed, field) ?? []),
    ...Object.entries(attributes).map(([name, { column }]) => column ?? name),
    ...(version === undefined ? [] : [version]),
  ]);
}

/** The condition in SQL under which a column does not mark a row; null where it marks none. */
function keptRows(column: string, type: string): string | null {
  const name = column.toLowerCase().replace(/[^a-z0-9]/g, '');
  const quoted = pg.escapeIdentifier(column);
  if (currentMark.test(name)) return type === 'boolean' ? `${quoted} IS NOT FALSE` : null;
  if (!deletionMark.test(name) && !endMark.test(name)) return null;
  if (type === 'boolean') return `${quoted} IS NOT TRUE`;
  if (/^(timestamp|date)/.test(type))
    return endMark.test(name) ? `(${quoted} IS NULL OR ${quoted} > now())` : `${quoted} IS NULL`;
  if (/^(smallint|integer|bigint|numeric)$/.test(type)) return `coalesce(${quoted}, 0) = 0`;
  if (!/^(text|character varying)$/.test(type)) return null;
  if (/(at|on|date|time|to)$/.test(name)) return `coalesce(${quoted}, '') = ''`;
  return `coalesce(lower(${quoted}), '') NOT IN ('true', 't', 'yes', 'y', '1')`;
}
