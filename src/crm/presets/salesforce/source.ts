import { mergeChain } from '../mergeChain.ts';
import type { Landing } from '../preset.ts';
import { type Ctes, derived, unionAll } from '../statement.ts';
import type { TableReader } from '../tableReader.ts';
import { type FieldChanges, fieldChanges } from './changes.ts';
import { type OwnFields, ownFields } from './ownFields.ts';
import { type SalesforceTable, salesforceTable } from './table.ts';
import { salesforceTables } from './tables.ts';

/** The usable tables of a Salesforce. */
export interface SalesforceSource {
  readonly contact: SalesforceTable;
  readonly lead: SalesforceTable | undefined;
  readonly account: SalesforceTable | undefined;
  readonly task: SalesforceTable | undefined;
  readonly event: SalesforceTable | undefined;
  readonly campaign: SalesforceTable | undefined;
  readonly campaignMember: SalesforceTable | undefined;
  readonly opportunity: SalesforceTable | undefined;
  readonly opportunityContactRole: SalesforceTable | undefined;
  readonly individual: SalesforceTable | undefined;
  readonly opportunityHistory: SalesforceTable | undefined;
  readonly opportunityFieldHistory: SalesforceTable | undefined;
  /** Table → changes of its fields, where they are kept. */
  readonly changes: Readonly<Record<string, FieldChanges | undefined>>;
  /** The company's own fields that are read. */
  readonly own: OwnFields;
}

/** What of a landing schema can be read. */
export function salesforceSource(landing: Landing): SalesforceSource {
  const own = ownFields(landing);
  const table = (name: string) => {
    const declared = salesforceTables.find((candidate) => candidate.name === name)?.columns ?? [];
    const taken = name === 'account' ? own.accounts.taken : own.people.taken;
    return salesforceTable(landing, name, [...declared.map((column) => column.name), ...taken]);
  };
  return {
    contact: needed(table('contact')),
    lead: table('lead'),
    account: table('account'),
    task: table('task'),
    event: table('event'),
    campaign: table('campaign'),
    campaignMember: table('campaign_member'),
    opportunity: table('opportunity'),
    opportunityContactRole: table('opportunity_contact_role'),
    individual: table('individual'),
    opportunityHistory: table('opportunity_history'),
    opportunityFieldHistory: table('opportunity_field_history'),
    changes: Object.fromEntries(['contact', 'lead', 'account'].map((name) => [name, fieldChanges(landing, name)])),
    own,
  };
}

function needed(contact: SalesforceTable | undefined): SalesforceTable {
  if (contact === undefined) throw new Error('a preset maps a table that is not there');
  return contact;
}

/** Contacts, and leads where there are any. */
export function peopleOf({ contact, lead }: SalesforceSource): readonly SalesforceTable[] {
  return lead ? [contact, lead] : [contact];
}

/**
 * Conditions for the rows of today: not deleted, and the version in force where several are kept. Of several that are
 * marked as in force the latest is.
 */
export function isCurrent(table: SalesforceTable): readonly string[] {
  const active = table.boolean('_fivetran_active');
  return [...(active === undefined ? [] : [`${active} IS NOT FALSE`]), ...table.where, ...table.latestInForce];
}

const nobody = 'SELECT NULL::text AS id, NULL::text AS kept WHERE false';

/** SELECTs up to `merged_contact (id, kept)` and the like: which row is left of one that was merged away. */
function merges(name: 'account' | 'contact' | 'lead', table: TableReader | undefined): Ctes {
  const master = table?.filledText('master_record_id');
  const pairs =
    table &&
    master &&
    `SELECT ${table.text('id')} AS id, ${master} AS kept\nFROM ${table.from}\nWHERE ${master} IS NOT NULL`;
  return mergeChain(pairs, name);
}

/** SELECTs up to `merged_account (id, kept)`: accounts that were merged away. */
export function mergedAccounts({ account }: SalesforceSource): Ctes {
  return merges('account', account);
}

/**
 * SELECTs up to `other_id (id, person_id, was_lead)`: every id a person had other than the one it goes by today.
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
