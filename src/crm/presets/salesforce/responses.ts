import { literalSql } from '../identifier.ts';
import { combined, select } from '../statement.ts';
import { isCurrent, type SalesforceSource } from './source.ts';

/** Campaigns whose response is a raised hand: their name or type asks for a demo, a price or a call. */
const raisedHand =
  '(^|[^a-z])(request|book|schedule|ask)[a-z ]* (demo|quote|pricing|call)|demo request|contact (us|sales)|talk to sales';

/**
 * SELECT of id, contact_id, occurred_at, ingested_at, kind: first responses of campaign members; kind `demo request`
 * where a hand was raised. Undefined without the tables.
 *
 * The day of the response has no time: on the day the member was created it is the time of that, else midday.
 */
export function campaignResponses({ campaign, campaignMember: member }: SalesforceSource): string | undefined {
  const who = member && combined('coalesce', member.filledText('contact_id'), member.filledText('lead_id'));
  const responded = member?.instant('first_responded_date');
  if (!who || !responded) return undefined;
  const created = member.instant('created_date');
  const occurred =
    created && member.isDate('first_responded_date') && !member.isDate('created_date')
      ? `CASE WHEN (${created} AT TIME ZONE 'UTC')::date = (${responded} AT TIME ZONE 'UTC')::date
      THEN ${created} ELSE ${responded} END`
      : responded;
  const named = campaign
    ? [campaign.filledText('type'), campaign.filledText('name')].filter((text) => text !== undefined)
    : [];
  const campaignJoin = campaign
    ? [`${campaign.text('id')} = ${member.text('campaign_id')}`, ...isCurrent(campaign)]
    : [];
  return select({
    columns: {
      id: member.text('id'),
      contact_id: `coalesce(other_id.person_id, ${who})`,
      occurred_at: occurred,
      ingested_at: combined('greatest', created, member.instantOver('first_responded_date')),
      kind: named.length === 0 ? `'campaign_response'` : kindOf(named),
    },
    from: member.from,
    joins: [
      `LEFT JOIN other_id ON other_id.id = ${who}`,
      ...(campaign && named.length > 0 ? [`LEFT JOIN ${campaign.from} ON ${campaignJoin.join(' AND ')}`] : []),
    ],
    where: [`${who} IS NOT NULL`, `${responded} IS NOT NULL`, ...isCurrent(member)],
  });
}

function kindOf(named: readonly string[]): string {
  const type = `lower(coalesce(${named.join(', ')}))`;
  return `CASE
    WHEN ${type} ~ 'webinar|online event' THEN 'webinar_attended'
    WHEN ${type} ~ 'fair|trade ?show|exhibition|conference' THEN 'fair_visit'
    WHEN ${type} ~ 'content|download|white ?paper|e-?book' THEN 'content_download'
    WHEN lower(concat_ws(' / ', ${named.join(', ')})) ~ ${literalSql(raisedHand)} THEN 'demo request'
    ELSE 'campaign_response' END`;
}
