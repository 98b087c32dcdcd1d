/** What may stand before or after a number: each spelling, and the one that it counts as. */
const spellings: readonly (readonly [unit: string, ...others: readonly string[]])[] = [
  ['%'],
  ['$'],
  ['€', 'EUR', 'Euro'],
  ['£', 'GBP'],
  ['CHF', 'Fr.', 'SFr.'],
  ['kr', 'kr.'],
  ['zł', 'PLN'],
  ['¥'],
  ['₹', 'INR', 'Rs', 'Rs.'],
  ['R$', 'BRL'],
  ...[
    'USD',
    'US$',
    'CAD',
    'AUD',
    'NZD',
    'SEK',
    'NOK',
    'DKK',
    'CZK',
    'HUF',
    'RON',
    'JPY',
    'CNY',
    'MXN',
    'ZAR',
    'SGD',
  ].map((unit) => [unit] as const),
];

/** Units by number; the first is none. */
export const units: readonly string[] = ['', ...spellings.map(([unit]) => unit)];

const numberOfSpelling: ReadonlyMap<string, number> = new Map(
  spellings.flatMap((all, at) => all.map((spelling) => [spelling.toLowerCase(), at + 1] as const)),
);

/** The spellings of a unit, the longest first. */
export function spellingsOf(unit: number): readonly string[] {
  return (spellings[unit - 1] ?? []).toSorted((a, b) => b.length - a.length);
}

/** Matches one unit in whatever case. */
export const unitPattern: string = [...numberOfSpelling.keys()]
  .sort((a, b) => b.length - a.length)
  .map((spelling) => spelling.replaceAll(/[$.]/g, '\\$&'))
  .join('|');

/** The number of a unit by its spelling in whatever case; 0 for none. */
export function unitOf(spelling: string | undefined): number {
  return spelling === undefined ? 0 : (numberOfSpelling.get(spelling.toLowerCase()) ?? 0);
}
