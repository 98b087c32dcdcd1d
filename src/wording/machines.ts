import { machineRules } from '../crm/machine/machineRules.ts';
import type { NoticeFigures } from '../notice/catalogue.ts';
import { integer, percent } from '../text/format.ts';

type Shares = Omit<NoticeFigures['machine-events'], 'entity'>;

/** How many opens and clicks are by machines, by rule and by domain, without a full stop. */
export function machineShares({ events, found, rules, domains }: Shares): string {
  if (found === 0) return `none of ${integer(events)} opens and clicks is by a machine, as far as rules tell`;
  const byRule = rules.map(({ rule, events }) => `${integer(events)} ${titleOf(rule)}`).join('; ');
  const byDomain = domains.map((one) => `${one.domain} ${integer(one.found)} of ${integer(one.events)}`).join(', ');
  const most = domains.length > 0 ? `. Most are at ${byDomain}` : '';
  return `${integer(found)} of ${integer(events)} opens and clicks (${percent(found / events, 1)}) are by machines: ${byRule}${most}`;
}

function titleOf(rule: string): string {
  return machineRules.find(({ code }) => code === rule)?.title ?? rule;
}
