import type { ConfigInput } from '../../../config/schema.ts';
import { derived, select, withCtes } from '../statement.ts';
import { mergedCtes, mergedJoin, ownerOf } from './merged.ts';
import type { HistoryObject, HubspotObjects, StageObject } from './objects.ts';
import { oneOfEach } from './people.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['opportunity']>;

/** Deals that were not deleted: closed when they entered the closed stage they are in now, open otherwise. */
export function opportunityRelation(objects: HubspotObjects): Relation | undefined {
  const { deal, dealCompany, dealContact, stage, stageHistory } = objects;
  if (!deal || (!dealCompany && !dealContact)) return undefined;
  const stageNow = stageHistory ? `coalesce(latest.stage, ${deal.stage ?? 'NULL'})` : deal.stage;
  const entered = [stageHistory && 'latest.entered_at', deal.closeDate].filter((part) => part !== undefined);
  const closed = stage ? 'stage.closed' : `${stageNow} IN ('closedwon', 'closedlost')`;
  const won = stage ? 'stage.won' : `${stageNow} = 'closedwon'`;
  const known = stageNow !== undefined && entered.length > 0;
  const query = select({
    columns: {
      id: deal.id,
      account_id: dealCompany && 'of_company.other_id',
      contact_id: dealContact && ownerOf(objects, 'of_contact.other_id'),
      created_at: deal.createdAt,
      closed_at: known ? `CASE WHEN ${closed} THEN coalesce(${entered.join(', ')}) END` : undefined,
      won: known ? `CASE WHEN ${closed} THEN ${won} END` : undefined,
    },
    from: deal.from,
    joins: [
      ...(dealCompany ? [oneOfEach(dealCompany, 'of_company', deal.id)] : []),
      ...(dealContact ? [oneOfEach(dealContact, 'of_contact', deal.id)] : []),
      ...(dealContact ? mergedJoin(objects, 'of_contact.other_id') : []),
      ...(stageHistory ? [latestStage(stageHistory, deal.id)] : []),
      ...(known && stage ? [stageJoin(stage, stageNow)] : []),
    ],
    where: deal.where,
  });
  return { query: withCtes(dealContact ? mergedCtes(objects) : {}, query) };
}

function latestStage({ from, where, owner, property, value, at }: HistoryObject, dealId: string): string {
  const rows = select({
    columns: {
      deal_id: owner,
      stage: value,
      entered_at: at,
    },
    from,
    where: [...(property === undefined ? [] : [`${property} = 'dealstage'`]), ...where],
  });
  const latest = `SELECT DISTINCT ON (deal_id) deal_id, stage, entered_at
FROM ${derived(rows, 'entered')}
ORDER BY deal_id, entered_at DESC, stage`;
  return `LEFT JOIN ${derived(latest, 'latest')} ON latest.deal_id = ${dealId}`;
}

function stageJoin({ id, from, where, closed, won }: StageObject, on: string): string {
  const stages = select({
    columns: {
      id: id,
      closed: `bool_or(${closed})`,
      won: `bool_or(${won})`,
    },
    from,
    where,
    tail: `GROUP BY ${id}`,
  });
  return `LEFT JOIN ${derived(stages, 'stage')} ON stage.id = ${on}`;
}
