import type { Landing } from '../preset.ts';
import { required, tableReader } from '../tableReader.ts';
import { fivetranHistory } from './fivetranHistory.ts';
import type { HubspotIds } from './fivetranIds.ts';
import { fivetranTable } from './fivetranTable.ts';
import type { DealObject, HistoryObject, HubspotObjects, StageObject } from './objects.ts';

/** Deals, the stages they went through, and which of them are closed. */
export function fivetranDeals(
  landing: Landing,
  ids: HubspotIds,
): Pick<HubspotObjects, 'deal' | 'stageHistory' | 'stage'> {
  return { deal: dealOf(landing, ids), stageHistory: stageHistoryOf(landing, ids), stage: stageOf(landing) };
}

function dealOf(landing: Landing, ids: HubspotIds): DealObject | undefined {
  if (!landing.has('deal')) return undefined;
  const deal = fivetranTable(landing, 'deal', 'd');
  return {
    from: deal.from,
    where: deal.where,
    id: required(deal.id('deal_id', ids.deal)),
    createdAt: required(deal.instantFrom('property_createdate')),
    closeDate: deal.instant('property_closedate'),
    stage: deal.text('deal_pipeline_stage_id'),
  };
}

function stageHistoryOf(landing: Landing, ids: HubspotIds): HistoryObject | undefined {
  if (!landing.has('deal_stage')) {
    const table = landing.has('deal_property_history') ? tableReader(landing, 'deal_property_history', 'h') : undefined;
    return fivetranHistory(table, 'deal', ids);
  }
  const table = tableReader(landing, 'deal_stage', 'h');
  return {
    from: table.from,
    where: table.where,
    owner: required(table.id('deal_id', ids.deal)),
    property: undefined,
    value: required(table.text('value')),
    at: required(table.instant('date_entered')),
  };
}

function stageOf(landing: Landing): StageObject | undefined {
  if (!landing.has('deal_pipeline_stage')) return undefined;
  const table = fivetranTable(landing, 'deal_pipeline_stage', 's');
  const probability = table.number('probability');
  const closedWon = table.boolean('closed_won');
  const signs = [probability && `${probability} IN (0, 1)`, closedWon].filter((sign) => sign !== undefined);
  const closed = table.boolean('is_closed') ?? (signs.length > 0 ? `(${signs.join(' OR ')})` : undefined);
  if (closed === undefined) return undefined;
  return {
    from: table.from,
    // A stage that was deleted since still says what the deals in it are.
    where: [],
    id: required(table.text('stage_id')),
    closed,
    won: closedWon ?? (probability === undefined ? 'NULL::boolean' : `${probability} = 1`),
  };
}
