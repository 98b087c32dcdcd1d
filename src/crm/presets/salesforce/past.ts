import { historyRows } from '../historyRows.ts';
import { required, type TableReader } from '../tableReader.ts';
import { changedField, changeRows } from './changes.ts';
import type { SalesforceSource } from './source.ts';
import { keepsVersions } from './table.ts';

/** Whether it is known what a column was at past dates: from the versions of its rows, or from its changes. */
export function knowsPast({ changes }: SalesforceSource, table: TableReader, column: string): boolean {
  return table.has(column) && (keepsVersions(table) || changedField(changes[table.name], column) !== undefined);
}

/**
 * SELECT of id, name, value, valid_from: what columns of a table were over time; undefined where none of them is known.
 *
 * @param of name of an attribute → its column
 */
export function pastOf(
  source: SalesforceSource,
  table: TableReader,
  of: Readonly<Record<string, string>>,
): string | undefined {
  const known = Object.fromEntries(Object.entries(of).filter(([, column]) => knowsPast(source, table, column)));
  if (Object.keys(known).length === 0) return undefined;
  const changes = source.changes[table.name];
  if (!keepsVersions(table) && changes) return changeRows(table, changes, known);
  return historyRows(table, {
    id: required(table.text('id')),
    validFrom: required(table.instant('_fivetran_start')),
    columns: known,
    missing: 'clears',
  });
}
