/**
 * The ways in which Airbyte's destination writes a name of HubSpot's interface: what is no letter or digit becomes `_`
 * (`canonical_vid`); older ones kept it (`canonical-vid`), and normalisation wrote all names small (`createdat`).
 */
export function airbyteSpellings(name: string, tables: readonly string[]): readonly string[] {
  if (name.startsWith('_')) return [name];
  return [...new Set([name, name.replaceAll('_', '-'), name.toLowerCase(), ...rawTables(name, tables)])];
}

/**
 * The raw table of a stream, where only those are kept: `_airbyte_raw_contacts`, since version 2 `…_raw__stream_contacts`
 * with the namespace before it; none where several could be meant.
 */
function rawTables(stream: string, tables: readonly string[]): readonly string[] {
  const found = tables.filter(
    (table) => table.replace(/^(_airbyte_raw_|.*_raw_+stream_)/, '') === stream && table !== stream,
  );
  return found.length === 1 ? found : [];
}
