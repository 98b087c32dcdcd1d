import type { PresetMapping } from '../preset.ts';
import { derived, withCtes } from '../statement.ts';
import { isCurrent, otherIds, type SalesforceSource } from './source.ts';
import type { SalesforceTable } from './table.ts';

/** Tables that say who has a part in which deal: the deal itself, its contact roles, and leads that became one. */
function linksOf({ opportunity, opportunityContactRole: role, lead }: SalesforceSource): string[] {
  return [
    linked(opportunity, 'id', 'contact_id'),
    linked(role, 'opportunity_id', 'contact_id'),
    linked(lead, 'converted_opportunity_id', 'id'),
  ].filter((link) => link !== undefined);
}

function linked(table: SalesforceTable | undefined, deal: string, person: string): string | undefined {
  const opportunityId = table?.filledText(deal);
  const contactId = table?.filledText(person);
  if (!table || !opportunityId || !contactId) return undefined;
  const where = [...isCurrent(table), `${opportunityId} IS NOT NULL`, `${contactId} IS NOT NULL`];
  return `SELECT ${opportunityId} AS opportunity_id, ${contactId} AS contact_id
FROM ${table.from}
WHERE ${where.join(' AND ')}`;
}

/** Whether anything tells the people of a deal. */
export function knowsPeopleOfDeals(source: SalesforceSource): boolean {
  return source.opportunity !== undefined && linksOf(source).length > 0;
}

/** Who has a part in a deal, under the ids that people go by today. */
export function opportunityContactRelation(source: SalesforceSource): PresetMapping['source']['opportunityContact'] {
  const { opportunity } = source;
  const links = linksOf(source);
  if (!opportunity || links.length === 0) return undefined;
  const deals = `SELECT ${opportunity.text('id')} AS id
FROM ${opportunity.from}
${isCurrent(opportunity).length === 0 ? '' : `WHERE ${isCurrent(opportunity).join(' AND ')}`}`.trimEnd();
  const query = `SELECT link.opportunity_id, coalesce(other_id.person_id, link.contact_id) AS contact_id
FROM ${derived(links.join('\nUNION\n'), 'link')}
JOIN ${derived(deals, 'deal')} ON deal.id = link.opportunity_id
LEFT JOIN other_id ON other_id.id = link.contact_id
GROUP BY 1, 2`;
  return { query: withCtes(otherIds(source), query) };
}
