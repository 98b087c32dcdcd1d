import { type IdReader, isNumberType, textSql } from '../sqlValue.ts';
import type { TableReader } from '../tableReader.ts';

/** The company in a property of the contact, which is empty where there is none; undefined without the column. */
export function companyIdOf(contact: TableReader, column: string, ids: IdReader): string | undefined {
  const value = contact.value(column);
  if (value === undefined) return undefined;
  return ids.read(isNumberType(value.type) ? value : { sql: `nullif(${textSql(value)}, '')`, type: 'text' });
}
