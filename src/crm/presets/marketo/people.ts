import { companyKey } from '../companyKey.ts';
import { personName } from '../personName.ts';
import type { PresetMapping } from '../preset.ts';
import { salesforceId } from '../salesforce/salesforceId.ts';
import { derived, select, unionAll, withCtes } from '../statement.ts';
import { websiteDomain } from '../websiteDomain.ts';
import { leadAttributes } from './attributes.ts';
import { type MarketoSource, mergedJoin, ownerOf, presentLeads } from './source.ts';

type Sources = PresetMapping['source'];

/** Leads that are there; each was created when the first of those merged into it was. */
export function contactRelation(source: MarketoSource): NonNullable<Sources['contact']> {
  const { lead } = source;
  const attributes = leadAttributes(source);
  const today = Object.entries(attributes).filter(([, { availability }]) => availability !== 'history');
  const query = select({
    columns: {
      id: lead.text('id'),
      account_id: companyKey(lead),
      name: personName(lead.filledText('first_name'), lead.filledText('last_name')),
      email: lead.email('email'),
      title: lead.filledText('title'),
      created_at: `least(${lead.instant('created_at')}, earlier.created_at)`,
      ...Object.fromEntries(
        today.map(([name, { type }]) => [name, type === 'number' ? lead.number(name) : lead.filledText(name)]),
      ),
    },
    from: lead.from,
    joins: [`JOIN person ON person.id = ${lead.text('id')}`, `LEFT JOIN earlier ON earlier.id = ${lead.text('id')}`],
  });
  const ctes = {
    ...presentLeads(source),
    earlier: select({
      columns: { id: 'merged.kept', created_at: `min(${lead.instant('created_at')})` },
      from: lead.from,
      joins: [`JOIN merged ON merged.id = ${lead.text('id')}`],
      tail: 'GROUP BY 1',
    }),
  };
  return { query: withCtes(ctes, query), attributes };
}

/** Companies that leads name, by website or by name. */
export function accountRelation(source: MarketoSource): Sources['account'] {
  const { lead } = source;
  const key = companyKey(lead);
  if (key === undefined) return undefined;
  const company = lead.filledText('company');
  const domain = websiteDomain(lead);
  const members = select({
    columns: { id: key, company, domain, created_at: lead.instant('created_at') },
    from: lead.from,
    joins: [`JOIN person ON person.id = ${lead.text('id')}`],
  });
  const query = select({
    columns: {
      id: 'member.id',
      name: company && 'mode() WITHIN GROUP (ORDER BY member.company)',
      domain: domain && 'min(member.domain)',
      created_at: 'min(member.created_at)',
    },
    from: derived(members, 'member'),
    where: ['member.id IS NOT NULL'],
    tail: 'GROUP BY member.id',
  });
  return { query: withCtes(presentLeads(source), query) };
}

/** SELECT of contact_id, crm_id, rank: by which ids of Salesforce a lead goes, the best of them first. */
export function crmPeople(source: MarketoSource): string | undefined {
  const { lead } = source;
  const selects = (['sfdc_contact_id', 'sfdc_lead_id'] as const).flatMap((column, rank) => {
    const id = lead.filledText(column);
    if (id === undefined) return [];
    return [
      select({
        columns: { contact_id: ownerOf(lead.text('id')), crm_id: salesforceId(id), rank: String(rank + 1) },
        from: lead.from,
        joins: [mergedJoin(lead.text('id'))],
        where: [`${id} IS NOT NULL`],
      }),
    ];
  });
  return selects.length === 0 ? undefined : withCtes(presentLeads(source), unionAll(selects));
}
