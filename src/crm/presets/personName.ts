import { sql } from 'kysely';
import { firstOf, type LandedTable } from './landedTable.ts';
import type { Sql } from './queryText.ts';

/** A person's name: as a whole, else made of its parts; undefined where the table has neither. */
export function personName(table: LandedTable): Sql | undefined {
  const parts = [table.filledText('first_name'), table.filledText('last_name')].filter((part) => part !== undefined);
  const made = parts.length === 0 ? undefined : sql`nullif(concat_ws(' ', ${sql.join(parts)}), '')`;
  return firstOf(table.filledText('name'), made);
}
