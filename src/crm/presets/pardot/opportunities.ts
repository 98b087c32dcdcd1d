import { companyKey } from '../companyKey.ts';
import type { PresetMapping } from '../preset.ts';
import { derived, select } from '../statement.ts';
import { isThere, type PardotSource } from './source.ts';

type Sources = PresetMapping['source'];

/** Opportunities, each of the company its prospects belong to, where that is one. */
export function opportunityRelation(source: PardotSource): Sources['opportunity'] {
  const { prospect, opportunity, opportunityProspect: part } = source;
  if (!opportunity || !part) return undefined;
  const key = companyKey(prospect);
  const status = opportunity.text('status');
  const closedAt = opportunity.instant('closed_at');
  const closed = status && `lower(${status}) IN ('won', 'lost')`;
  const companies =
    key &&
    select({
      columns: {
        opportunity_id: part.text('opportunity_id'),
        account_id: `CASE WHEN count(DISTINCT ${key}) = 1 THEN min(${key}) END`,
      },
      from: part.from,
      joins: [`JOIN ${prospect.from} ON ${prospect.text('id')} = ${part.text('prospect_id')}`],
      where: [...isThere(source), ...part.where],
      tail: `GROUP BY ${part.text('opportunity_id')}`,
    });
  const query = select({
    columns: {
      id: opportunity.text('id'),
      account_id: companies && 'company.account_id',
      created_at: opportunity.instantFrom('created_at'),
      closed_at: closedAt && (closed ? `CASE WHEN ${closed} THEN ${closedAt} END` : closedAt),
      won: closed && `CASE WHEN ${closed} THEN lower(${status}) = 'won' END`,
    },
    from: opportunity.from,
    joins: companies
      ? [`LEFT JOIN ${derived(companies, 'company')} ON company.opportunity_id = ${opportunity.text('id')}`]
      : [],
    where: [...opportunity.where, ...(closed && !closedAt ? [`(${closed}) IS NOT TRUE`] : [])],
  });
  return { query };
}

/** Who has a part in an opportunity. */
export function opportunityContactRelation(source: PardotSource): Sources['opportunityContact'] {
  const { opportunity, opportunityProspect: part } = source;
  if (!opportunity || !part) return undefined;
  return {
    query: select({
      columns: { opportunity_id: part.text('opportunity_id'), contact_id: part.text('prospect_id') },
      from: part.from,
      where: part.where,
      tail: 'GROUP BY 1, 2',
    }),
  };
}
