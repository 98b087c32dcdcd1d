import { knownAttributes } from './hubspot/attributes.ts';
import { hubspotCannotCarry } from './hubspot/cannotCarry.ts';
import { fivetranIds } from './hubspot/fivetranIds.ts';
import { fivetranForm, fivetranObjects, fivetranProperties } from './hubspot/fivetranObjects.ts';
import { formCandidates } from './hubspot/forms.ts';
import { hubspotMapping } from './hubspot/mapping.ts';
import { propertyQuestions } from './hubspot/ownProperties.ts';
import { optionalColumn, optionalTable, requiredColumn } from './landingTable.ts';
import type { LandingColumn, Preset } from './preset.ts';

const deleted = (name: string, what: string) =>
  optionalColumn(name, `deleted ${what} cannot be told and count as there`);
const known = (object: 'contact' | 'company') =>
  knownAttributes[object].map(({ property, meaning }) =>
    optionalColumn(`property_${property}`, `${meaning} is not known`),
  );

const history = (name: string, owner: string, without: string) =>
  optionalTable(
    name,
    without,
    requiredColumn(owner),
    requiredColumn('name'),
    requiredColumn('value'),
    requiredColumn('timestamp'),
  );

const engagement = (name: string, what: string, ...columns: LandingColumn[]) =>
  optionalTable(
    name,
    `no ${what} among the events`,
    requiredColumn('engagement_id'),
    requiredColumn('property_hs_timestamp'),
    optionalColumn('property_hs_createdate', `${what} written down later count as known when they took place`),
    ...columns,
  );

