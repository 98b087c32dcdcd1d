import { Random } from '../../../src/numeric/random.ts';
import type { People } from '../../../src/qualification/profile/peopleRows.ts';
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

/** What people of one company share. */
const ofCompany: ReadonlySet<string> = new Set(['industry', 'size', 'country']);

/** People who have nothing to do with one another. */
export function strangers(won: Uint8Array): People {
  return { won, cluster: Int32Array.from(won.keys()), clusters: won.length };
}

/**
 * People at many companies; who is won is drawn, more often the more of a persona's values somebody has, and more often at some companies than at others.
 *
 * @param perCompany with more than one, they have their company's values in common, and its luck
 */
export function plantedCompanies(
  count: number,
  seed: number,
  { planted = true, perCompany = 1 }: { readonly planted?: boolean; readonly perCompany?: number } = {},
) {
  const random = new Random(seed);
  const names = Object.keys(attributes) as (keyof typeof attributes)[];
  const codes = names.map(() => new Int32Array(count));
  const won = new Uint8Array(count);
  const cluster = Int32Array.from(won.keys(), (person) => Math.floor(person / perCompany));
  let luck = 1;
  for (let person = 0; person < count; person++) {
    const isFirst = person % perCompany === 0;
    if (isFirst) luck = perCompany === 1 ? 1 : [0.2, 1, 1.8][random.integer(3)]!;
    const drawn = names.map((name, i) =>
      ofCompany.has(name) && !isFirst ? codes[i]![person - 1]! : random.integer(attributes[name].length),
    );
    for (const [i, code] of drawn.entries()) codes[i]![person] = code;
    const drawnValue = (name: keyof typeof attributes): string => attributes[name][drawn[names.indexOf(name)]!]!;
    const shared = plantedPersonas.map(
      (persona) =>
        (Object.keys(persona) as (keyof typeof persona)[]).filter((name) => drawnValue(name) === persona[name]).length,
    );
    const chance = planted ? [0.02, 0.03, 0.06, 0.25, 0.7][Math.max(...shared)]! : 0.08;
    won[person] = random.next() < chance * luck ? 1 : 0;
  }
  const columns = names.map(
    (name, i): CategoryColumn => ({ kind: 'category', name, codes: codes[i]!, levels: attributes[name] }),
  );
  return { columns, people: { won, cluster, clusters: Math.ceil(count / perCompany) } };
}
