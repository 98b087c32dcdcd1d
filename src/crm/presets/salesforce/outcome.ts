import type { Hands } from '../hands.ts';
import type { PresetMapping } from '../preset.ts';
import { derived, select, withCtes } from '../statement.ts';
import { campaignResponses } from './responses.ts';
import { otherIds, type SalesforceSource } from './source.ts';

/** Raised hands; conversions of leads where there are no campaigns; undefined where there are no leads either. */
export function outcomeRelation(
  source: SalesforceSource,
  hands: Hands | undefined,
): PresetMapping['source']['outcome'] {
  const { lead } = source;
  const responses = hands && campaignResponses(source, hands, 'instantFrom');
  if (responses)
    return {
      query: withCtes(
        otherIds(source),
        `SELECT contact_id, occurred_at, ingested_at, raised AS kind
FROM ${derived(responses, 'response')}
WHERE raised IS NOT NULL`,
      ),
    };
  const converted = lead?.instantFrom('converted_date');
  if (!lead || !converted) return undefined;
  const query = select({
    columns: {
      contact_id: `coalesce(other_id.person_id, ${lead.text('id')})`,
      occurred_at: `min(${converted})`,
      ingested_at: `min(${lead.instant('converted_date')})`,
      kind: `'lead converted'`,
    },
    from: lead.from,
    joins: [`LEFT JOIN other_id ON other_id.id = ${lead.text('id')}`],
    where: [`${converted} IS NOT NULL`],
    tail: 'GROUP BY 1',
  });
  return { query: withCtes(otherIds(source), query) };
}
