import type { Landing } from '../preset.ts';
import { required } from '../tableReader.ts';
import type { AirbyteIds } from './airbyteIds.ts';
import { airbyteTable, objectsJoin } from './airbyteTable.ts';
import type { DealObject, HubspotObjects, StageObject } from './objects.ts';

/** Deals, and which stages of their pipelines are closed. */
export function airbyteDeals(landing: Landing, ids: AirbyteIds): Pick<HubspotObjects, 'deal' | 'stage'> {
  return { deal: dealOf(landing, ids), stage: stageOf(landing) };
}

function dealOf(landing: Landing, ids: AirbyteIds): DealObject | undefined {
  if (!landing.has('deals')) return undefined;
  const deal = airbyteTable(landing, 'deals', 'd', 'id');
  return {
    from: deal.from,
    where: deal.where,
    id: required(deal.id('id', ids.deal)),
    createdAt: required(deal.instantFrom('createdAt')),
    closeDate: deal.instant('properties_closedate'),
    stage: deal.text('properties_dealstage'),
  };
}

function stageOf(landing: Landing): StageObject | undefined {
  if (!landing.has('deal_pipelines', 'stages')) return undefined;
  const pipeline = airbyteTable(landing, 'deal_pipelines', 'p');
  const stages = pipeline.value('stages');
  if (stages === undefined) return undefined;
  const probability = `s.stage -> 'metadata' ->> 'probability'`;
  return {
    from: `${pipeline.from}\n${objectsJoin(stages, 's', 'stage')}`,
    where: [],
    id: `coalesce(s.stage ->> 'stageId', s.stage ->> 'id')`,
    closed: `coalesce(s.stage -> 'metadata' ->> 'isClosed' = 'true', ${probability} IN ('0', '0.0', '1', '1.0'))`,
    won: `${probability} IN ('1', '1.0')`,
  };
}
