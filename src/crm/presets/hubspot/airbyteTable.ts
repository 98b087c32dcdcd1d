import { identifierSql, literalSql } from '../identifier.ts';
import type { Landing } from '../preset.ts';
import { columnValue, type SqlValue, tableSql } from '../sqlValue.ts';
import { type TableReader, tableReader } from '../tableReader.ts';

const propertyPrefix = 'properties_';

/**
 * Reads a stream that Airbyte lands: a property is a column of its own (`properties_email`) or a key of the column
 * `properties`; of a stream whose rows were appended load by load the latest row of each id counts.
 *
 * @param key column that names an object; none for streams of facts, whose repetitions do no harm
 */
export function airbyteTable(landing: Landing, stream: string, alias: string, key?: string): TableReader {
  const document = columnValue(landing, stream, alias, 'properties');
  return tableReader(landing, stream, alias, {
    ...(key === undefined ? {} : { from: latestRows(landing, stream, key) }),
    value(column) {
      const plain = columnValue(landing, stream, alias, column);
      if (plain !== undefined || document === undefined || !column.startsWith(propertyPrefix)) return plain;
      const property = column.slice(propertyPrefix.length);
      return { sql: `(${jsonbSql(document)} ->> ${literalSql(property)})`, type: 'text' };
    },
  });
}

function latestRows(landing: Landing, stream: string, key: string): string {
  const table = tableSql(landing, stream);
  const latest = ['_airbyte_extracted_at', 'updatedAt'].filter((column) => landing.has(stream, column));
  if (latest.length === 0) return table;
  const order = [identifierSql(key), ...latest.map((column) => `${identifierSql(column)} DESC NULLS LAST`)];
  return `(
  SELECT DISTINCT ON (${identifierSql(key)}) *
  FROM ${table}
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
