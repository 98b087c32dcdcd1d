import { literalSql } from './identifier.ts';
import { derived } from './statement.ts';
import type { TableReader } from './tableReader.ts';

/**
 * SELECT of id, name, value, valid_from: one row whenever a column of a table that keeps versions took another value;
 * none for a value that never was.
 *
 * @param of.id whose versions these are; of.validFrom when a version became known
 * @param of.columns name of an attribute → its column
 * @param of.missing whether a version without a value clears the attribute, or says nothing of it
 */
export function historyRows(
  table: TableReader,
  of: {
    readonly id: string;
    readonly validFrom: string;
    readonly columns: Readonly<Record<string, string>>;
    readonly missing: 'clears' | 'says nothing';
  },
): string {
  const names = Object.keys(of.columns).map((name) => `${literalSql(name)}::text`);
  const values = Object.values(of.columns).map((column) => `${table.text(column) ?? 'NULL'}::text`);
  const versions = `SELECT ${of.id} AS id, ${of.validFrom} AS valid_from,
  unnest(ARRAY[${names.join(', ')}]) AS name, unnest(ARRAY[${values.join(', ')}]) AS value
FROM ${table.from}`;
  const changes = `SELECT id, name, value, valid_from, lag(value) OVER version AS before
FROM ${derived(versions, 'versions')}
WHERE id IS NOT NULL${of.missing === 'clears' ? '' : ' AND value IS NOT NULL'}
WINDOW version AS (PARTITION BY id, name ORDER BY valid_from, value)`;
  return `SELECT id, name, value, valid_from
FROM ${derived(changes, 'changes')}
WHERE value IS DISTINCT FROM before`;
}
