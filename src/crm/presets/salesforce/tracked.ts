import type { PresetMapping } from '../preset.ts';
import type { TableReader } from '../tableReader.ts';
import { knowsPast } from './past.ts';
import type { SalesforceSource } from './source.ts';

type Attributes = NonNullable<NonNullable<PresetMapping['source']['contact']>['attributes']>;

/**
 * The company's own fields whose past is known: attributes read from history.
 *
 * Without history they are left out: their values of today may know the outcome.
 *
 * @param own names of the fields that are read
 */
export function trackedColumns(
  source: SalesforceSource,
  tables: readonly TableReader[],
  own: readonly string[],
): { readonly attributes: Attributes; readonly columns: readonly string[] } {
  const columns = own.filter((column) => tables.some((table) => knowsPast(source, table, column)));
  const attributes: Attributes = {};
  for (const column of columns) {
    const numeric = tables.every((table) => !table.has(column) || table.isNumber(column));
    attributes[column] = { type: numeric ? 'number' : 'category', availability: 'history' };
  }
  return { attributes, columns };
}
