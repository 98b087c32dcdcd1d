import type { PresetMapping } from '../preset.ts';
import { combined, select, withCtes } from '../statement.ts';
import { websiteDomain } from '../websiteDomain.ts';
import { historyAttributes } from './history.ts';
import { personCtes } from './people.ts';
import { isActive, nameOf, type OdooSource } from './source.ts';

type Sources = PresetMapping['source'];
type Attributes = NonNullable<NonNullable<Sources['contact']>['attributes']>;

/**
 * Everybody, once: partners, and leads and members of mailing lists who are none.
 *
 * A lead is given a partner, and with it a company, when sales converts it: to have one would say who asked. Who came as
 * a lead therefore had the company whose website is the domain of the e-mail; the partner's company is the one of today.
 */
export function contactRelation(source: OdooSource): NonNullable<Sources['contact']> {
  const { partner, lead, mailingContact: member } = source;
  const company = partner.filledText('commercial_partner_id');
  const domain = websiteDomain(partner);
  const columns: Record<string, string | undefined> = {
    id: 'person.id',
    account_id: company || domain ? accountThen(company !== undefined, domain !== undefined) : undefined,
    current_account_id: company && 'company.id',
    name: combined('coalesce', partner.filledText('name'), lead.filledText('contact_name'), member?.filledText('name')),
    email: 'person.email',
    title: combined('coalesce', partner.filledText('function'), lead.filledText('function')),
    created_at: 'person.created_at',
  };
  const query = select({
    columns,
    from: 'person',
    joins: [
      `LEFT JOIN ${partner.from} ON 'res.partner,' || ${partner.text('id')} = person.id`,
      `LEFT JOIN ${lead.from} ON 'crm.lead,' || ${lead.text('id')} = person.id`,
      ...(member ? [`LEFT JOIN ${member.from} ON 'mailing.contact,' || ${member.text('id')} = person.id`] : []),
      ...(company ? [`LEFT JOIN company ON company.id = ${company}`] : []),
      ...(domain ? [`LEFT JOIN company_domain ON company_domain.domain = split_part(person.email, '@', 2)`] : []),
    ],
  });
  const ctes = {
    ...personCtes(source),
    person: `SELECT person_id AS id, min(created_at) AS created_at,
  coalesce(min(email) FILTER (WHERE model || ',' || res_id = person_id), min(email)) AS email,
  min(created_at) FILTER (WHERE model = 'crm.lead') AS lead_at,
  min(created_at) FILTER (WHERE model = 'res.partner') AS partner_at
FROM document
GROUP BY 1`,
    ...(company ? { company: companies(source) } : {}),
    ...(domain
      ? {
          company_domain: `SELECT domain, min(id) AS id
FROM (
${companies(source)}
) AS named
WHERE domain IS NOT NULL
GROUP BY domain
HAVING count(*) = 1`,
        }
      : {}),
  };
  return { query: withCtes(ctes, query), attributes: historyAttributes(source) };
}

function accountThen(hasCompany: boolean, hasDomain: boolean): string {
  const byDomain = hasDomain ? 'company_domain.id' : 'NULL::text';
  const own = hasCompany ? 'company.id' : 'NULL::text';
  return `CASE WHEN person.lead_at <= person.partner_at OR person.partner_at IS NULL THEN ${byDomain} ELSE ${own} END`;
}

function companies({ partner }: OdooSource): string {
  return select({
    columns: { id: partner.text('id'), domain: websiteDomain(partner) ?? 'NULL::text' },
    from: partner.from,
    where: [`${partner.boolean('is_company')}`, isActive(partner)],
  });
}

/** Partners that are companies and were not archived. */
export function accountRelation(source: OdooSource): Sources['account'] {
  const { partner, industry, country } = source;
  if (!partner.has('commercial_partner_id') && !partner.has('website')) return undefined;
  const industryId = industry && partner.filledText('industry_id');
  const countryId = country && partner.filledText('country_id');
  const attributes: Attributes = {
    ...(industryId ? { industry: { type: 'category', availability: 'stable', meaning: 'industry' } } : {}),
    ...(countryId ? { country: { type: 'category', availability: 'stable', meaning: 'country' } } : {}),
  };
  const query = select({
    columns: {
      id: partner.text('id'),
      name: partner.filledText('name'),
      domain: websiteDomain(partner),
      created_at: partner.instant('create_date'),
      industry: industryId && nameOf(industry),
      country: countryId && country.filledText('code'),
    },
    from: partner.from,
    joins: [
      ...(industryId ? [`LEFT JOIN ${industry.from} ON ${industry.text('id')} = ${industryId}`] : []),
      ...(countryId ? [`LEFT JOIN ${country.from} ON ${country.text('id')} = ${countryId}`] : []),
    ],
    where: [`${partner.boolean('is_company')}`, isActive(partner)],
  });
  return { query, attributes };
}
