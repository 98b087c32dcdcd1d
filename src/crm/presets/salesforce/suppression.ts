import type { PresetMapping } from '../preset.ts';
import { derived, select, unionAll, withCtes } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { isCurrent, keepsVersions, otherIds, type SalesforceSource } from './source.ts';

/** Tables that say who opted out of e-mail. */
export function optOutTables({ contact, lead }: SalesforceSource): readonly TableReader[] {
  return [contact, lead].filter((table) => table !== undefined).filter((table) => table.has('has_opted_out_of_email'));
}

/** Contacts and leads who opted out of e-mail: since when where versions are kept, else at all dates. */
export function suppressionRelation(source: SalesforceSource): PresetMapping['source']['suppression'] {
  const tables = optOutTables(source);
  if (tables.length === 0) return undefined;
  const spans = unionAll(tables.map((table) => (keepsVersions(table) ? spansOf(table) : todayOf(table))));
  const query = `SELECT coalesce(other_id.person_id, span.id) AS contact_id,
  'opted out of e-mail' AS reason, span.since, span.until
FROM ${derived(spans, 'span')}
LEFT JOIN other_id ON other_id.id = span.id
GROUP BY 1, 2, 3, 4`;
  return { query: withCtes(otherIds(source), query) };
}

function spansOf(table: TableReader): string {
  const id = table.text('id');
  const since = table.instant('_fivetran_start');
  const versions = `SELECT ${id} AS id, ${since} AS since, ${optedOut(table)} AS opted_out,
  lag(${optedOut(table)}) OVER (PARTITION BY ${id} ORDER BY ${since}) AS before
FROM ${table.from}`;
  const changes = `SELECT id, opted_out, since, lead(since) OVER (PARTITION BY id ORDER BY since) AS until
FROM ${derived(versions, 'versions')}
WHERE opted_out IS DISTINCT FROM before`;
  return `SELECT id, since, until
FROM ${derived(changes, 'changes')}
WHERE opted_out`;
}

function todayOf(table: TableReader): string {
  return select({
    columns: { id: table.text('id'), since: 'NULL::timestamptz', until: 'NULL::timestamptz' },
    from: table.from,
    where: [...isCurrent(table), optedOut(table)],
  });
}

/** From its conversion on, a lead says nothing: its contact does. */
function optedOut(table: TableReader): string {
  const converted = table.name === 'lead' ? table.filledText('converted_contact_id') : undefined;
  return `(${table.flag('has_opted_out_of_email')}${converted ? ` AND ${converted} IS NULL` : ``})`;
}
