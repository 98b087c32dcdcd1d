import { companyKey } from '../companyKey.ts';
import { personName } from '../personName.ts';
import type { PresetMapping } from '../preset.ts';
import { salesforceId } from '../salesforce/salesforceId.ts';
import { derived, select, unionAll } from '../statement.ts';
import { websiteDomain } from '../websiteDomain.ts';
import { isThere, type PardotSource } from './source.ts';

type Sources = PresetMapping['source'];
type Attributes = NonNullable<NonNullable<Sources['contact']>['attributes']>;

/** Prospects that were neither deleted nor archived. */
export function contactRelation(source: PardotSource): NonNullable<Sources['contact']> {
  const { prospect, campaign } = source;
  const campaignId = campaign && prospect.filledText('campaign_id');
  const attributes: Attributes = {
    ...(prospect.has('source')
      ? { lead_source: { type: 'category', availability: 'created-with', meaning: 'first contact through' } }
      : {}),
    ...(campaignId
      ? { first_campaign: { type: 'category', availability: 'created-with', meaning: 'first campaign' } }
      : {}),
  };
  const query = select({
    columns: {
      id: prospect.text('id'),
      account_id: companyKey(prospect),
      name: personName(prospect.filledText('first_name'), prospect.filledText('last_name')),
      email: prospect.email('email'),
      title: prospect.filledText('job_title'),
      created_at: prospect.instant('created_at'),
      lead_source: prospect.filledText('source'),
      first_campaign: campaignId && campaign.filledText('name'),
    },
    from: prospect.from,
    joins: campaignId ? [`LEFT JOIN ${campaign.from} ON ${campaign.text('id')} = ${campaignId}`] : [],
    where: isThere(source),
  });
  return { query, attributes };
}

const facts = {
  industry: { type: 'category', availability: 'stable', meaning: 'industry' },
  country: { type: 'category', availability: 'stable', meaning: 'country' },
  employees: { type: 'number', availability: 'stable', meaning: 'company size' },
} as const satisfies Attributes;

/** Companies of prospects, by website or name: what most of their prospects say of them. */
export function accountRelation(source: PardotSource): Sources['account'] {
  const { prospect } = source;
  const key = companyKey(prospect);
  if (key === undefined) return undefined;
  const attributes: Attributes = {};
  const most: Record<string, string | undefined> = {};
  const read: Record<string, string | undefined> = {};
  for (const [name, attribute] of Object.entries(facts)) {
    if (!prospect.has(name)) continue;
    attributes[name] = attribute;
    read[name] = attribute.type === 'number' ? prospect.number(name) : prospect.filledText(name);
    most[name] = `mode() WITHIN GROUP (ORDER BY member.${name})`;
  }
  const company = prospect.filledText('company');
  const domain = websiteDomain(prospect);
  const members = select({
    columns: { id: key, company, domain, created_at: prospect.instant('created_at'), ...read },
    from: prospect.from,
    where: isThere(source),
  });
  const query = select({
    columns: {
      id: 'member.id',
      name: company && 'mode() WITHIN GROUP (ORDER BY member.company)',
      domain: domain && 'min(member.domain)',
      created_at: 'min(member.created_at)',
      ...most,
    },
    from: derived(members, 'member'),
    where: ['member.id IS NOT NULL'],
    tail: 'GROUP BY member.id',
  });
  return { query, attributes };
}

/** SELECT of contact_id, crm_id, rank: by which ids of the CRM a prospect goes, the best of them first. */
export function crmPeople(source: PardotSource): string | undefined {
  const { prospect } = source;
  const selects = (['crm_contact_fid', 'crm_lead_fid'] as const).flatMap((column, rank) => {
    const id = prospect.filledText(column);
    if (id === undefined) return [];
    const columns = { contact_id: prospect.text('id'), crm_id: salesforceId(id), rank: String(rank + 1) };
    return [select({ columns, from: prospect.from, where: [`${id} IS NOT NULL`] })];
  });
  return selects.length === 0 ? undefined : unionAll(selects);
}
