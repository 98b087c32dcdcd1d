import { literalSql } from '../identifier.ts';
import type { TableReader } from '../tableReader.ts';

/**
 * What programs write where they have no id, in lower case: names of nothing, and of the column itself. Every stranger
 * gets the same one, so whoever goes by it is many people.
 *
 * The kinds are those that PostHog refuses to merge people by (its documentation of identify).
 */
const nobody: readonly string[] = [
  'undefined',
  'null',
  'nil',
  'none',
  'nan',
  'n/a',
  'unknown',
  'true',
  'false',
  '[object object]',
  'anonymous',
  'guest',
  'not_authenticated',
  'id',
  'email',
  'userid',
  'user_id',
  'anonymousid',
  'anonymous_id',
  'groupid',
  'group_id',
  'distinctid',
  'distinct_id',
];

/** So many different users may have been identified under one anonymous id, as on a computer that a family shares. */
export const mostUsers = 5;

/** An id of a person, device or group; NULL where it is missing, only zeros, or a name of nothing. */
export function namedId(table: TableReader, column: string): string | undefined {
  const id = table.filledText(column);
  const none = isNobody(table, column);
  return id && none && `CASE WHEN ${none} THEN NULL ELSE ${id} END`;
}

/** Whether a column holds what stands for nobody, but not nothing at all. */
export function isNobody(table: TableReader, column: string): string | undefined {
  const id = table.text(column);
  return id && `(lower(btrim(${id})) IN (${nobody.map(literalSql).join(', ')}) OR btrim(${id}) ~ '^[0-]+$')`;
}
