import { sql } from 'kysely';
import type { LandedTable } from '../landedTable.ts';
import type { PresetMapping } from '../preset.ts';
import { queryText, type Sql, unionAll, withSelects } from '../queryText.ts';
import { isCurrent, keepsVersions, otherIds, type SalesforceSource } from './source.ts';

/** Tables that say who opted out of e-mail. */
export function optOutTables({ contact, lead }: SalesforceSource): readonly LandedTable[] {
  return [contact, lead].filter((table) => table?.has('has_opted_out_of_email')) as LandedTable[];
}

/** Contacts and leads who opted out of e-mail: since when where versions are kept, else at all dates. */
export function suppressionRelation(source: SalesforceSource): PresetMapping['source']['suppression'] {
  const tables = optOutTables(source);
  if (tables.length === 0) return undefined;
  const spans = unionAll(tables.map((table) => (keepsVersions(table) ? spansOf(table) : todayOf(table))));
  const query = sql`${withSelects(otherIds(source))}SELECT coalesce(other_id.person_id, span.id) AS contact_id,
  'opted out of e-mail' AS reason, span.since, span.until
FROM (${spans}) AS span
LEFT JOIN other_id ON other_id.id = span.id
GROUP BY 1, 2, 3, 4`;
  return { query: queryText(query) };
}

function spansOf(table: LandedTable): Sql {
  const id = table.text('id');
  const since = table.instant('_fivetran_start');
  return sql`SELECT id, since, until FROM (
  SELECT id, opted_out, since, lead(since) OVER (PARTITION BY id ORDER BY since) AS until
  FROM (
    SELECT ${id} AS id, ${since} AS since, ${optedOut(table)} AS opted_out,
      lag(${optedOut(table)}) OVER (PARTITION BY ${id} ORDER BY ${since}) AS before
    FROM ${table.from}
  ) AS versions WHERE opted_out IS DISTINCT FROM before
) AS changes WHERE opted_out`;
}

function todayOf(table: LandedTable): Sql {
  return sql`SELECT ${table.text('id')} AS id, NULL::timestamptz AS since, NULL::timestamptz AS until
  FROM ${table.from} WHERE ${isCurrent(table)} AND ${optedOut(table)}`;
}

/** From its conversion on, a lead says nothing: its contact does. */
function optedOut(table: LandedTable): Sql {
  const converted = table.name === 'lead' ? table.filledText('converted_contact_id') : undefined;
  return sql`(${table.flag('has_opted_out_of_email')}${converted ? sql` AND ${converted} IS NULL` : sql``})`;
}
