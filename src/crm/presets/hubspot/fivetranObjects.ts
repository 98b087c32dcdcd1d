import { personName } from '../personName.ts';
import type { Landing } from '../preset.ts';
import { combined, select } from '../statement.ts';
import { required, type TableReader } from '../tableReader.ts';
import { foundAttributes } from './attributes.ts';
import { companyIdOf } from './companyId.ts';
import { fivetranDeals } from './fivetranDeals.ts';
import { fivetranEngagements } from './fivetranEngagements.ts';
import { fivetranHistory } from './fivetranHistory.ts';
import { fivetranIds, type HubspotIds } from './fivetranIds.ts';
import { fivetranTable } from './fivetranTable.ts';
import { formObject } from './formObject.ts';
import { mergedIdsOf } from './merged.ts';
import type {
  Association,
  AttributeColumn,
  CompanyObject,
  ContactObject,
  EmailObject,
  FormObject,
  HubspotObjects,
  MergedKind,
  SubscriptionObject,
} from './objects.ts';
import { ownAttributes, ownProperties, type PropertyTables } from './ownProperties.ts';
import { refusalsOf } from './suppression.ts';

/** Where Fivetran lands properties. */
export const fivetranProperties: PropertyTables = {
  table: { contact: 'contact', company: 'company' },
  prefix: 'property_',
  document: undefined,
  catalogue: 'property',
};
const { prefix } = fivetranProperties;

/** HubSpot's objects in the tables that Fivetran fills. */
export function fivetranObjects(landing: Landing): HubspotObjects {
  const ids = fivetranIds(landing);
  const read = (table: string, alias: string) =>
    landing.has(table) ? fivetranTable(landing, table, alias) : undefined;
  const company = read('company', 'c');
  const email = read('email_event', 'e');
  return {
    companyIds: ids.company,
    merges: mergesOf(landing, ids),
    contact: contactOf(landing, fivetranTable(landing, 'contact', 'c'), ids),
    company: company && companyOf(landing, company, ids),
    contactCompany: associationOf(read('contact_company', 'k'), 'contact', 'company', ids, '1'),
    email: email && emailOf(email, read('email_event_open', 'o'), read('email_event_click', 'l')),
    subscription: subscriptionOf(landing),
    form: fivetranForm(landing, ids),
    engagements: fivetranEngagements(landing, ids),
    ...fivetranDeals(landing, ids),
    dealCompany: associationOf(read('deal_company', 'k'), 'deal', 'company', ids, '5'),
    dealContact: associationOf(read('deal_contact', 'k'), 'deal', 'contact', ids, undefined),
    contactHistory: fivetranHistory(read('contact_property_history', 'h'), 'contact', ids),
    companyHistory: fivetranHistory(read('company_property_history', 'h'), 'company', ids),
  };
}

/** What was merged into what, by the ids that the kept object names and by the tables of merges. */
function mergesOf(landing: Landing, ids: HubspotIds): HubspotObjects['merges'] {
  const named = (table: string, kind: MergedKind, id: string) =>
    landing.has(table) ? mergedNamedBy(fivetranTable(landing, table, 'c'), kind, id, ids) : [];
  const told = (table: string, kind: MergedKind, old: string, kept: string) => {
    if (!landing.has(table)) return [];
    const pair = fivetranTable(landing, table, 'a');
    const columns = { id: pair.id(old, ids[kind]), kept: pair.id(kept, ids[kind]) };
    return [select({ columns, from: pair.from, where: pair.where })];
  };
  return {
    contact: [
      ...named('contact', 'contact', 'id'),
      ...told('contact_merge_audit', 'contact', 'vid_to_merge', 'canonical_vid'),
    ],
    company: named('company', 'company', 'id'),
    deal: [...named('deal', 'deal', 'deal_id'), ...told('merged_deal', 'deal', 'merged_deal_id', 'deal_id')],
  };
}

function mergedNamedBy(table: TableReader, kind: MergedKind, id: string, ids: HubspotIds): readonly string[] {
  const columns = ['property_hs_merged_object_ids', 'property_hs_calculated_merged_vids'];
  return mergedIdsOf(table, required(table.id(id, ids[kind])), ids[kind], columns);
}

