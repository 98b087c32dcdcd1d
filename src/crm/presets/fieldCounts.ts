import { literalSql } from './identifier.ts';
import type { Answer, Landing } from './preset.ts';
import { tableSql } from './sqlValue.ts';
import { indented } from './statement.ts';

/** How a field is filled, in the rows that were looked at. */
export interface FieldCount {
  readonly field: string;
  readonly rows: number;
  /** Rows that have a value. */
  readonly filled: number;
  /** Different values among those. */
  readonly distinct: number;
}

/** So many rows tell how fields are filled. */
const sampledRows = 10_000;

/** What follows a table's alias: about ten thousand rows from all over the table where a sample is enough. */
export function sampleSql(landing: Landing, table: string, how: 'sample' | 'whole'): string {
  if (how === 'whole') return '';
  const share = `100.0 * least(1, ${sampledRows} / (
    SELECT greatest(1, reltuples) FROM pg_class
    WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = ${literalSql(landing.schemaOf(table))})
      AND relname = ${literalSql(landing.written(table))}))`;
  return `\nTABLESAMPLE SYSTEM (${share}) REPEATABLE (1)`;
}

/**
 * SELECT of field text, rows, filled, distinct_values: how fields of a table are filled.
 *
 * @param fields name of a field → its value as text, where the table goes by `alias`
 * @param how `sample`: about ten thousand rows from all over the table, which a view does not allow
 */
export function fieldCountsQuery(
  landing: Landing,
  table: string,
  alias: string,
  fields: Readonly<Record<string, string>>,
  how: 'sample' | 'whole',
): string {
  const name = tableSql(landing, table);
  const sample = sampleSql(landing, table, how);
  const columns = Object.keys(fields).map((_, index) => `f${index}`);
  const values = Object.values(fields).map((value, index) => `nullif(${value}, '') AS ${columns[index]}`);
  const counted = `SELECT count(*) AS rows,
  ARRAY[${columns.map((column) => `count(${column})`).join(', ')}] AS filled,
  ARRAY[${columns.map((column) => `count(DISTINCT ${column})`).join(', ')}] AS distinct_values
FROM (
${indented(`SELECT ${values.join(', ')}\nFROM ${name} AS ${alias}${sample}`)}
) AS looked_at`;
  return `SELECT unnest(ARRAY[${Object.keys(fields).map(literalSql).join(', ')}]) AS field, rows,
  unnest(filled) AS filled, unnest(distinct_values) AS distinct_values
FROM (
${indented(counted)}
) AS counted`;
}

/** The rows of {@link fieldCountsQuery}. */
export function fieldCountsOf(answers: readonly Answer[]): FieldCount[] {
  return answers.map(({ field, rows, filled, distinct_values: distinct }) => ({
    field: String(field),
    rows: Number(rows),
    filled: Number(filled),
    distinct: Number(distinct),
  }));
}
