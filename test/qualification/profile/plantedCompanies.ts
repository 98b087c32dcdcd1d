import { Random } from '../../../src/numeric/random.ts';
import type { CategoryColumn } from '../../../src/table/table.ts';

const attributes = {
  industry: ['manufacturing', 'logistics', 'software', 'retail', 'finance'],
  size: ['small', 'middling', 'large'],
  level: ['head', 'team', 'staff'],
  department: ['Operations', 'Marketing', 'Finance', 'Sales'],
  // These two have no part in anything.
  country: ['DE', 'FR', 'GB', 'NL', 'SE', 'PL', 'ES', 'US'],
  source: ['webinar', 'content', 'fair', 'referral', 'search', 'import'],
} as const;

/** The people whom the invented companies win: heads of operations of small makers, and marketing teams of large software companies. */
export const plantedPersonas = [
  { industry: 'manufacturing', size: 'small', level: 'head', department: 'Operations' },
  { industry: 'software', size: 'large', level: 'team', department: 'Marketing' },
] as const;

export const unplanted: ReadonlySet<string> = new Set(['country', 'source']);

/** One person at each of many companies; who is won is drawn, more often the more of a persona's values somebody has. */
export function plantedCompanies(units: number, seed: number, planted = true) {
  const random = new Random(seed);
  const names = Object.keys(attributes) as (keyof typeof attributes)[];
  const codes = names.map(() => new Int32Array(units));
  const won = new Uint8Array(units);
  for (let unit = 0; unit < units; unit++) {
    const drawn = names.map((name) => random.integer(attributes[name].length));
    for (const [i, code] of drawn.entries()) codes[i]![unit] = code;
    const drawnValue = (name: keyof typeof attributes): string => attributes[name][drawn[names.indexOf(name)]!]!;
    const shared = plantedPersonas.map(
      (persona) =>
        (Object.keys(persona) as (keyof typeof persona)[]).filter((name) => drawnValue(name) === persona[name]).length,
    );
    const chance = planted ? [0.02, 0.03, 0.06, 0.25, 0.7][Math.max(...shared)]! : 0.08;
    won[unit] = random.next() < chance ? 1 : 0;
  }
  const columns = names.map(
    (name, i): CategoryColumn => ({ kind: 'category', name, codes: codes[i]!, levels: attributes[name] }),
  );
  return { columns, won };
}
