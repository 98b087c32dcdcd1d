import type { Tally } from './tally.ts';

/** Why a (contact, as-of) pair is not among the snapshots; the first that applies, in this order, is the one. */
export const exclusionReasons = {
  'excluded by the program': 'named in the configuration, such as colleagues of the own company',
  'not yet created': 'the contact entered the CRM at or after the as-of date',
  'too young': 'known for less than the minimum age',
  'already a customer': 'an opportunity was won before the as-of date, and the program asks for those who never bought',
  'no current customer': 'no opportunity was won lately, and the program asks for customers',
  'no former customer':
    'an opportunity was won lately, or never, and the program asks for those who have stopped buying',
  'already converted': 'the outcome was reached before the as-of date',
  'open opportunity': 'sales was already working on the account, or with the contact',
  suppressed: 'the contact must not be approached',
  'outcomes not yet recorded': 'the source did not record outcomes at the as-of date',
  'horizon not yet over': 'the outcome can still happen, so the row is neither converted nor not converted',
  'not yet due': 'the as-of date lies in the future',
  'window over': 'the time in which the contact could convert has passed',
  'gap before the test dates': 'its label would overlap the test dates',
  'unit on another side': 'the row is of the test and its account (or contact) is learned from, or the reverse',
} as const;

/** Why a candidate row was left out. */
export type ExclusionReason = keyof typeof exclusionReasons;

/** Counts of every candidate row: `kept` plus all `excluded` are `considered`. */
export interface Ledger {
  readonly considered: number;
  readonly kept: number;
  readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
}

/** The ledger of a count, its reasons in the order in which they apply. */
export function ledgerOf(considered: number, kept: number, tally: Tally<ExclusionReason>): Ledger {
  const counts = tally.counts();
  const reasons = (Object.keys(exclusionReasons) as ExclusionReason[]).filter((reason) => counts[reason] !== undefined);
  return { considered, kept, excluded: Object.fromEntries(reasons.map((reason) => [reason, counts[reason]])) };
}
