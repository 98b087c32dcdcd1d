import type { Hands } from '../hands.ts';
import { combined, select, withCtes } from '../statement.ts';
import { required } from '../tableReader.ts';
import { salesforceId } from './salesforceId.ts';
import { isCurrent, type SalesforceSource } from './source.ts';
import type { SalesforceTable } from './table.ts';

/** Who responded, and the day; undefined where nothing tells. */
function responseOf(member: SalesforceTable | undefined) {
  const who = member && combined('coalesce', member.filledText('contact_id'), member.filledText('lead_id'));
  const responded = member?.instant('first_responded_date');
  return member && who && responded ? { member, who, responded } : undefined;
}

/**
 * Campaigns by name and type, with how often and by how many they were responded to; undefined where nothing tells one
 * campaign from another.
 */
export function campaignCandidates(
  { campaign, campaignMember }: SalesforceSource,
  sample: string,
): { what: string; query: string } | undefined {
  const response = responseOf(campaignMember);
  const name = campaign?.filledText('name');
  const type = campaign?.filledText('type');
  if (!campaign || !response || !(name || type)) return undefined;
  const { member, who, responded } = response;
  if (sample !== '' && member.derived) return undefined;
  const key = member.text('campaign_id');
  const answered = select({
    columns: { key, times: 'count(*)', contacts: `count(DISTINCT ${who})` },
    from: `${member.from}${sample}`,
    where: [`${who} IS NOT NULL`, `${responded} IS NOT NULL`, ...isCurrent(member)],
    tail: 'GROUP BY 1',
  });
  const named = select({
    columns: {
      key: campaign.text('id'),
      name:
        name && type
          ? `max(concat(coalesce(${name}, ${type}), CASE WHEN ${name} IS NOT NULL THEN ' (' || ${type} || ')' END))`
          : `max(${name ?? type})`,
    },
    from: campaign.from,
    where: isCurrent(campaign),
    tail: 'GROUP BY 1',
  });
  const query = select({
    columns: {
      key: 'coalesce(answered.key, named.key)',
      name: 'named.name',
      times: 'coalesce(answered.times, 0)',
      contacts: 'coalesce(answered.contacts, 0)',
    },
    from: 'answered',
    joins: ['FULL JOIN named ON named.key = answered.key'],
  });
  return { what: 'campaign', query: withCtes({ answered, named }, query) };
}

/**
 * SELECT of id, contact_id, occurred_at, ingested_at, kind, raised: first responses of campaign members; `raised` is what
 * was asked for where a hand was raised. Undefined without the tables.
 *
 * The day of the response has no time: on the day the member was created it is the time of that, else its end, or its beginning for an
 * outcome.
 */
export function campaignResponses(
  { campaign, campaignMember }: SalesforceSource,
  hands: Hands | undefined,
  bound: 'instant' | 'instantFrom' = 'instant',
): string | undefined {
  const response = responseOf(campaignMember);
  if (!response) return undefined;
  const { member, who } = response;
  const responded = required(member[bound]('first_responded_date'));
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
      ingested_at: combined('greatest', created, member.instant('first_responded_date')),
      kind: named.length === 0 ? `'campaign_response'` : kindOf(named),
      raised: hands ? 'raised.kind' : 'NULL::text',
    },
    from: member.from,
    joins: [
      `LEFT JOIN other_id ON other_id.id = ${who}`,
      ...(campaign && named.length > 0 ? [`LEFT JOIN ${campaign.from} ON ${campaignJoin.join(' AND ')}`] : []),
      ...(hands
        ? [
            `LEFT JOIN ${hands.rows} AS raised (key, kind) ON ${salesforceId('raised.key')} = ${member.text('campaign_id')}`,
          ]
        : []),
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
    ELSE 'campaign_response' END`;
}
