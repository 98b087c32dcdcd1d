/**
 * The ways in which Airbyte's destination writes a name of HubSpot's interface: what is no letter or digit becomes `_`
 * (`canonical_vid`); older ones kept it (`canonical-vid`), and normalisation wrote all names small (`createdat`).
 */
export function airbyteSpellings(name: string): readonly string[] {
  if (name.startsWith('_')) return [name];
  return [...new Set([name, name.replaceAll('_', '-'), name.toLowerCase()])];
}
