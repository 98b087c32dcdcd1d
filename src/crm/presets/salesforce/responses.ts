import { sql } from 'kysely';
import { firstOf, greatestOf } from '../landedTable.ts';
import { outputs, type Sql } from '../queryText.ts';
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
export function campaignResponses({ campaign, campaignMember: member }: SalesforceSource): Sql | undefined {
  const who = member && firstOf(member.filledText('contact_id'), member.filledText('lead_id'));
  const responded = member?.instant('first_responded_date');
  if (!who || !responded) return undefined;
  const created = member.instant('created_date');
  const occurred =
    created && member.isDate('first_responded_date') && !member.isDate('created_date')
      ? sql`CASE WHEN (${created} AT TIME ZONE 'UTC')::date = (${responded} AT TIME ZONE 'UTC')::date
      THEN ${created} ELSE ${responded} END`
      : responded;
  const named = campaign ? [campaign.filledText('type'), campaign.filledText('name')].filter((text) => text) : [];
  return sql`SELECT ${outputs({
    id: member.text('id'),
    contact_id: sql`coalesce(other_id.person_id, ${who})`,
    occurred_at: occurred,
    ingested_at: greatestOf(created, member.instantOver('first_responded_date')),
    kind: named.length === 0 ? sql`'campaign_response'` : kindOf(named as Sql[]),
  })}
FROM ${member.from}
LEFT JOIN other_id ON other_id.id = ${who}${
    campaign && named.length > 0
      ? sql`\nLEFT JOIN ${campaign.from} ON ${campaign.text('id')} = ${member.text('campaign_id')} AND ${isCurrent(campaign)}`
      : sql``
  }
WHERE ${who} IS NOT NULL AND ${responded} IS NOT NULL AND ${isCurrent(member)}`;
}

function kindOf(named: readonly Sql[]): Sql {
  const type = sql`lower(coalesce(${sql.join(named)}))`;
  return sql`CASE
    WHEN ${type} ~ 'webinar|online event' THEN 'webinar_attended'
    WHEN ${type} ~ 'fair|trade ?show|exhibition|conference' THEN 'fair_visit'
    WHEN ${type} ~ 'content|download|white ?paper|e-?book' THEN 'content_download'
    WHEN lower(concat_ws(' / ', ${sql.join(named)})) ~ ${sql.lit(raisedHand)} THEN 'demo request'
    ELSE 'campaign_response' END`;
}
