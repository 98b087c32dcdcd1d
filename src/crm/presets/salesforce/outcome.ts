import { sql } from 'kysely';
import type { PresetMapping } from '../preset.ts';
import { outputs, queryText, withSelects } from '../queryText.ts';
import { campaignResponses } from './responses.ts';
import { otherIds, type SalesforceSource } from './source.ts';

/** Whether hands raised can be told from other responses. */
export function knowsRaisedHands(source: SalesforceSource): boolean {
  const { campaign } = source;
  return campaignResponses(source) !== undefined && (campaign?.has('name') || campaign?.has('type')) === true;
}

/** Raised hands; conversions of leads where there are none; undefined where there are no leads either. */
export function outcomeRelation(source: SalesforceSource): PresetMapping['source']['outcome'] {
  const { lead } = source;
  const responses = campaignResponses(source);
  if (responses && knowsRaisedHands(source))
    return {
      query: queryText(sql`${withSelects(otherIds(source))}SELECT contact_id, occurred_at, ingested_at, kind
FROM (${responses}) AS response WHERE kind = 'demo request'`),
    };
  const converted = lead?.instant('converted_date');
  if (!lead || !converted) return undefined;
  const columns = outputs({
    contact_id: sql`coalesce(other_id.person_id, ${lead.text('id')})`,
    occurred_at: sql`min(${converted})`,
    ingested_at: sql`min(${lead.instantOver('converted_date')})`,
    kind: sql`'lead converted'`,
  });
  return {
    query: queryText(sql`${withSelects(otherIds(source))}SELECT ${columns}
FROM ${lead.from}
LEFT JOIN other_id ON other_id.id = ${lead.text('id')}
WHERE ${converted} IS NOT NULL
GROUP BY 1`),
  };
}
