import { rollUps } from '../ranking/accounts/rollUps.ts';
import { capitalised, decimal } from '../text/format.ts';
import type { AccountRollUp } from '../training/trainingResult.ts';

/** Digits of differences of log losses. */
const digits = 4;

/** Which way from contacts to accounts is used, and why: by accounts that were held out, never by the test. Nothing where none was compared. */
export function rollUpSentences(compared: readonly AccountRollUp[]): readonly string[] {
  const selected = compared.find((one) => one.selected);
  const [first, ...others] = compared;
  if (!selected || !first) return [];
  return [
    `Three ways to combine the contacts of an account were compared. ${why(selected, first, others)}`,
    `${capitalised(rollUpName(selected.method))}: it ${recordOf(selected.method).works}.`,
  ];
}

/** What a way is called. */
export function rollUpName(method: AccountRollUp['method']): string {
  return recordOf(method).title;
}

function why(selected: AccountRollUp, first: AccountRollUp, others: readonly AccountRollUp[]): string {
  const name = capitalised(rollUpName(selected.method));
  if (others.some(({ gain }) => gain && Number.isNaN(gain.value)))
    return `${name} is used: there were too few accounts that converted, or that did not, to choose by.`;
  if (selected === first)
    return `${name} is used: on past accounts that none of them had learned from, no other way is better by more than its standard error (${others.map(comparison).join('; ')}).`;
  return `${name} is used: on past accounts that none of them had learned from, it is better than ${rollUpName(first.method)} by more than its standard error (${comparison(selected)}).`;
}

/** Its log loss against that of the first. */
function comparison({ method, gain }: AccountRollUp): string {
  const { value, error } = gain!;
  const direction = value > 0 ? 'lower' : 'higher';
  return `log loss of ${rollUpName(method)} ${decimal(Math.abs(value), digits)} ${direction}, standard error ${decimal(error, digits)}`;
}

function recordOf(method: AccountRollUp['method']) {
  return rollUps.find((one) => one.method === method)!;
}
