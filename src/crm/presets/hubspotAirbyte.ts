import { withNulledValues } from './airbyteNulled.ts';
import { airbyteIds } from './hubspot/airbyteIds.ts';
import { airbyteForm, airbyteObjects, airbyteProperties } from './hubspot/airbyteObjects.ts';
import { withRawRecords } from './hubspot/airbyteRaw.ts';
import { airbyteSpellings } from './hubspot/airbyteSpellings.ts';
import { knownAttributes } from './hubspot/attributes.ts';
import { hubspotCannotCarry } from './hubspot/cannotCarry.ts';
import { formCandidates } from './hubspot/forms.ts';
import { hubspotMapping } from './hubspot/mapping.ts';
import { propertyQuestions } from './hubspot/ownProperties.ts';
import { optionalColumn, optionalTable, requiredColumn } from './landingTable.ts';
import type { LandingColumn, LandingTable, Preset } from './preset.ts';

/** A property: a column of its own, or a key of the column `properties`. */
const property = (name: string, without: string): LandingColumn => ({
  ...optionalColumn(`properties_${name}`, without),
  instead: ['properties'],
});
const known = (object: 'contact' | 'company') =>
  knownAttributes[object].map((attribute) => property(attribute.property, `${attribute.meaning} is not known`));

const archived = (what: string) => optionalColumn('archived', `archived ${what} cannot be told and count as there`);

/** The stream of what was deleted of another. */
const archive = (stream: string, without: string) =>
  optionalTable(
    `${stream}_archived`,
    without,
    requiredColumn('id'),
    optionalColumn('archivedAt', 'what was deleted counts as deleted when its row was last changed'),
  );

const history = (name: string, owner: string, without: string) =>
  optionalTable(name, without, ...[owner, 'property', 'value', 'timestamp'].map((column) => requiredColumn(column)));

const engagements = (name: string, what: string, ...columns: LandingColumn[]): LandingTable =>
  optionalTable(
    name,
    `no ${what} among the events`,
    requiredColumn('id'),
    requiredColumn('contacts'),
    { ...requiredColumn('properties_hs_timestamp'), instead: ['properties'] },
    optionalColumn('createdAt', `${what} written down later count as known when they took place`),
    archived(what),
    ...columns,
  );

