import type { AccountActivity, AccountBeside, BuyingGroup, Roles } from '../ranking/accountBeside.ts';
import { counted, decimal, integer } from '../text/format.ts';
import { joined } from './listed.ts';

const names = { new: 'New', heating: 'Heating up', steady: 'Steady', cooling: 'Cooling down' } as const;

/** How this week compares with the three before, in words and figures; null where nothing is known of it. */
export function momentumSentence({ momentum, activity }: Pick<AccountBeside, 'momentum' | 'activity'>): string | null {
  if (activity === null) return null;
  if (momentum === null)
    return activity.peopleOfQuarter === 0
      ? 'Quiet: nobody was active in the last 90 days.'
      : `Quiet: nobody was active in the last 28 days, ${counted(activity.peopleOfQuarter, 'person was', 'people were')} in the last 90.`;
  return `${names[momentum]}: ${figures(activity)}`;
}

function figures({ weeks: [now, ...before], peopleOfWeek }: AccountActivity): string {
  const sum = before.reduce((total, week) => total + week, 0);
  const week =
    now === 0 ? 'nothing' : `${counted(now, 'activity', 'activities')} of ${counted(peopleOfWeek, 'person', 'people')}`;
  const then =
    sum === 0
      ? 'none in the three weeks before'
      : `${sum % 3 === 0 ? integer(sum / 3) : decimal(sum / 3, 1)} a week in the three before`;
  return `${week} in the last 7 days, ${then}.`;
}

/** Whom the account has in the CRM and who of them takes part, in a sentence or more; null where job titles say nothing. */
export function buyingGroupSentence(group: BuyingGroup | null): string | null {
  if (group === null) return null;
  const [engaged, silent, missing] = [group.engaged, group.silent, group.missing].map(named);
  return [
    engaged === '' ? 'Nobody was active lately.' : `Active lately: ${engaged}.`,
    silent === '' ? '' : `Known, but silent: ${silent}.`,
    missing === '' ? '' : `Missing, against the accounts that were won: ${missing}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function named({ departments, seniorities }: Roles): string {
  return joined([...departments, ...seniorities]);
}
