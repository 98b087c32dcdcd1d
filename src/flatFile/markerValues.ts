import { regions } from '../features/vocabulary/regions.ts';

/** Missing markers that may be values: minus beside plus; Namibia, or North America, among their like. */
export const doubtfulMarkers: readonly string[] = ['-', 'NA'];

const countries = new Set([...regions.flatMap(([, codes]) => codes.split(/\s+/)), 'UK', 'EU']);
const areas = new Set([
  'AF',
  'AN',
  'AS',
  'EU',
  'OC',
  'SA',
  'EMEA',
  'APAC',
  'LATAM',
  'MEA',
  'MENA',
  'ANZ',
  'CEE',
  'DACH',
]);

/** Fewest codes of countries, and of continents or sales regions, that make a column one of them. */
const fewest = { countries: 5, areas: 2 } as const;

/** Which missing markers are values of a column with these other texts. */
export function markersThatAreValues(texts: Iterable<string>): readonly string[] {
  const others = [...texts].filter((text) => !doubtfulMarkers.includes(text));
  const codes = others.filter((text) => countries.has(text)).length;
  const named = others.filter((text) => areas.has(text)).length;
  const areCodes =
    (codes >= fewest.countries && codes >= 0.95 * others.length) || (named >= fewest.areas && named === others.length);
  return [...(others.includes('+') ? ['-'] : []), ...(areCodes ? ['NA'] : [])];
}
