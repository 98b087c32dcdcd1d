import { foldedWords } from '../../text/foldedWords.ts';
import { countryNames } from './countryNames.ts';

/** Raise it whenever a region or a name of a country changes. */
export const regionsVersion = 1;

/** Regions that marketing is usually organised by, each with its countries by ISO 3166-1 alpha-2 code (and XK for Kosovo). */
export const regions: readonly (readonly [region: string, countries: string])[] = [
  ['DACH', 'AT CH DE LI'],
  ['United Kingdom and Ireland', 'GB GG IE IM JE'],
  ['Nordics', 'AX DK FI FO GL IS NO SE SJ'],
  ['Benelux', 'BE LU NL'],
  ['France', 'BL FR GF GP MC MF MQ PM RE YT'],
  ['Southern Europe', 'AD CY ES GI GR IT MT PT SM VA'],
  ['Central and Eastern Europe', 'AL BA BG BY CZ EE HR HU LT LV MD ME MK PL RO RS RU SI SK UA XK'],
  ['North America', 'BM CA UM US'],
  [
    'Latin America and Caribbean',
    `AG AI AR AW BB BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GT GY HN HT JM KN KY LC MS MX NI PA PE PR PY SR SV SX
    TC TT UY VC VE VG VI`,
  ],
  ['Middle East', 'AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE'],
  [
    'Africa',
    `AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG ML MR MU MW MZ NA NE
    NG RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG ZA ZM ZW`,
  ],
  ['Central Asia and Caucasus', 'AM AZ GE KG KZ TJ TM UZ'],
  ['South Asia', 'AF BD BT IN LK MV NP PK'],
  ['East Asia', 'CN HK JP KP KR MN MO TW'],
  ['South-East Asia', 'BN ID KH LA MM MY PH SG TH TL VN'],
  ['Oceania', 'AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS'],
];

const regionByCountry: ReadonlyMap<string, string> = new Map(
  regions.flatMap(([region, countries]) =>
    countries.split(/\s+/).flatMap((code) => namesOf(code).map((name) => [name, region] as const)),
  ),
);

/**
 * The region of a country given by code or name, whatever its case and accents; `Other` for one that is not known, null for none.
 *
 * @example regionOf('Österreich') // 'DACH'
 */
export function regionOf(country: string | null): string | null {
  const words = country === null ? [] : foldedWords(country);
  return words.length === 0 ? null : (regionByCountry.get(words.join(' ')) ?? 'Other');
}

function namesOf(code: string): string[] {
  const names = (countryNames[code] ?? '').split(',').map((name) => name.trim().replaceAll(/\s+/g, ' '));
  return [code.toLowerCase(), ...names.filter((name) => name !== '')];
}
