import { identifierSql, literalSql } from '../identifier.ts';
import type { Landing } from '../preset.ts';
import { columnValue, instantSql, type SqlValue, tableSql, textSql } from '../sqlValue.ts';
import { indented } from '../statement.ts';
import { type TableReader, tableReader } from '../tableReader.ts';

const propertyPrefix = 'properties_';

/** Which of several rows of an id is the latest, by either generation of the destination, and by the source itself. */
const newest = ['_airbyte_extracted_at', '_airbyte_emitted_at', '_ab_cdc_updated_at', 'updatedAt'];

/** When the source changed a row, and when it was loaded: what is archived is compared by the first, else by the other. */
const changedAt = ['_ab_cdc_updated_at', 'updatedAt'];
const loadedAt = ['_airbyte_extracted_at', '_airbyte_emitted_at'];

/**
 * Reads a stream that Airbyte lands: a property is a column of its own (`properties_email`) or a key of the column
 * `properties`; of a stream whose rows were appended load by load the latest row of each id counts.
 *
 * What the source deleted is left out: rows marked `archived` or with a `_ab_cdc_deleted_at`, and those of the stream
 * `…_archived` unless they were changed after that, which is how a row looks that was restored.
 *
 * @param key column that names an object; none for streams of facts, whose repetitions do no harm
 */
export function airbyteTable(landing: Landing, stream: string, alias: string, key?: string): TableReader {
  const document = columnValue(landing, stream, alias, 'properties');
  const reader = tableReader(landing, stream, alias, {
    ...(key === undefined ? {} : { from: latestRows(landing, stream, key) }),
    value(column) {
      const plain = columnValue(landing, stream, alias, column);
      if (plain !== undefined || document === undefined || !column.startsWith(propertyPrefix)) return plain;
      const property = column.slice(propertyPrefix.length);
      return { sql: `(${jsonbSql(document)} ->> ${literalSql(property)})`, type: 'text' };
    },
  });
  const deletedAt = reader.text('_ab_cdc_deleted_at');
  const gone = key === undefined ? undefined : archived(landing, stream, alias, key);
  return {
    ...reader,
    from: [reader.from, ...(gone?.joins ?? [])].join('\n'),
    where: [...(deletedAt === undefined ? [] : [`${deletedAt} IS NULL`]), ...(gone?.where ?? []), ...reader.where],
  };
}

/** Rows of the stream of deleted objects, by which a row of the stream itself is known to be gone. */
function archived(landing: Landing, stream: string, alias: string, key: string) {
  const table = `${stream}_archived`;
  const id = columnValue(landing, table, 'a', key);
  if (id === undefined) return undefined;
  const changed = instantOf(landing, stream, alias, changedAt);
  const since = changed ?? instantOf(landing, stream, alias, loadedAt);
  const at = instantOf(landing, table, 'a', changed === undefined ? loadedAt : ['archivedAt', ...changedAt]);
  const other = `${alias}_archived`;
  const rows = `SELECT ${textSql(id)} AS id, ${at === undefined ? 'NULL::timestamptz' : `max(${at})`} AS at
FROM ${tableSql(landing, table)} AS a
GROUP BY 1`;
  const own = textSql(columnValue(landing, stream, alias, key) ?? id);
  const restored = since === undefined || at === undefined ? [] : [`${since} > ${other}.at`];
  return {
    joins: [`LEFT JOIN (\n${indented(rows)}\n) AS ${other} ON ${other}.id = ${own}`],
    where: [restored.length === 0 ? `${other}.id IS NULL` : `(${other}.id IS NULL OR ${restored.join()})`],
  };
}

function instantOf(landing: Landing, table: string, alias: string, columns: readonly string[]): string | undefined {
  const found = columns.flatMap((column) => columnValue(landing, table, alias, column) ?? []).map(instantSql);
  return found.length < 2 ? found[0] : `coalesce(${found.join(', ')})`;
}

function latestRows(landing: Landing, stream: string, key: string): string {
  const table = tableSql(landing, stream);
  const latest = newest.filter((column) => landing.has(stream, column));
  if (latest.length === 0) return table;
  const named = (column: string) => columnValue(landing, stream, 'r', column)?.sql ?? identifierSql(column);
  const order = [named(key), ...latest.map((column) => `${named(column)} DESC NULLS LAST`)];
  return `(
  SELECT DISTINCT ON (${named(key)}) r.*
  FROM ${table} AS r
  ORDER BY ${order.join(', ')}
)`;
}

/** Joins the elements of an array, as text and with their place from 1, whether it is one of JSON or of Postgres. */
export function elementsJoin(value: SqlValue, alias: string, element: string): string {
  const elements = value.type.endsWith('[]')
    ? `unnest(${value.sql}::text[])`
    : `jsonb_array_elements_text(${array(value)})`;
  return `CROSS JOIN LATERAL ${elements} WITH ORDINALITY AS ${alias} (${element}, place)`;
}

/** Joins the elements of a JSON array, each as jsonb. */
export function objectsJoin(value: SqlValue, alias: string, element: string): string {
  return `CROSS JOIN LATERAL jsonb_array_elements(${array(value)}) AS ${alias} (${element})`;
}

function array(value: SqlValue): string {
  const document = jsonbSql(value);
  return `CASE jsonb_typeof(${document}) WHEN 'array' THEN ${document} ELSE '[]' END`;
}

function jsonbSql({ sql, type }: SqlValue): string {
  return type === 'jsonb' ? sql : `${sql}::jsonb`;
}
