import type { PresetMapping } from '../preset.ts';
import type { TableReader } from '../tableReader.ts';
import { keepsVersions } from './source.ts';

type Attributes = NonNullable<NonNullable<PresetMapping['source']['contact']>['attributes']>;

/**
 * The company's own fields of tables that keep versions: attributes read from history.
 *
 * Without history they are left out: their values of today may know the outcome.
 *
 * @param own names of the fields that are read
 */
export function trackedColumns(
  tables: readonly TableReader[],
  own: readonly string[],
): { readonly attributes: Attributes; readonly columns: readonly string[] } {
  const versioned = tables.filter(keepsVersions);
  const columns = own.filter((column) => versioned.some((table) => table.has(column)));
  const attributes: Attributes = {};
  for (const column of columns) {
    const numeric = versioned.every((table) => !table.has(column) || table.isNumber(column));
    attributes[column] = { type: numeric ? 'number' : 'category', availability: 'history' };
  }
  return { attributes, columns };
}
