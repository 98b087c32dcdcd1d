import { sql } from 'kysely';
import pg from 'pg';
import type { Finding } from '../../notice/finding.ts';
import { notice } from '../../notice/notice.ts';
import { columnOfField } from '../probe.ts';
import type { Run } from './measure.ts';
import type { Readable } from './readable.ts';

/** What connectors, CRMs and frameworks call a column that marks rows as deleted, in small letters and digits alone. */
const deletionMark =
  /^(fivetran|ab|abcdc|sdc|cdc|is|was|soft|dbtis|peerdbis|hevomarked)?(deleted|softdeleted|removed|archived|trashed)(at|on|date|time|flag)?$|^(date|time)(deleted|archived)$/;
/** What marks a version of a row as in force: the others are over. */
const currentMark = /^(fivetranactive|iscurrent|dbtiscurrent)$/;
/** When a version of a row ended; one in force may have a year far ahead. */
const endMark = /^(dbtvalidto)$/;

/** Columns that mark rows as deleted, archived or over and that nothing uses: the rows are read like any other. */
export async function softDeletes(run: Run, readable: Readable): Promise<Finding[]> {
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
  return marks.flatMap(({ column, kept }, index): Finding[] => {
    const rows = found?.[`mark${index}`] ?? 0;
    const { query, table = probed.title } = probed.relation;
    return rows === 0
      ? []
      : [notice('deletion-mark-unused', { entity, column, rows, keep: kept, table: query ? null : table })];
  });
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
