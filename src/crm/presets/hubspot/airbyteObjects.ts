import { personName } from '../personName.ts';
import type { Landing } from '../preset.ts';
import { combined, select } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { airbyteDeals } from './airbyteDeals.ts';
import { airbyteEngagements } from './airbyteEngagements.ts';
import { type AirbyteIds, airbyteIds } from './airbyteIds.ts';
import { airbyteTable, elementsJoin, objectsJoin } from './airbyteTable.ts';
import { foundAttributes } from './attributes.ts';
import { companyIdOf } from './companyId.ts';
import { formObject } from './formObject.ts';
import { mergedIdsOf } from './merged.ts';
import type {
  Association,
  AttributeColumn,
  CompanyObject,
  ContactObject,
  EmailObject,
  FormObject,
  HistoryObject,
  HubspotObjects,
  MergedKind,
  SubscriptionObject,
} from './objects.ts';
import { ownAttributes, ownProperties, type PropertyTables } from './ownProperties.ts';
import { refusalsOf } from './suppression.ts';

/** Where Airbyte lands properties: in columns, or in one of JSON. */
export const airbyteProperties: PropertyTables = {
  table: { contact: 'contacts', company: 'companies' },
  prefix: 'properties_',
  document: 'properties',
  catalogue: undefined,
};
const { prefix } = airbyteProperties;

/** HubSpot's objects in the streams that Airbyte lands. */
export function airbyteObjects(landing: Landing): HubspotObjects {
  const ids = airbyteIds(landing);
  const read = (stream: string, alias: string, key?: string) =>
    landing.has(stream) ? airbyteTable(landing, stream, alias, key) : undefined;
  const company = read('companies', 'c', 'id');
  const email = read('email_events', 'e');
  return {
    companyIds: ids.company,
    merges: mergesOf(landing, ids),
    contact: contactOf(landing, airbyteTable(landing, 'contacts', 'c', 'id'), ids),
    company: company && companyOf(landing, company, ids),
    contactCompany: associationOf(landing, 'contacts', 'companies', 'contact', 'company', ids),
    email: email && emailOf(email),
    subscription: subscriptionOf(landing),
    form: airbyteForm(landing, ids),
    engagements: airbyteEngagements(landing, ids),
    ...airbyteDeals(landing, ids),
    dealCompany: associationOf(landing, 'deals', 'companies', 'deal', 'company', ids),
    dealContact: associationOf(landing, 'deals', 'contacts', 'deal', 'contact', ids),
    contactHistory: historyOf(read('contacts_property_history', 'h'), 'vid', 'contact', ids),
    companyHistory: historyOf(read('companies_property_history', 'h'), 'companyId', 'company', ids),
    stageHistory: historyOf(read('deals_property_history', 'h'), 'dealId', 'deal', ids),
  };
}

/** What was merged into what, by the ids that the kept object names and by the audit of contacts. */
function mergesOf(landing: Landing, ids: AirbyteIds): HubspotObjects['merges'] {
  const named = (stream: string, kind: MergedKind) => {
    if (!landing.has(stream)) return [];
    const table = airbyteTable(landing, stream, 'c', 'id');
    const columns = ['properties_hs_merged_object_ids', 'properties_hs_calculated_merged_vids'];
    return mergedIdsOf(table, required(table.id('id', ids[kind])), ids[kind], columns);
  };
  const audit = landing.has('contacts_merged_audit') ? airbyteTable(landing, 'contacts_merged_audit', 'a') : undefined;
  const told = audit && {
    id: audit.id('vid_to_merge', ids.contact),
    kept: audit.id('canonical_vid', ids.contact),
  };
  return {
    contact: [...named('contacts', 'contact'), ...(audit && told ? [select({ columns: told, from: audit.from })] : [])],
    company: named('companies', 'company'),
    deal: named('deals', 'deal'),
  };
}