function contactOf(landing: Landing, contact: TableReader, ids: HubspotIds): ContactObject {
  const { from, where } = contact;
  return {
    from,
    where,
    id: required(contact.id('id', ids.contact)),
    createdAt: required(contact.instant('property_createdate')),
    email: contact.email('property_email'),
    furtherEmails: contact.text('property_hs_additional_emails'),
    name: personName(contact.text('property_firstname'), contact.text('property_lastname')),
    title: contact.text('property_jobtitle'),
    companyId: companyIdOf(contact, 'property_associatedcompanyid', ids.company),
    refusals: refusalsOf(contact, prefix),
    attributes: attributesOf(landing, contact, 'contact'),
  };
}

function companyOf(landing: Landing, company: TableReader, ids: HubspotIds): CompanyObject {
  const { from, where } = company;
  return {
    from,
    where,
    id: required(company.id('id', ids.company)),
    name: company.text('property_name'),
    domain: company.text('property_domain'),
    createdAt: company.instant('property_createdate'),
    attributes: attributesOf(landing, company, 'company'),
  };
}

function attributesOf(landing: Landing, table: TableReader, object: 'contact' | 'company'): AttributeColumn[] {
  const property = (of: string) => table.value(`${prefix}${of}`);
  return [
    ...foundAttributes(object, property),
    ...ownAttributes(ownProperties(landing, object, fivetranProperties), property),
  ];
}

/** @param open what is told of opens, by the event's id; `click` the same of clicks. */
function emailOf(email: TableReader, open: TableReader | undefined, click: TableReader | undefined): EmailObject {
  const filtered = email.boolean('filtered_event');
  const joined = [open, click].flatMap((table) => (table?.has('user_agent') || table?.has('url') ? [table] : []));
  return {
    from: email.from,
    where: [...(filtered === undefined ? [] : [`${filtered} IS NOT TRUE`]), ...email.where],
    id: required(email.text('id')),
    at: required(email.instant('created')),
    recipient: required(email.email('recipient')),
    type: required(email.text('type')),
    joins: joined.map(
      (table) =>
        `LEFT JOIN ${table.from} ON ${[`${table.text('id')} = ${email.text('id')}`, ...table.where].join(' AND ')}`,
    ),
    link: click?.text('url'),
    userAgent: combined('coalesce', open?.text('user_agent'), click?.text('user_agent')),
  };
}

/** Changes of the status of an address as a whole; one that an e-mail event caused may have its time there alone. */
function subscriptionOf(landing: Landing): SubscriptionObject | undefined {
  if (!landing.has('email_subscription_change')) return undefined;
  const change = fivetranTable(landing, 'email_subscription_change', 's');
  const cause = change.text('caused_by_event_id');
  const event = cause && landing.has('email_event') ? fivetranTable(landing, 'email_event', 'e') : undefined;
  return {
    from: event ? `${change.from}\nLEFT JOIN ${event.from} ON ${event.text('id')} = ${cause}` : change.from,
    where: [`${change.text('change_type')} = 'PORTAL_STATUS'`, ...change.where],
    recipient: required(change.email('recipient')),
    at: required(combined('coalesce', change.instant('timestamp'), event?.instant('created'))),
    unsubscribed: `coalesce(${change.text('change')} = 'UNSUBSCRIBED', false)`,
  };
}

/** Submissions of forms; undefined where they are not landed. */
export function fivetranForm(landing: Landing, ids: HubspotIds): FormObject | undefined {
  if (!landing.has('contact_form_submission')) return undefined;
  const form = fivetranTable(landing, 'contact_form_submission', 'f');
  const columns = {
    contactId: required(form.id('contact_id', ids.contact)),
    at: required(form.instant('timestamp')),
    formId: 'form_id',
    page: 'page_url',
  };
  const forms = landing.has('form')
    ? { table: fivetranTable(landing, 'form', 'n'), id: 'guid', name: 'name' }
    : undefined;
  return formObject(form, columns, forms);
}

/** @param primary the number of the association's type that HubSpot gives the primary one. */
function associationOf(
  table: TableReader | undefined,
  one: keyof HubspotIds,
  other: keyof HubspotIds,
  ids: HubspotIds,
  primary: string | undefined,
): Association | undefined {
  if (!table) return undefined;
  const type = primary === undefined ? undefined : table.text('type_id');
  return {
    from: table.from,
    where: table.where,
    id: required(table.id(`${one}_id`, ids[one])),
    other: required(table.id(`${other}_id`, ids[other])),
    primary: type && `${type} = '${primary}'`,
  };
}
