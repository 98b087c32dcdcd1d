/** How this week compares with the three before. */
export type Momentum = 'new' | 'heating' | 'steady' | 'cooling';

/** What the people of an account did lately. */
export interface AccountActivity {
  /** Activities in the last 7 days, and in each of the three times 7 days before, the latest first. */
  readonly weeks: readonly [number, number, number, number];
  /** People who were active in the last 7 days, and in the last 90. */
  readonly peopleOfWeek: number;
  readonly peopleOfQuarter: number;
}

/** Departments and ranks, by job title. */
export interface Roles {
  readonly departments: readonly string[];
  readonly seniorities: readonly string[];
}

/** Who takes part at an account, of all its people in the CRM. */
export interface BuyingGroup {
  /** Of somebody who was active in the last 90 days. */
  readonly engaged: Roles;
  /** Of people in the CRM of whom nobody was. */
  readonly silent: Roles;
  /** What at least half of the accounts that were won had, and this one has not; empty where the program has no profile. */
  readonly missing: Roles;
}

/** What stands beside an account's probability and never changes it; nulls where there are no events, or titles. */
export interface AccountBeside {
  /** Null where nobody was active in the last 28 days. */
  readonly momentum: Momentum | null;
  readonly activity: AccountActivity | null;
  readonly buyingGroup: BuyingGroup | null;
}

/** Of an account of which nothing was read beside its probability. */
export const plainAccount: AccountBeside = { momentum: null, activity: null, buyingGroup: null };
