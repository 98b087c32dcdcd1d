import { sql } from 'kysely';
import type { LandedTable } from './landedTable.ts';
import type { Sql } from './queryText.ts';

/** Domain of column `website`, without `www`; undefined without the column. */
export function websiteDomain(table: LandedTable): Sql | undefined {
  const website = table.filledText('website');
  if (website === undefined) return undefined;
  const host = sql`regexp_replace(lower(${website}), '^ *([a-z]+:/+)?(www[.])?', '')`;
  return sql`nullif(substring(${host} FROM '^[^/:?# ]+'), '')`;
}
