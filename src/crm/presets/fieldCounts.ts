import { plainNumberPattern } from '../import/plainNumber.ts';
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
  /** Whether values are neither all points in time nor lists. */
  readonly fit: boolean;
}

/**
 * What the values of a field are, as columns of a statement that groups by it: `number` where all are numbers, be they
 * written as text (codes that begin in 0 are none); `fit` where they are neither all points in time nor lists.
 */
export function valueShape(value: string): string {
  const code = `${value} ~ '^-?0[0-9]'`;
  // Milliseconds since 1970, of days from 2001 to 2033, as HubSpot writes dates.
  const time = `${value} ~ '^[0-9]{4}-[01][0-9]-[0-3][0-9]|^1[0-9]{12}([.]0*)?$'`;
  return `bool_and(${value} ~ '${plainNumberPattern}' AND NOT ${code}) AS number,
    NOT (bool_and(${time}) OR bool_or(${value} ~ '^\\[.*\\]$|^\\{.*\\}$')) AS fit`;
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
 * SELECT of field text, rows, filled, distinct_values, number, fit: how fields of a table are filled, and with what.
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
  const columns = Object.keys(fields).map((_, index) => `f${index}`);
  const values = Object.values(fields).map((value, index) => `nullif(${value}, '') AS ${columns[index]}`);
  const lookedAt = `SELECT ${values.join(', ')}
FROM ${tableSql(landing, table)} AS ${alias}${sampleSql(landing, table, how)}`;
  // One row per field and value, because hundreds of aggregates with DISTINCT take seconds to plan, whatever the rows.
  const held = `SELECT part.field, part.value, count(*) AS times
FROM looked_at
CROSS JOIN LATERAL unnest(ARRAY[${columns.map((_, index) => index).join(', ')}], ARRAY[${columns.join(', ')}]) AS part (field, value)
WHERE part.value IS NOT NULL
GROUP BY 1, 2`;
  return `WITH looked_at AS MATERIALIZED (
${indented(lookedAt)}
), counted AS (
  SELECT field, sum(times) AS filled, count(*) AS distinct_values,
    ${valueShape('value')}
  FROM (
${indented(indented(held))}
  ) AS held
  GROUP BY field
)
SELECT named.field, (SELECT count(*) FROM looked_at) AS rows,
  coalesce(counted.filled, 0) AS filled, coalesce(counted.distinct_values, 0) AS distinct_values, counted.number, counted.fit
FROM unnest(ARRAY[${Object.keys(fields).map(literalSql).join(', ')}]) WITH ORDINALITY AS named (field, place)
LEFT JOIN counted ON counted.field = named.place - 1`;
}

/** The rows of {@link fieldCountsQuery}. */
export function fieldCountsOf(answers: readonly Answer[]): FieldCount[] {
  return answers.map(({ field, rows, filled, distinct_values: distinct, fit }) => ({
    field: String(field),
    rows: Number(rows),
    filled: Number(filled),
    distinct: Number(distinct),
    fit: fit !== false,
  }));
}
