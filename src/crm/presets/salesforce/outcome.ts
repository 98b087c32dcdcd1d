import type { PresetMapping } from '../preset.ts';
import { derived, select, withCtes } from '../statement.ts';
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
      query: withCtes(
        otherIds(source),
        `SELECT contact_id, occurred_at, ingested_at, kind
FROM ${derived(responses, 'response')}
WHERE kind = 'demo request'`,
      ),
    };
  const converted = lead?.instant('converted_date');
  if (!lead || !converted) return undefined;
  const query = select({
    columns: {
      contact_id: `coalesce(other_id.person_id, ${lead.text('id')})`,
      occurred_at: `min(${converted})`,
      ingested_at: `min(${lead.instantOver('converted_date')})`,
      kind: `'lead converted'`,
    },
    from: lead.from,
    joins: [`LEFT JOIN other_id ON other_id.id = ${lead.text('id')}`],
    where: [`${converted} IS NOT NULL`],
    tail: 'GROUP BY 1',
  });
  return { query: withCtes(otherIds(source), query) };
}
