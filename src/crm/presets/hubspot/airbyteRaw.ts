import { identifierSql, literalSql } from '../identifier.ts';
import type { Landing } from '../preset.ts';

/** The column in which a raw table holds a record as it came. */
const record = '_airbyte_data';

/** Keys that hold objects or lists. */
const documents: ReadonlySet<string> = new Set(['properties', 'companies', 'contacts', 'stages', 'changes']);

/** The landing where every key of a raw table's records counts as a column of it: as text, or as JSON. */
export function withRawRecords(landing: Landing): Landing {
  const isKey = (table: string, column: string) =>
    !column.startsWith('_') && !landing.has(table, column) && landing.has(table, record);
  return {
    ...landing,
    has: (table, column) => landing.has(table, column) || (column !== undefined && isKey(table, column)),
    type(table, column) {
      if (!isKey(table, column)) return landing.type(table, column);
      return documents.has(column) ? 'jsonb' : 'text';
    },
    expression(table, column, alias) {
      if (!isKey(table, column)) return landing.expression?.(table, column, alias);
      const data = `${alias}.${identifierSql(record)}`;
      return keySql(landing.type(table, record) === 'jsonb' ? data : `${data}::jsonb`, column);
    },
  };
}

/** Keys are those of HubSpot's interface (`canonical-vid`), and properties may stand in an object of their own. */
function keySql(data: string, column: string): string {
  const arrow = documents.has(column) ? '->' : '->>';
  const keys = [...new Set([column, column.replaceAll('_', '-')])].map((key) => `${data} ${arrow} ${literalSql(key)}`);
  const property = /^properties_(.+)$/.exec(column)?.[1];
  const found = property === undefined ? keys : [keys[0]!, `${data} -> 'properties' ->> ${literalSql(property)}`];
  return found.length === 1 ? `(${found[0]})` : `coalesce(${found.join(', ')})`;
}
