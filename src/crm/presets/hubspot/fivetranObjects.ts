import { personName } from '../personName.ts';
import type { Landing } from '../preset.ts';
import { required, type TableReader, tableReader } from '../tableReader.ts';
import { customAttributes, foundAttributes } from './attributes.ts';
import { fivetranDeals } from './fivetranDeals.ts';
import { fivetranEngagements } from './fivetranEngagements.ts';
import { fivetranHistory } from './fivetranHistory.ts';
import { fivetranIds, type HubspotIds } from './fivetranIds.ts';
import { formObject } from './formObject.ts';
import type {
  Association,
  AttributeColumn,
  CompanyObject,
  ContactObject,
  EmailObject,
  FormObject,
  HubspotObjects,
} from './objects.ts';

const prefix = 'property_';

/** HubSpot's objects in the tables that Fivetran fills. */
export function fivetranObjects(landing: Landing): HubspotObjects {
  const ids = fivetranIds(landing);
  const read = (table: string, alias: string) => (landing.has(table) ? tableReader(landing, table, alias) : undefined);
  const audit = read('contact_merge_audit', 'a');
  const company = read('company', 'c');
  const email = read('email_event', 'e');
  return {
    contactIds: ids.contact,
    contact: contactOf(landing, tableReader(landing, 'contact', 'c'), ids),
    company: company && companyOf(landing, company, ids),
    contactCompany: associationOf(read('contact_company', 'k'), 'contact', 'company', ids, '1'),
    mergeAudit: audit && {
      from: audit.from,
      oldId: required(audit.id('vid_to_merge', ids.contact)),
      newId: required(audit.id('canonical_vid', ids.contact)),
    },
    email: email && emailOf(email),
    form: fivetranForm(landing, ids),
    engagements: fivetranEngagements(landing, ids),
    ...fivetranDeals(landing, ids),
    dealCompany: associationOf(read('deal_company', 'k'), 'deal', 'company', ids, '5'),
    dealContact: associationOf(read('deal_contact', 'k'), 'deal', 'contact', ids, undefined),
    contactHistory: fivetranHistory(read('contact_property_history', 'h'), 'contact', ids),
    companyHistory: fivetranHistory(read('company_property_history', 'h'), 'company', ids),
  };
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
    mergedIds: contact.text('property_hs_merged_object_ids'),
    optedOut: contact.boolean('property_hs_email_optout'),
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

function attributesOf(landing: Landing, table: TableReader, name: 'contact' | 'company'): AttributeColumn[] {
  const property = (of: string) => table.value(`${prefix}${of}`);
  return [...foundAttributes(name, property), ...customAttributes(name, landing.columns(name), prefix, property)];
}

function emailOf(email: TableReader): EmailObject {
  const filtered = email.boolean('filtered_event');
  return {
    from: email.from,
    where: [...(filtered === undefined ? [] : [`${filtered} IS NOT TRUE`]), ...email.where],
    id: required(email.text('id')),
    at: required(email.instant('created')),
    recipient: required(email.email('recipient')),
    type: required(email.text('type')),
  };
}

/** Submissions of forms; undefined where they are not landed. */
export function fivetranForm(landing: Landing, ids: HubspotIds): FormObject | undefined {
  if (!landing.has('contact_form_submission')) return undefined;
  const form = tableReader(landing, 'contact_form_submission', 'f');
  const columns = {
    contactId: required(form.id('contact_id', ids.contact)),
    at: required(form.instant('timestamp')),
    formId: 'form_id',
    page: 'page_url',
  };
  const forms = landing.has('form')
    ? { table: tableReader(landing, 'form', 'n'), id: 'guid', name: 'name' }
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