/** HubSpot as Fivetran's connector lands it: one table per object, custom properties as `property_*` columns. */
export const hubspotFivetran: Preset = {
  name: 'hubspot-fivetran',
  title: 'HubSpot, loaded by Fivetran',
  schema: 'hubspot',
  crm: 'hubspot',
  tables: [
    {
      name: 'contact',
      required: true,
      without: 'there is nobody to rank',
      columns: [
        requiredColumn('id'),
        requiredColumn('property_createdate'),
        optionalColumn('property_email', 'no e-mail events, which name a recipient only, and nothing of mail domains'),
        optionalColumn('property_hs_additional_emails', 'e-mail events at a second address are lost'),
        optionalColumn('property_firstname', 'first names are not shown'),
        optionalColumn('property_lastname', 'last names are not shown'),
        optionalColumn('property_jobtitle', 'seniority and department are not known'),
        optionalColumn('property_hs_merged_object_ids', 'chains of merged contacts may not be resolved to their end'),
        optionalColumn(
          'property_hs_calculated_merged_vids',
          'merged contacts are resolved by the other signs of merges',
        ),
        optionalColumn('property_associatedcompanyid', 'the company of a contact is known by contact_company alone'),
        optionalColumn(
          'property_hs_email_optout',
          'who opted out of e-mail is known by contact_property_history alone',
        ),
        deleted('_fivetran_deleted', 'contacts'),
        ...known('contact'),
      ],
    },
    optionalTable(
      'contact_merge_audit',
      'merged contacts are resolved by the merged ids that contact names alone',
      requiredColumn('canonical_vid'),
      requiredColumn('vid_to_merge'),
    ),
    optionalTable(
      'company',
      'no accounts: contacts are ranked alone, and nothing is known of colleagues',
      requiredColumn('id'),
      optionalColumn('property_name', 'names of companies are not shown'),
      optionalColumn('property_domain', 'web domains of companies are not shown'),
      optionalColumn('property_createdate', 'companies count as known before all their contacts'),
      optionalColumn(
        'property_hs_merged_object_ids',
        'companies that were merged away cannot be told and count as there',
      ),
      deleted('is_deleted', 'companies'),
      ...known('company'),
    ),
    optionalTable(
      'contact_company',
      'no contact belongs to a company: contacts are ranked alone, and nothing is known of colleagues',
      requiredColumn('contact_id'),
      requiredColumn('company_id'),
      optionalColumn('type_id', 'a contact of several companies counts for the one with the lowest id'),
    ),
    optionalTable(
      'email_event',
      'no opens and clicks among the events',
      requiredColumn('id'),
      requiredColumn('type'),
      requiredColumn('created'),
      requiredColumn('recipient'),
      optionalColumn(
        'filtered_event',
        'what HubSpot filters out, such as opens and clicks by machines, is told by the rules alone',
      ),
    ),
    optionalTable(
      'email_event_open',
      'opens by machines are told by their time alone',
      requiredColumn('id'),
      optionalColumn('user_agent', 'opens by machines are told by their time alone'),
    ),
    optionalTable(
      'email_event_click',
      'clicks by machines are told by their time alone, and each click counts as one on a link of its own',
      requiredColumn('id'),
      optionalColumn('user_agent', 'clicks by machines are told by their time and links alone'),
      optionalColumn('url', 'each click counts as one on a link of its own when clicks by machines are told'),
    ),
    optionalTable(
      'email_subscription_change',
      'who opted out of e-mail is known by the property hs_email_optout alone',
      requiredColumn('recipient'),
      requiredColumn('timestamp'),
      requiredColumn('change'),
      requiredColumn('change_type'),
      optionalColumn('caused_by_event_id', 'changes without a time of their own are lost'),
    ),
    optionalTable(
      'contact_form_submission',
      'no raise-hand: a deal of the contact is the outcome instead, and no downloads are among the events',
      requiredColumn('contact_id'),
      requiredColumn('timestamp'),
      optionalColumn('form_id', 'forms cannot be chosen by id'),
      optionalColumn('title', 'forms cannot be chosen by title'),
      optionalColumn('page_url', 'forms cannot be chosen by the page they are on'),
    ),
    optionalTable(
      'form',
      'forms are told by title and path of the page they were sent from',
      requiredColumn('guid'),
      requiredColumn('name'),
    ),
    optionalTable(
      'engagement_contact',
      'no calls, meetings, notes and e-mails of sales among the events',
      requiredColumn('engagement_id'),
      requiredColumn('contact_id'),
    ),
    engagement('engagement_call', 'calls'),
    engagement('engagement_meeting', 'meetings'),
    engagement('engagement_note', 'notes'),
    engagement(
      'engagement_email',
      'e-mails of sales',
      optionalColumn('property_hs_email_direction', 'answers cannot be told from e-mails that sales sent'),
    ),
    optionalTable(
      'deal',
      'no deals: contacts that sales is already working on stay on the list',
      requiredColumn('deal_id'),
      requiredColumn('property_createdate'),
      optionalColumn('property_closedate', 'when a deal was closed is known by its stages alone'),
      optionalColumn('deal_pipeline_stage_id', 'the stage a deal is in is known by its history alone'),
      optionalColumn('property_hs_merged_object_ids', 'deals that were merged away are told by merged_deal alone'),
      deleted('is_deleted', 'deals'),
    ),
    optionalTable(
      'merged_deal',
      'deals that were merged away are told by deal.property_hs_merged_object_ids alone',
      requiredColumn('deal_id'),
      requiredColumn('merged_deal_id'),
    ),
    optionalTable(
      'deal_company',
      'a deal keeps only its contact off the list, not the colleagues',
      requiredColumn('deal_id'),
      requiredColumn('company_id'),
      optionalColumn('type_id', 'a deal of several companies counts for the one with the lowest id'),
    ),
    optionalTable(
      'deal_contact',
      'a deal without a company keeps nobody off the list',
      requiredColumn('deal_id'),
      requiredColumn('contact_id'),
    ),
    optionalTable(
      'deal_stage',
      'when a deal was closed is read from deal_property_history or, without it, from its close date',
      requiredColumn('deal_id'),
      requiredColumn('value'),
      requiredColumn('date_entered'),
    ),
    optionalTable(
      'deal_pipeline_stage',
      'only the stages closedwon and closedlost count as closed',
      requiredColumn('stage_id'),
      optionalColumn('is_closed', 'stages with a probability of 0 or 1 count as closed'),
      optionalColumn('closed_won', 'closed stages with a probability of 1 count as won'),
      optionalColumn('probability', 'closed and won stages are known by is_closed and closed_won alone'),
    ),
    optionalTable(
      'property',
      'properties of your own are told by what is not on the public list of those that HubSpot defines',
      requiredColumn('name'),
      requiredColumn('hubspot_object'),
      requiredColumn('hubspot_defined'),
    ),
    history(
      'contact_property_history',
      'contact_id',
      'properties of contacts are known as they are today only, and job titles as if they had never changed',
    ),
    history('company_property_history', 'company_id', 'properties of companies are known as they are today only'),
    history('deal_property_history', 'deal_id', 'the stages of deals are known by deal_stage alone'),
  ],
  cannotCarry: hubspotCannotCarry,
  candidates: (landing, sample) => formCandidates(fivetranForm(landing, fivetranIds(landing)), sample),
  questions: (landing, how) => propertyQuestions(landing, how, fivetranProperties),
  map: (landing, hands) =>
    hubspotMapping(fivetranObjects(landing), landing, hands, fivetranProperties, '_fivetran_synced'),
};