/** HubSpot as Airbyte's connector lands it: one table per stream, properties as columns or as one of JSON. */
export const hubspotAirbyte: Preset = withNulledValues({
  name: 'hubspot-airbyte',
  title: 'HubSpot, loaded by Airbyte',
  schema: 'hubspot',
  spellings: airbyteSpellings,
  unpacked: withRawRecords,
  crm: 'hubspot',
  tables: [
    {
      ...optionalTable(
        'contacts',
        'there is nobody to rank',
        requiredColumn('id'),
        requiredColumn('createdAt'),
        optionalColumn('companies', 'no contact belongs to a company: contacts are ranked alone'),
        archived('contacts'),
        property('createdate', 'a contact that others were merged into counts as created by the merge'),
        property('email', 'no e-mail events, which name a recipient only, and nothing of mail domains'),
        property('hs_additional_emails', 'e-mail events at a second address are lost'),
        property('firstname', 'first names are not shown'),
        property('lastname', 'last names are not shown'),
        property('jobtitle', 'seniority and department are not known'),
        property('hs_merged_object_ids', 'chains of merged contacts may not be resolved to their end'),
        property('hs_calculated_merged_vids', 'merged contacts are resolved by the other signs of merges'),
        property('associatedcompanyid', 'the company of a contact is known by the array companies alone'),
        property('hs_email_optout', 'who opted out of e-mail is known by contacts_property_history alone'),
        ...known('contact'),
      ),
      required: true,
    },
    optionalTable(
      'contacts_merged_audit',
      'merged contacts are resolved by the merged ids that contacts name alone',
      requiredColumn('canonical_vid'),
      requiredColumn('vid_to_merge'),
    ),
    archive('contacts', 'deleted contacts are told by contacts.archived alone'),
    optionalTable(
      'companies',
      'no accounts: contacts are ranked alone, and nothing is known of colleagues',
      requiredColumn('id'),
      optionalColumn('createdAt', 'companies count as known before all their contacts'),
      archived('companies'),
      property('hs_merged_object_ids', 'companies that were merged away cannot be told and count as there'),
      property('name', 'names of companies are not shown'),
      property('domain', 'web domains of companies are not shown'),
      ...known('company'),
    ),
    archive('companies', 'deleted companies are told by companies.archived alone'),
    optionalTable(
      'email_events',
      'no opens and clicks among the events',
      ...['id', 'type', 'created', 'recipient'].map((column) => requiredColumn(column)),
      optionalColumn(
        'filteredEvent',
        'what HubSpot filters out, such as opens and clicks by machines, is told by the rules alone',
      ),
      optionalColumn('userAgent', 'opens and clicks by machines are told by their time and links alone'),
      optionalColumn('url', 'each click counts as one on a link of its own when clicks by machines are told'),
    ),
    optionalTable(
      'subscription_changes',
      'who opted out of e-mail is known by the property hs_email_optout alone',
      requiredColumn('recipient'),
      requiredColumn('timestamp'),
      requiredColumn('changes'),
    ),
    optionalTable(
      'contacts_form_submissions',
      'no raise-hand: a deal of the contact is the outcome instead, and no downloads are among the events',
      requiredColumn('canonical_vid'),
      requiredColumn('timestamp'),
      optionalColumn('form_id', 'forms cannot be chosen by id'),
      optionalColumn('title', 'forms cannot be chosen by title'),
      optionalColumn('page_url', 'forms cannot be chosen by the page they are on'),
    ),
    optionalTable(
      'forms',
      'forms are told by title and path of the page they were sent from',
      requiredColumn('id'),
      requiredColumn('name'),
    ),
    engagements('engagements_calls', 'calls'),
    archive('engagements_calls', 'deleted calls are told by engagements_calls.archived alone'),
    engagements('engagements_meetings', 'meetings'),
    archive('engagements_meetings', 'deleted meetings are told by engagements_meetings.archived alone'),
    engagements('engagements_notes', 'notes'),
    archive('engagements_notes', 'deleted notes are told by engagements_notes.archived alone'),
    engagements(
      'engagements_emails',
      'e-mails of sales',
      property('hs_email_direction', 'answers cannot be told from e-mails that sales sent'),
    ),
    archive('engagements_emails', 'deleted e-mails of sales are told by engagements_emails.archived alone'),
    optionalTable(
      'deals',
      'no deals: contacts that sales is already working on stay on the list',
      requiredColumn('id'),
      requiredColumn('createdAt'),
      optionalColumn('companies', 'a deal keeps only its contact off the list, not the colleagues'),
      optionalColumn('contacts', 'a deal without a company keeps nobody off the list'),
      archived('deals'),
      property('hs_merged_object_ids', 'deals that were merged away cannot be told and count as there'),
      property('closedate', 'when a deal was closed is known by its stages alone'),
      property('dealstage', 'the stage a deal is in is known by its history alone'),
    ),
    archive('deals', 'deleted deals are told by deals.archived alone'),
    optionalTable(
      'deal_pipelines',
      'only the stages closedwon and closedlost count as closed',
      requiredColumn('stages'),
    ),
    history(
      'contacts_property_history',
      'vid',
      'properties of contacts are known as they are today only, and job titles as if they had never changed',
    ),
    history('companies_property_history', 'companyId', 'properties of companies are known as they are today only'),
    history('deals_property_history', 'dealId', 'when a deal was closed is read from its close date'),
  ],
  cannotCarry: hubspotCannotCarry,
  candidates: (landing, sample) => formCandidates(airbyteForm(landing, airbyteIds(landing)), sample),
  questions: (landing, how) => propertyQuestions(landing, how, airbyteProperties),
  map: (landing, hands) =>
    hubspotMapping(airbyteObjects(landing), landing, hands, airbyteProperties, '_airbyte_extracted_at'),
});
