import type { TableReader } from './tableReader.ts';

/** Domain of column `website`, without `www`; undefined without the column. */
export function websiteDomain(table: TableReader): string | undefined {
  const website = table.filledText('website');
  if (website === undefined) return undefined;
  const host = `regexp_replace(lower(${website}), '^ *([a-z]+:/+)?(www[.])?', '')`;
  return `nullif(substring(${host} FROM '^[^/:?# ]+'), '')`;
}
