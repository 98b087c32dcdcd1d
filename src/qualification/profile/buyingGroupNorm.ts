import { titleAsOf } from '../../features/asOf/titleAsOf.ts';
import { departmentMatcher, seniorityMatcher } from '../../features/vocabulary/titleMatcher.ts';
import { groupRows } from '../../snapshot/grouped.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Snapshots } from '../../snapshot/snapshots.ts';
import type { PeopleRows } from './peopleRows.ts';
import type { BuyingGroupNorm } from './profile.ts';

/** What the departments of nobody in particular, and of no title, are called. */
export const noDepartment = 'Other';

/**
 * How many of the accounts that were won had somebody of each department, and of each rank, in the CRM at the date, against all accounts.
 *
 * @returns null where no account was won
 */
export function buyingGroupNorm(
  population: Population,
  { contact, asOf }: Pick<Snapshots, 'contact' | 'asOf'>,
  people: PeopleRows,
): BuyingGroupNorm | null {
  const { contacts, accounts } = population;
  const { titleOf } = titleAsOf({ population });
  const matchers = { departments: departmentMatcher(), seniorities: seniorityMatcher() };
  const members = groupRows(
    contacts.account.map((account) => (account < 0 ? accounts.ids.length : account)),
    accounts.ids.length + 1,
  );
  const counts = { departments: new Map<string, Held>(), seniorities: new Map<string, Held>() };
  let [all, wins] = [0, 0];
  for (const [account, { row, won }] of onePerAccount(population, contact, people)) {
    all++;
    wins += won;
    const date = asOf[row]!;
    const colleagues = members.rows
      .subarray(members.start[account]!, members.start[account + 1]!)
      .filter((member) => contacts.createdAt[member]! < date);
    for (const kind of ['departments', 'seniorities'] as const) {
      const held = new Set(Array.from(colleagues, (member) => matchers[kind](titleOf(member, date))));
      for (const value of held) {
        if (value === null || value === noDepartment) continue;
        const known = counts[kind].get(value) ?? { all: 0, won: 0 };
        counts[kind].set(value, { all: known.all + 1, won: known.won + won });
      }
    }
  }
  if (wins === 0) return null;
  const shares = (found: ReadonlyMap<string, Held>) =>
    [...found]
      .map(([value, held]) => ({ value, won: held.won / wins, all: held.all / all }))
      .sort((a, b) => b.won - a.won || (a.value < b.value ? -1 : 1));
  return { won: wins, departments: shares(counts.departments), seniorities: shares(counts.seniorities) };
}

/** Of each account the row of the first of its people who was won, else of the first. */
function onePerAccount({ contacts }: Population, contact: Int32Array, { rows, won }: PeopleRows) {
  const chosen = new Map<number, { readonly row: number; readonly won: number }>();
  for (const [at, row] of rows.entries()) {
    const account = contacts.account[contact[row]!]!;
    const known = chosen.get(account);
    if (account >= 0 && (!known || (known.won === 0 && won[at] === 1))) chosen.set(account, { row, won: won[at]! });
  }
  return chosen;
}

interface Held {
  readonly all: number;
  readonly won: number;
}