function contactOf(landing: Landing, contact: TableReader, ids: AirbyteIds): ContactObject {
  return {
    from: contact.from,
    where: contact.where,
    id: required(contact.id('id', ids.contact)),
    createdAt: required(combined('least', contact.instant('createdAt'), contact.instant('properties_createdate'))),
    email: contact.email('properties_email'),
    furtherEmails: contact.text('properties_hs_additional_emails'),
    name: personName(contact.text('properties_firstname'), contact.text('properties_lastname')),
    title: contact.text('properties_jobtitle'),
    companyId: companyIdOf(contact, 'properties_associatedcompanyid', ids.company),
    refusals: refusalsOf(contact, prefix),
    attributes: attributesOf(landing, contact, 'contact'),
  };
}

function companyOf(landing: Landing, company: TableReader, ids: AirbyteIds): CompanyObject {
  return {
    from: company.from,
    where: company.where,
    id: required(company.id('id', ids.company)),
    name: company.text('properties_name'),
    domain: company.text('properties_domain'),
    createdAt: company.instant('createdAt'),
    attributes: attributesOf(landing, company, 'company'),
  };
}

function attributesOf(landing: Landing, table: TableReader, object: 'contact' | 'company'): AttributeColumn[] {
  const property = (of: string) => table.value(`${prefix}${of}`);
  return [
    ...foundAttributes(object, property),
    ...ownAttributes(ownProperties(landing, object, airbyteProperties), property),
  ];
}

function emailOf(email: TableReader): EmailObject {
  const filtered = email.boolean('filteredEvent');
  return {
    from: email.from,
    where: [...(filtered === undefined ? [] : [`${filtered} IS NOT TRUE`]), ...email.where],
    id: required(email.text('id')),
    at: required(email.instant('created')),
    recipient: required(email.email('recipient')),
    type: required(email.text('type')),
    joins: [],
    link: email.text('url'),
    userAgent: email.text('userAgent'),
  };
}

/** Changes of the status of an address as a whole, several to a row. */
function subscriptionOf(landing: Landing): SubscriptionObject | undefined {
  if (!landing.has('subscription_changes')) return undefined;
  const item = airbyteTable(landing, 'subscription_changes', 's');
  return {
    from: `${item.from}\n${objectsJoin(item.value('changes')!, 'part', 'change')}`,
    where: [`part.change ->> 'changeType' = 'PORTAL_STATUS'`, ...item.where],
    recipient: required(item.email('recipient')),
    at: required(item.instant('timestamp')),
    unsubscribed: `coalesce(part.change ->> 'change' = 'UNSUBSCRIBED', false)`,
  };
}

/** Submissions of forms; undefined where they are not landed. */
export function airbyteForm(landing: Landing, ids: AirbyteIds): FormObject | undefined {
  if (!landing.has('contacts_form_submissions')) return undefined;
  const form = airbyteTable(landing, 'contacts_form_submissions', 'f');
  const columns = {
    contactId: required(form.id('canonical_vid', ids.contact)),
    at: required(form.instant('timestamp')),
    formId: 'form_id',
    page: 'page_url',
  };
  const forms = landing.has('forms')
    ? { table: airbyteTable(landing, 'forms', 'n', 'id'), id: 'id', name: 'name' }
    : undefined;
  return formObject(form, columns, forms);
}

/** The objects named in an array of each row; the first is the primary one. */
function associationOf(
  landing: Landing,
  stream: string,
  column: string,
  one: keyof AirbyteIds,
  other: keyof AirbyteIds,
  ids: AirbyteIds,
): Association | undefined {
  if (!landing.has(stream, column)) return undefined;
  const table = airbyteTable(landing, stream, 'k', 'id');
  const found = table.value(column);
  return (
    found && {
      from: `${table.from}\n${elementsJoin(found, 'part', 'id')}`,
      where: table.where,
      id: required(table.id('id', ids[one])),
      other: ids[other].read({ sql: 'part.id', type: 'text' }),
      primary: 'part.place = 1',
    }
  );
}

function historyOf(
  table: TableReader | undefined,
  owner: string,
  object: keyof AirbyteIds,
  ids: AirbyteIds,
): HistoryObject | undefined {
  return (
    table && {
      from: table.from,
      where: table.where,
      owner: required(table.id(owner, ids[object])),
      property: required(table.text('property')),
      value: required(table.text('value')),
      at: required(table.instant('timestamp')),
    }
  );
}
