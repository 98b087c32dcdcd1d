import { sql } from 'kysely';
import type { LandedTable } from '../landedTable.ts';
import type { PresetMapping } from '../preset.ts';
import { outputs, queryText, type Sql, withSelects } from '../queryText.ts';
import { isCurrent, keepsVersions, mergedAccounts, type SalesforceSource } from './source.ts';

/** Deals, each of the account that is left of mergers. */
export function opportunityRelation(source: SalesforceSource): PresetMapping['source']['opportunity'] {
  const { opportunity } = source;
  if (!opportunity) return undefined;
  const accountId = opportunity.filledText('account_id');
  const closing = closingOf(opportunity);
  const isWon = opportunity.has('is_won') && opportunity.has('is_closed');
  const query = sql`${withSelects({ ...mergedAccounts(source), ...closing.selects })}SELECT ${outputs({
    id: opportunity.text('id'),
    account_id: sql`coalesce(merged_account.kept, ${accountId})`,
    created_at: opportunity.instant('created_date'),
    closed_at: closing.closedAt,
    won: isWon ? sql`CASE WHEN ${opportunity.flag('is_closed')} THEN ${opportunity.flag('is_won')} END` : undefined,
  })}
FROM ${opportunity.from}
LEFT JOIN merged_account ON merged_account.id = ${accountId}${closing.join}
WHERE ${isCurrent(opportunity)}${closing.where}`;
  return { query: queryText(query) };
}

interface Closing {
  readonly selects: Record<string, Sql>;
  readonly join: Sql;
  readonly closedAt: Sql | undefined;
  readonly where: Sql;
}

/**
 * When a deal was closed: the first version after the last open one, where versions are kept; else its close date,
 * which for an open deal is a plan.
 */
function closingOf(opportunity: LandedTable): Closing {
  const id = opportunity.text('id');
  const created = opportunity.instant('created_date');
  const day = opportunity.instant('close_date');
  const closeDate = day && sql`greatest(${day}, ${created})`;
  const plain = { selects: {}, join: sql``, where: sql`` };
  if (!opportunity.has('is_closed')) return { ...plain, closedAt: closeDate };
  const isClosed = opportunity.flag('is_closed');
  const closedOn = (when: Sql) => sql`CASE WHEN ${isClosed} THEN ${when} END`;
  if (keepsVersions(opportunity)) {
    const versions = sql`SELECT ${id} AS id, ${opportunity.instant('_fivetran_start')} AS starts_at, ${isClosed} AS is_closed,
    max(${opportunity.instant('_fivetran_start')}) FILTER (WHERE NOT ${isClosed}) OVER (PARTITION BY ${id}) AS last_open
    FROM ${opportunity.from}`;
    return {
      selects: {
        closing: sql`SELECT id, min(starts_at) AS closed_at FROM (${versions}) AS versions
  WHERE is_closed AND starts_at > last_open GROUP BY id`,
      },
      join: sql`\nLEFT JOIN closing ON closing.id = ${id}`,
      closedAt: closedOn(sql`coalesce(closing.closed_at, ${closeDate ?? created})`),
      where: sql``,
    };
  }
  return closeDate
    ? { ...plain, closedAt: closedOn(closeDate) }
    : { ...plain, closedAt: undefined, where: sql` AND NOT ${isClosed}` };
}
