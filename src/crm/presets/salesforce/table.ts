import { identifierSql } from '../identifier.ts';
import type { Landing } from '../preset.ts';
import { booleanSql, columnValue, isNumberType, type SqlValue, tableSql, textSql } from '../sqlValue.ts';
import { indented } from '../statement.ts';
import { type TableReader, tableReader } from '../tableReader.ts';
import { salesforceId } from './salesforceId.ts';
import { unsplit } from './spellings.ts';

/** Fields that Salesforce keeps as days; connectors land them as days, texts or instants at midnight. */
const days = new Set(['activity_date', 'close_date', 'converted_date', 'first_responded_date']);

/** Columns that hold ids, be they of other tables. */
const ids = /^(id|.+_id)$/;

/** By what connectors mark rows that Salesforce no longer has: true, or a time at all. */
const deletionFlags = ['is_deleted', '_fivetran_deleted'];
const deletionTimes = ['_ab_cdc_deleted_at', '_sdc_deleted_at'];

/** By what the latest of several rows of an id is told, where loads are appended; what follows settles ties. */
const loadedAt = [
  ...['_airbyte_extracted_at', '_airbyte_emitted_at'],
  ...['_sdc_sequence', '_sdc_batched_at', '_sdc_extracted_at', '_sdc_received_at'],
];
const ties = ['system_modstamp', '_ab_cdc_updated_at', 'last_modified_date', '_airbyte_raw_id', '_airbyte_ab_id'];

export interface SalesforceTable extends TableReader {
  /** Whether its rows are made by a statement, so that the table itself cannot be sampled. */
  readonly derived: boolean;
  /** Conditions that leave out versions marked as in force that a later one has replaced. */
  readonly latestInForce: readonly string[];
}

/**
 * Reads a table of Salesforce's under its own name as an alias, however the connector writes names; undefined where it
 * is not there. Of rows that were appended load by load, the latest of each id counts.
 *
 * @param columns what is read of it, the company's own fields included
 */
export function salesforceTable(
  landing: Landing,
  name: string,
  columns: readonly string[],
): SalesforceTable | undefined {
  if (!landing.has(name)) return undefined;
  const parts: Parts = Map.groupBy(landing.columns(name), unsplit);
  const value = (column: string) => asDay(column, asId(column, fieldValue(landing, name, parts, column)));
  const sql = (mark: string, condition: (found: SqlValue) => string) => {
    const found = value(mark);
    return found === undefined ? [] : [condition(found)];
  };
  const latest = latestRows(landing, name, parts, [...columns, ...deletionFlags, ...deletionTimes]);
  const reader = tableReader(landing, name, name, { ...(latest === undefined ? {} : { from: latest }), value });
  return {
    ...reader,
    derived: latest !== undefined,
    latestInForce: latest === undefined && keepsVersions(reader) ? [latestInForce(landing, name)] : [],
    columns: [...parts.keys()],
    where: [
      ...deletionFlags.flatMap((mark) => sql(mark, (found) => `${booleanSql(found)} IS NOT TRUE`)),
      ...deletionTimes.flatMap((mark) => sql(mark, (found) => `${found.sql} IS NULL`)),
    ],
  };
}

/** The columns that hold a field, by its name: one, unless Stitch split it by the types of its values. */
type Parts = ReadonlyMap<string, readonly string[]>;

function partsOf(landing: Landing, table: string, parts: Parts, field: string): readonly string[] {
  return landing.has(table, field) ? (parts.get(unsplit(landing.written(table, field))) ?? []) : [];
}

function fieldValue(landing: Landing, table: string, parts: Parts, field: string): SqlValue | undefined {
  const found = partsOf(landing, table, parts, field).flatMap(
    (column) => columnValue(landing, table, table, column) ?? [],
  );
  if (found.length < 2) return found[0];
  if (found.every(({ type }) => isNumberType(type)))
    return { sql: `coalesce(${found.map((part) => `${part.sql}::float8`).join(', ')})`, type: 'double precision' };
  return { sql: `coalesce(${found.map((part) => textSql(part)).join(', ')})`, type: 'text' };
}

/** An id is the same in both of its spellings. */
function asId(field: string, found: SqlValue | undefined): SqlValue | undefined {
  return found === undefined || !ids.test(field) ? found : { sql: salesforceId(textSql(found)), type: 'text' };
}

function asDay(field: string, found: SqlValue | undefined): SqlValue | undefined {
  if (found === undefined || found.type === 'date' || !days.has(field)) return found;
  if (found.type === 'timestamp without time zone') return { sql: `${found.sql}::date`, type: 'date' };
  if (found.type === 'timestamp with time zone')
    return { sql: `(${found.sql} AT TIME ZONE 'UTC')::date`, type: 'date' };
  const text = textSql(found);
  return { sql: `CASE WHEN ${text} ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]' THEN left(${text}, 10)::date END`, type: 'date' };
}

function latestRows(landing: Landing, table: string, parts: Parts, fields: readonly string[]): string | undefined {
  if (!landing.has(table, 'id') || !loadedAt.some((column) => landing.has(table, column))) return undefined;
  const read = [...new Set(fields.flatMap((field) => partsOf(landing, table, parts, field)))].map(identifierSql);
  const id = salesforceId(`${identifierSql(landing.written(table, 'id'))}::text`);
  const order = [...loadedAt, ...ties]
    .filter((column) => landing.has(table, column))
    .map((column) => `${identifierSql(landing.written(table, column))} DESC NULLS LAST`);
  return `(
${indented(`SELECT DISTINCT ON (${id}) ${read.join(', ')}
FROM ${tableSql(landing, table)}
ORDER BY ${[id, ...order].join(', ')}`)}
)`;
}

/** A sync that was broken off may leave two versions marked as in force. */
function latestInForce(landing: Landing, table: string): string {
  const later = tableReader(landing, table, 'later');
  const [id, start] = [later.text('id'), later.instant('_fivetran_start')];
  const mine = tableReader(landing, table, table);
  return `NOT EXISTS (
    SELECT FROM ${later.from}
    WHERE ${later.boolean('_fivetran_active')} AND ${id} = ${mine.text('id')} AND ${start} > ${mine.instant('_fivetran_start')}
  )`;
}

/** Whether Fivetran keeps the versions of the table's rows, with the time of each. */
export function keepsVersions(table: TableReader): boolean {
  return table.has('_fivetran_active') && table.isInstant('_fivetran_start');
}
