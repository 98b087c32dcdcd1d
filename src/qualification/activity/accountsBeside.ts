import { titleAsOf } from '../../features/asOf/titleAsOf.ts';
import { departmentMatcher, seniorityMatcher, type TitleMatcher } from '../../features/vocabulary/titleMatcher.ts';
import type { AccountBeside, BuyingGroup, Roles } from '../../ranking/accountBeside.ts';
import type { Population } from '../../snapshot/population.ts';
import type { Instant } from '../../time/instant.ts';
import { noDepartment } from '../profile/buyingGroupNorm.ts';
import type { BuyingGroupNorm, GroupShare } from '../profile/profile.ts';
import { momentumOf } from './momentum.ts';
import type { RecentActivity } from './recentActivity.ts';

/** Share of the accounts won that had a department, or a rank, from which on it is missed. */
const usual = 0.5;

/**
 * What stands beside the probability of each account of a population, by all its people of today.
 *
 * A few numbers per account are held; texts are made as accounts are asked for.
 *
 * @param norm whom one knew at the accounts that were won; null where that was never learned
 */
export function accountsBeside(
  population: Population,
  activity: RecentActivity | null,
  norm: BuyingGroupNorm | null,
  asOf: Instant,
): (account: number) => AccountBeside {
  const { currentAccount, accounts, contacts } = population;
  const count = accounts.ids.length;
  const weeks = Array.from({ length: 4 }, () => new Int32Array(count));
  const peopleOfWeek = new Int32Array(count);
  const peopleOfQuarter = new Int32Array(count);
  const departments = new RoleSets(departmentMatcher(), count, norm?.departments ?? []);
  const seniorities = new RoleSets(seniorityMatcher(), count, norm?.seniorities ?? []);
  const { titleOf } = titleAsOf({ population });
  for (let contact = 0; contact < contacts.ids.length; contact++) {
    const account = currentAccount[contact]!;
    if (account < 0 || contacts.createdAt[contact]! >= asOf) continue;
    const isEngaged = activity !== null && Number.isFinite(activity.daysSince[contact]!);
    if (activity) {
      for (let week = 0; week < 4; week++) weeks[week]![account]! += activity.weeks[week]![contact]!;
      if (activity.weeks[0]![contact]! > 0) peopleOfWeek[account]!++;
      if (isEngaged) peopleOfQuarter[account]!++;
    }
    const title = titleOf(contact, asOf);
    departments.add(account, title, isEngaged);
    seniorities.add(account, title, isEngaged);
  }
  return (account) => {
    const [now, ...before] = weeks.map((week) => week[account]!);
    const [first, second, third] = before;
    return {
      momentum: activity && momentumOf(now!, first! + second! + third!),
      activity: activity && {
        weeks: [now!, first!, second!, third!],
        peopleOfWeek: peopleOfWeek[account]!,
        peopleOfQuarter: peopleOfQuarter[account]!,
      },
      buyingGroup: activity && groupOf(departments.of(account), seniorities.of(account)),
    };
  };
}

type Sides = Readonly<Record<keyof BuyingGroup, readonly string[]>>;

/** Null where no title says anything. */
function groupOf(departments: Sides, seniorities: Sides): BuyingGroup | null {
  const of = (side: keyof BuyingGroup): Roles => ({ departments: departments[side], seniorities: seniorities[side] });
  const group: BuyingGroup = { engaged: of('engaged'), silent: of('silent'), missing: of('missing') };
  const isKnown = [group.engaged, group.silent].some((one) => one.departments.length + one.seniorities.length > 0);
  return isKnown ? group : null;
}

/** Which of up to 32 values the people of each account have, and those of them who are active. */
class RoleSets {
  readonly #match: TitleMatcher;
  readonly #known: Int32Array;
  readonly #engaged: Int32Array;
  readonly #values: string[] = [];
  readonly #asked: readonly string[];

  constructor(match: TitleMatcher, accounts: number, norm: readonly GroupShare[]) {
    this.#match = match;
    this.#known = new Int32Array(accounts);
    this.#engaged = new Int32Array(accounts);
    this.#asked = norm.filter(({ won }) => won >= usual).map(({ value }) => value);
  }

  add(account: number, title: string | null, isEngaged: boolean): void {
    const value = this.#match(title);
    if (value === null || value === noDepartment) return;
    let at = this.#values.indexOf(value);
    if (at < 0) at = this.#values.push(value) - 1;
    this.#known[account]! |= 1 << at;
    if (isEngaged) this.#engaged[account]! |= 1 << at;
  }

  of(account: number): Sides {
    const known = this.#known[account]!;
    const engaged = this.#engaged[account]!;
    const named = (bits: number) => this.#values.filter((_, at) => (bits >> at) & 1).sort();
    const all = named(known);
    return {
      engaged: named(engaged),
      silent: named(known & ~engaged),
      missing: this.#asked.filter((value) => !all.includes(value)),
    };
  }
}
