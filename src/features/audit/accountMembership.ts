import { type Notice, notice } from '../../notice/notice.ts';
import { alarm, fewest } from './alarms.ts';
import type { OutcomesAhead } from './outcomesAhead.ts';

/** How many have an account, of those who reach the outcome at any time from their first row on, and of the others. */
export interface AccountMembership {
  readonly reached: { readonly contacts: number; readonly share: number };
  readonly others: { readonly contacts: number; readonly share: number };
}

/**
 * Whether contacts have an account because of the outcome, as an attribute may be filled in because of it.
 *
 * Looked at is the first row of each contact and every later outcome, for an account has no date of its own: who is given one by a
 * conversion has it on all earlier dates, beyond every horizon.
 *
 * @param hasAccount whether a row's contact has an account, as far as a model may know.
 * @returns null where it tells the two apart no better than chance might, or than an attribute may.
 */
export function accountMembership(
  { rows, reached }: OutcomesAhead,
  hasAccount: (row: number) => boolean,
): AccountMembership | null {
  const contacts = [0, 0];
  const having = [0, 0];
  for (const [i, row] of rows.entries()) {
    contacts[reached[i]!]!++;
    if (hasAccount(row)) having[reached[i]!]!++;
  }
  const sideOf = (side: 0 | 1) => ({ contacts: contacts[side]!, share: having[side]! / contacts[side]! });
  const found = { reached: sideOf(1), others: sideOf(0) };
  if (!(Math.min(found.reached.contacts, found.others.contacts) >= fewest)) return null;
  const auc = 0.5 + Math.abs(found.reached.share - found.others.share) / 2;
  return auc >= alarm.missingAuc ? found : null;
}

/** Why a feature that is made of the account must not be used. */
export function membershipObjection({ reached, others }: AccountMembership): Notice<'account-follows-outcome'> {
  return notice('account-follows-outcome', { reached: reached.share, others: others.share });
}
