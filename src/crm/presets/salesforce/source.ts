import type { Landing } from '../preset.ts';
import { type Ctes, derived, unionAll } from '../statement.ts';
import { type TableReader, tableReader } from '../tableReader.ts';

/** The usable tables of a Salesforce that Fivetran loaded. */
export interface SalesforceSource {
  readonly contact: TableReader;
  readonly lead: TableReader | undefined;
  readonly account: TableReader | undefined;
  readonly task: TableReader | undefined;
  readonly event: TableReader | undefined;
  readonly campaign: TableReader | undefined;
  readonly campaignMember: TableReader | undefined;
  readonly opportunity: TableReader | undefined;
}

/** What of a landing schema can be read. */
export function salesforceSource(landing: Landing): SalesforceSource {
  const table = (name: string) => (landing.has(name) ? tableReader(landing, name, name) : undefined);
  return {
    contact: tableReader(landing, 'contact', 'contact'),
    lead: table('lead'),
    account: table('account'),
    task: table('task'),
    event: table('event'),
    campaign: table('campaign'),
    campaignMember: table('campaign_member'),
    opportunity: table('opportunity'),
  };
}

/** Conditions for the rows of today: not deleted, and the version in force where several are kept. */
export function isCurrent(table: TableReader): readonly string[] {
  const active = table.boolean('_fivetran_active');
  return [...(active === undefined ? [] : [`${active} IS NOT FALSE`]), ...table.where];
}

/** Whether Fivetran keeps the versions of the table's rows, with the time of each. */
export function keepsVersions(table: TableReader): boolean {
  return table.has('_fivetran_active') && table.isInstant('_fivetran_start');
}

const nobody = 'SELECT NULL::text AS id, NULL::text AS kept WHERE false';

/** SELECTs by which rows merged away find the one that was kept, through up to three merges: id → kept. */
function merges(name: 'account' | 'contact' | 'lead', table: TableReader | undefined): Ctes {
  const master = table?.filledText('master_record_id');
  if (!table || !master) return { [`merged_${name}`]: nobody };
  return {
    [`${name}_master`]: `SELECT ${table.text('id')} AS id, max(${master}) AS master_id
FROM ${table.from}
WHERE ${master} IS NOT NULL
GROUP BY 1`,
    [`merged_${name}`]: `SELECT a.id, coalesce(c.master_id, b.master_id, a.master_id) AS kept
FROM ${name}_master AS a
LEFT JOIN ${name}_master AS b ON b.id = a.master_id
LEFT JOIN ${name}_master AS c ON c.id = b.master_id`,
  };
}

/** SELECTs up to `merged_account (id, kept)`: accounts that were merged away. */
export function mergedAccounts({ account }: SalesforceSource): Ctes {
  return merges('account', account);
}

/**
 * SELECTs up to `other_id (id, person_id, was_lead)`: every id a person had besides the one it goes by today.
 *
 * A converted lead goes by its contact's id, a lead or contact that was merged away by that of the one kept.
 */
export function otherIds({ contact, lead }: SalesforceSource): Ctes {
  const converted = lead?.filledText('converted_contact_id');
  const ids = [
    'SELECT id, kept AS person_id, false AS was_lead FROM merged_contact',
    'SELECT id, kept, true FROM converted_lead',
    `SELECT merged.id, coalesce(converted.kept, merged.kept), true
FROM merged_lead AS merged
LEFT JOIN converted_lead AS converted ON converted.id = merged.kept`,
  ];
  return {
    ...merges('contact', contact),
    ...merges('lead', lead),
    converted_lead: lead && converted ? conversions(contact, lead, converted) : nobody,
    other_id: `SELECT id, min(person_id) AS person_id, bool_or(was_lead) AS was_lead
FROM ${derived(unionAll(ids), 'ids')}
GROUP BY id`,
  };
}

function conversions(contact: TableReader, lead: TableReader, converted: string): string {
  const conversion = `SELECT ${lead.text('id')} AS id, max(${converted}) AS contact_id
FROM ${lead.from}
WHERE ${converted} IS NOT NULL
GROUP BY 1`;
  const present = `SELECT ${contact.text('id')} AS id\nFROM ${contact.from}\nGROUP BY 1`;
  return `SELECT conversion.id, coalesce(merged.kept, conversion.contact_id) AS kept
FROM ${derived(conversion, 'conversion')}
JOIN ${derived(present, 'present')} ON present.id = conversion.contact_id
LEFT JOIN merged_contact AS merged ON merged.id = conversion.contact_id`;
}
