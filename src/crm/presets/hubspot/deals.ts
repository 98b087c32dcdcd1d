import type { ConfigInput } from '../../../config/schema.ts';
import { combined, derived, select, withCtes } from '../statement.ts';
import { mergedCtes, mergedJoin, notMerged, ownerOf } from './merged.ts';
import type { HistoryObject, HubspotObjects, StageObject } from './objects.ts';
import { oneOfEach } from './people.ts';

type Relation = NonNullable<NonNullable<ConfigInput['source']>['opportunity']>;
type OpportunityContacts = NonNullable<NonNullable<ConfigInput['source']>['opportunityContact']>;

/** Deals that were neither deleted nor merged into another: closed when they entered the closed stage they are in now, open otherwise. */
export function opportunityRelation(objects: HubspotObjects): Relation | undefined {
  const { deal, dealCompany, dealContact, stage, stageHistory } = objects;
  if (!deal || (!dealCompany && !dealContact)) return undefined;
  // The deal itself says what is true today; its history may lack the last change, or the last load of it.
  const stageNow = stageHistory ? combined('coalesce', deal.stage, 'latest.stage') : deal.stage;
  const enteredAt = stageHistory && `CASE WHEN latest.stage = ${stageNow} THEN latest.entered_at END`;
  const entered = [enteredAt, deal.closeDate].filter((part) => part !== undefined);
  const closed = stage ? 'stage.closed' : `${stageNow} IN ('closedwon', 'closedlost')`;
  const won = stage ? 'stage.won' : `${stageNow} = 'closedwon'`;
  const known = stageNow !== undefined && entered.length > 0;
  const query = select({
    columns: {
      id: deal.id,
      account_id: dealCompany && 'of_company.other_id',
      contact_id: dealContact && 'of_contact.other_id',
      created_at: deal.createdAt,
      closed_at: known ? `CASE WHEN ${closed} THEN coalesce(${entered.join(', ')}) END` : undefined,
      won: known ? `CASE WHEN ${closed} THEN ${won} END` : undefined,
    },
    from: deal.from,
    joins: [
      ...(dealCompany ? [oneOfEach(objects, dealCompany, 'company', 'of_company', deal.id)] : []),
      ...(dealContact ? [oneOfEach(objects, dealContact, 'contact', 'of_contact', deal.id)] : []),
      ...mergedJoin(objects, 'deal', deal.id),
      ...(stageHistory ? [latestStage(stageHistory, deal.id)] : []),
      ...(known && stage ? [stageJoin(stage, stageNow)] : []),
    ],
    where: [...deal.where, ...notMerged(objects, 'deal')],
  });
  return { query: withCtes(mergedCtes(objects, 'contact', 'company', 'deal'), query) };
}

/** Every contact of a deal that was not deleted: while the deal is open, none of them is a candidate. */
export function opportunityContactRelation(objects: HubspotObjects): OpportunityContacts | undefined {
  const { deal, dealContact } = objects;
  if (!deal || !dealContact) return undefined;
  const pairs = select({
    columns: {
      opportunity_id: ownerOf(objects, 'deal', dealContact.id),
      contact_id: ownerOf(objects, 'contact', dealContact.other),
    },
    from: dealContact.from,
    joins: [...mergedJoin(objects, 'deal', dealContact.id), ...mergedJoin(objects, 'contact', dealContact.other)],
    where: dealContact.where,
    tail: 'GROUP BY 1, 2',
  });
  const query = select({
    columns: { opportunity_id: 'pair.opportunity_id', contact_id: 'pair.contact_id' },
    from: derived(pairs, 'pair'),
    joins: [
      `JOIN ${derived(select({ columns: { id: deal.id }, from: deal.from, where: deal.where }), 'there')} ON there.id = pair.opportunity_id`,
    ],
  });
  return { query: withCtes(mergedCtes(objects, 'contact', 'deal'), query) };
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
