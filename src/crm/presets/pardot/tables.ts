import { optionalColumn, optionalTable, requiredColumn } from '../landingTable.ts';
import type { LandingTable } from '../preset.ts';

const deleted = (what: string) =>
  optionalColumn('_fivetran_deleted', `${what} that were deleted count as if they were there`);

/** What the preset reads of Pardot's objects. */
export const pardotTables: readonly LandingTable[] = [
  {
    ...optionalTable(
      'prospect',
      'there is nobody to rank',
      requiredColumn('id', 'prospects cannot be told apart'),
      requiredColumn('created_at', 'no past date at which a prospect was there'),
      optionalColumn('email', 'nothing of mail domains'),
      optionalColumn('first_name', 'first names are not shown'),
      optionalColumn('last_name', 'last names are not shown'),
      optionalColumn('job_title', 'seniority and department are not known'),
      optionalColumn('company', 'people belong together by the website of their company only'),
      optionalColumn('website', 'people belong together by the name of their company only'),
      optionalColumn('industry', 'industry is not known'),
      optionalColumn('country', 'country is not known'),
      optionalColumn('employees', 'company size is not known'),
      optionalColumn('source', 'not known how prospects came'),
      optionalColumn('campaign_id', 'the campaign that won a prospect is not known'),
      optionalColumn('opted_out', 'who opted out of e-mail is known by visitor_activity alone'),
      optionalColumn('is_do_not_email', 'prospects marked as not to be e-mailed stay on the list'),
      optionalColumn('is_do_not_call', 'prospects marked as not to be called stay on the list'),
      optionalColumn('crm_contact_fid', 'beside a CRM, a prospect is matched as a lead only'),
      optionalColumn('crm_lead_fid', 'beside a CRM, a prospect is matched as a contact only'),
      optionalColumn('is_archived', 'prospects in the recycle bin count as if they were there'),
      deleted('prospects'),
    ),
    required: true,
  },
  optionalTable(
    'visitor_activity',
    'no raised hands: an opportunity of the prospect is the outcome instead, and there are no events',
    requiredColumn('id', 'activities cannot be told apart'),
    requiredColumn('prospect_id', 'activities belong to nobody'),
    requiredColumn('created_at', 'not known when anything happened'),
    requiredColumn('type', 'not known what happened'),
    optionalColumn('type_name', 'e-mails, files and pages cannot be told apart by their kind, only by their ids'),
    optionalColumn('details', 'forms have no name: an opportunity of the prospect is the outcome instead'),
    optionalColumn('form_id', 'submissions of forms raise no hand'),
    optionalColumn('form_handler_id', 'submissions to form handlers raise no hand'),
    optionalColumn('landing_page_id', 'submissions of landing pages raise no hand'),
    optionalColumn('email_id', 'clicks in e-mails are told by type_name alone'),
    optionalColumn('list_email_id', 'clicks in e-mails to lists are told by email_id and type_name alone'),
    optionalColumn('file_id', 'downloads are told by type_name alone'),
  ),
  optionalTable(
    'campaign',
    'the campaign that won a prospect has no name, and is not read',
    requiredColumn('id', 'campaigns cannot be told apart'),
    requiredColumn('name', 'the campaign that won a prospect has no name, and is not read'),
    deleted('campaigns'),
  ),
  optionalTable(
    'opportunity',
    'prospects with an open opportunity stay on the list',
    requiredColumn('id', 'opportunities cannot be told apart'),
    requiredColumn('created_at', 'opportunities keep nobody off the list'),
    optionalColumn('status', 'an opportunity counts as open until its closing date, and not known how it ended'),
    optionalColumn('closed_at', 'without status, an opportunity never closes; with it, closed ones are not read'),
  ),
  optionalTable(
    'opportunity_prospect',
    'opportunities belong to nobody, and keep nobody off the list',
    requiredColumn('opportunity_id', 'opportunities belong to nobody'),
    requiredColumn('prospect_id', 'opportunities belong to nobody'),
  ),
];
