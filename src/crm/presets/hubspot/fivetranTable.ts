import type { Landing } from '../preset.ts';
import { type TableReader, tableReader } from '../tableReader.ts';

/** Reads a table that Fivetran fills; of the versions that history mode keeps only the one in force. */
export function fivetranTable(landing: Landing, table: string, alias: string): TableReader {
  const reader = tableReader(landing, table, alias);
  const active = reader.boolean('_fivetran_active');
  return { ...reader, where: [...(active === undefined ? [] : [`${active} IS NOT FALSE`]), ...reader.where] };
}
