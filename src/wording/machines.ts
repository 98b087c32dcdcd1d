import { machineRules } from '../crm/machine/machineRules.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import { capitalised, decimal, integer, percent } from '../text/format.ts';
import { withInterval } from './withInterval.ts';

type Shares = Omit<NoticeFigures['machine-events'], 'entity'>;

/** How many opens and clicks are by machines, by rule and by domain, without a full stop. */
export function machineShares({ events, found, rules, domains }: Shares): string {
  if (found === 0) return `none of ${integer(events)} opens and clicks is by a machine, as far as rules tell`;
  const byRule = rules.map(({ rule, events }) => `${titleOf(rule)} (${integer(events)})`).join('; ');
  const byDomain = domains.map((one) => `${one.domain} (${integer(one.found)} of ${integer(one.events)})`).join(', ');
  const most = domains.length > 0 ? `. Most are at ${byDomain}` : '';
  return `${integer(found)} of ${integer(events)} opens and clicks (${percent(found / events, 1)}) are by machines: ${byRule}${most}`;
}

function titleOf(rule: string): string {
  return machineRules.find(({ code }) => code === rule)?.title ?? rule;
}

/** What training says of them: whether they are used, and what that changes. */
export function machinesTold(told: NoticeFigures['machine-events-told']): string {
  const { found, kept, compared } = told;
  const shares = `${capitalised(machineShares(told))}.`;
  if (found === 0) return shares;
  const used = kept ? 'They are used like those by people.' : 'No feature uses them.';
  if (compared === null) return `${shares} ${used}`;
  const { logLoss, other, difference } = compared;
  const [without, by] = kept ? [other, logLoss] : [logLoss, other];
  const alone = `A quick model of opens and clicks alone has a log loss of ${decimal(without, 4)} without them and ${decimal(by, 4)} with them`;
  const { value, low, high } = difference;
  const less = kept ? { value: -value, low: -high, high: -low } : difference;
  return `${shares} ${used} ${alone}: ${withInterval(less, 4)} when they are left out, ${effectOf(less)}.`;
}

/** What leaving them out does, by the change of the log loss. */
function effectOf({ low, high }: { readonly low: number; readonly high: number }): string {
  if (high < 0) return 'which is better';
  return low > 0 ? 'which is worse' : 'which tells neither better nor worse';
}
