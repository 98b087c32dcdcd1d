import type { PresetMapping } from '../preset.ts';
import { type Ctes, derived, select, withCtes } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { knowsPeopleOfDeals } from './opportunityContact.ts';
import { isCurrent, mergedAccounts, type SalesforceSource } from './source.ts';
import { keepsVersions } from './table.ts';

/** Deals, each of the account that is left of mergers. */
export function opportunityRelation(source: SalesforceSource): PresetMapping['source']['opportunity'] {
  const { opportunity } = source;
  const accountId = opportunity?.filledText('account_id');
  if (!opportunity || !(accountId || knowsPeopleOfDeals(source))) return undefined;
  const closing = closingOf(source, opportunity);
  const isWon = opportunity.has('is_won') && opportunity.has('is_closed');
  const query = select({
    columns: {
      id: opportunity.text('id'),
      account_id: accountId && `coalesce(merged_account.kept, ${accountId})`,
      created_at: opportunity.instantFrom('created_date'),
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
 * When a deal was closed: the first version, or the first move, into a closed stage after the last open one, where those
 * are kept; else its close date, which for an open deal is a plan.
 */
function closingOf(source: SalesforceSource, opportunity: TableReader): Closing {
  const id = opportunity.text('id');
  const created = required(opportunity.instant('created_date'));
  const day = opportunity.instant('close_date');
  const closeDate = day && `greatest(${day}, ${created})`;
  const plain = { ctes: {}, joins: [], where: [] };
  if (!opportunity.has('is_closed')) return { ...plain, closedAt: closeDate };
  const isClosed = opportunity.flag('is_closed');
  const closedOn = (when: string) => `CASE WHEN ${isClosed} THEN ${when} END`;
  const moves = keepsVersions(opportunity) ? versionsOf(opportunity) : movesOf(source, opportunity);
  if (moves) {
    const states = `SELECT id, starts_at, is_closed,
  max(starts_at) FILTER (WHERE NOT is_closed) OVER (PARTITION BY id) AS last_open
FROM ${derived(moves.query, 'moves')}`;
    return {
      ctes: {
        ...moves.ctes,
        closing: `SELECT id, min(starts_at) AS closed_at
FROM ${derived(states, 'states')}
WHERE is_closed AND ${moves.after}
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

interface Moves {
  readonly ctes: Ctes;
  /** SELECT of id, starts_at, is_closed. */
  readonly query: string;
  /** What holds of a move that closed the deal. */
  readonly after: string;
}

/** The first version there is may have been closed long before, so that it tells nothing of when. */
function versionsOf(opportunity: TableReader): Moves {
  return {
    ctes: {},
    query: `SELECT ${opportunity.text('id')} AS id, ${opportunity.instant('_fivetran_start')} AS starts_at,
  ${opportunity.flag('is_closed')} AS is_closed
FROM ${opportunity.from}`,
    after: 'starts_at > last_open',
  };
}

/** Moves from stage to stage, as Salesforce writes them down; a stage is closed where all deals that are in it are. */
function movesOf(
  { opportunityHistory: moves, opportunityFieldHistory: changes }: SalesforceSource,
  opportunity: TableReader,
): Moves | undefined {
  const stage = opportunity.filledText('stage_name');
  const found = moves ?? changes;
  if (!found || !stage) return undefined;
  const query = select({
    columns: {
      id: found.text('opportunity_id'),
      starts_at: found.instant('created_date'),
      is_closed: 'closed_stage.name IS NOT NULL',
    },
    from: found.from,
    joins: [`LEFT JOIN closed_stage ON closed_stage.name = ${found.text(moves ? 'stage_name' : 'new_value')}`],
    where: [...found.where, ...(moves ? [] : [`${found.text('field')} = 'StageName'`])],
  });
  return {
    ctes: {
      closed_stage: `SELECT ${stage} AS name
FROM ${opportunity.from}
GROUP BY 1
HAVING bool_and(${opportunity.flag('is_closed')})`,
    },
    query,
    after: `(last_open IS NULL OR starts_at > last_open)`,
  };
}

/** Whether it is known when a deal was closed, beyond its close date. */
export function knowsMoves(source: SalesforceSource): boolean {
  const { opportunity } = source;
  return opportunity !== undefined && (keepsVersions(opportunity) || movesOf(source, opportunity) !== undefined);
}
