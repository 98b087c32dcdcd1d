import { combined } from './statement.ts';
import type { TableReader } from './tableReader.ts';

/** A person's name made of its parts; undefined where there are none. */
export function personName(...parts: readonly (string | undefined)[]): string | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length === 0 ? undefined : `nullif(btrim(concat_ws(' ', ${given.join(', ')})), '')`;
}

/** The name in column `name`, else made of `first_name` and `last_name`; undefined where the table has neither. */
export function wholeName(table: TableReader): string | undefined {
  const made = personName(table.filledText('first_name'), table.filledText('last_name'));
  return combined('coalesce', table.filledText('name'), made);
}
