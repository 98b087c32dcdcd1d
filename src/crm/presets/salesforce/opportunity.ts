import type { PresetMapping } from '../preset.ts';
import { type Ctes, derived, select, withCtes } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { knowsPeopleOfDeals } from './opportunityContact.ts';
import { isCurrent, keepsVersions, mergedAccounts, type SalesforceSource } from './source.ts';

/** Deals, each of the account that is left of mergers. */
export function opportunityRelation(source: SalesforceSource): PresetMapping['source']['opportunity'] {
  const { opportunity } = source;
  const accountId = opportunity?.filledText('account_id');
  if (!opportunity || !(accountId || knowsPeopleOfDeals(source))) return undefined;
  const closing = closingOf(opportunity);
  const isWon = opportunity.has('is_won') && opportunity.has('is_closed');
  const query = select({
    columns: {
      id: opportunity.text('id'),
      account_id: accountId && `coalesce(merged_account.kept, ${accountId})`,
      created_at: opportunity.instant('created_date'),
      closed_at: closing.closedAt,
      won: isWon ? `CASE WHEN ${opportunity.flag('is_closed')} THEN ${opportunity.flag('is_won')} END` : undefined,
    },
    from: opportunity.from,
    joins: [...(accountId ? [`LEFT JOIN merged_account ON merged_account.id = ${accountId}`] : []), ...closing.joins],
    where: [...isCurrent(opportunity), ...closing.where],
  });
  return { query: withCtes({ ...mergedAccounts(source), ...closing.ctes }, query) };
}

interface Closing {
  readonly ctes: Ctes;
  readonly joins: readonly string[];
  readonly closedAt: string | undefined;
  readonly where: readonly string[];
}

/**
 * When a deal was closed: the first version after the last open one, where versions are kept; else its close date,
 * which for an open deal is a plan.
 */
function closingOf(opportunity: TableReader): Closing {
  const id = opportunity.text('id');
  const created = required(opportunity.instant('created_date'));
  const day = opportunity.instant('close_date');
  const closeDate = day && `greatest(${day}, ${created})`;
  const plain = { ctes: {}, joins: [], where: [] };
  if (!opportunity.has('is_closed')) return { ...plain, closedAt: closeDate };
  const isClosed = opportunity.flag('is_closed');
  const closedOn = (when: string) => `CASE WHEN ${isClosed} THEN ${when} END`;
  if (keepsVersions(opportunity)) {
    const versions = `SELECT ${id} AS id, ${opportunity.instant('_fivetran_start')} AS starts_at, ${isClosed} AS is_closed,
    max(${opportunity.instant('_fivetran_start')}) FILTER (WHERE NOT ${isClosed}) OVER (PARTITION BY ${id}) AS last_open
FROM ${opportunity.from}`;
    return {
      ctes: {
        closing: `SELECT id, min(starts_at) AS closed_at
FROM ${derived(versions, 'versions')}
WHERE is_closed AND starts_at > last_open
GROUP BY id`,
      },
      joins: [`LEFT JOIN closing ON closing.id = ${id}`],
      closedAt: closedOn(`coalesce(closing.closed_at, ${closeDate ?? created})`),
      where: [],
    };
  }
  return closeDate
    ? { ...plain, closedAt: closedOn(closeDate) }
    : { ...plain, closedAt: undefined, where: [`NOT ${isClosed}`] };
}
