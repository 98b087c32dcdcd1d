import { optionalColumn, optionalTable, requiredColumn } from '../landingTable.ts';
import type { LandingColumn, LandingTable } from '../preset.ts';

const activity = (name: string, what: string, without: string, ...columns: readonly LandingColumn[]): LandingTable =>
  optionalTable(
    name,
    without,
    requiredColumn('id', `${what} cannot be told apart`),
    requiredColumn('lead_id', `${what} belong to nobody`),
    requiredColumn('activity_date', `not known when there were ${what}`),
    ...columns,
  );
const bot = optionalColumn('is_bot_activity', 'what machines did, which Marketo marks, is told by the rules alone');
const agent = optionalColumn('user_agent', 'machines are not told by the name of the program');

/** What the preset reads of Marketo's leads and activities. */
export const marketoTables: readonly LandingTable[] = [
  {
    ...optionalTable(
      'lead',
      'there is nobody to rank',
      requiredColumn('id', 'leads cannot be told apart'),
      requiredColumn('created_at', 'no past date at which a lead was there'),
      optionalColumn('email', 'nothing of mail domains'),
      optionalColumn('first_name', 'first names are not shown'),
      optionalColumn('last_name', 'last names are not shown'),
      optionalColumn('title', 'seniority and department are not known'),
      optionalColumn('company', 'people belong together by the website of their company only'),
      optionalColumn('website', 'people belong together by the name of their company only'),
      optionalColumn('industry', 'industry is not known'),
      optionalColumn('country', 'country is not known'),
      optionalColumn('number_of_employees', 'company size is not known'),
      optionalColumn('annual_revenue', 'annual revenue is not known'),
      optionalColumn('lead_source', 'not known how leads came'),
      optionalColumn('lead_status', 'no history of the status'),
      optionalColumn('unsubscribed', 'who opted out of e-mail is known by activities alone'),
      optionalColumn('black_listed', 'leads who were blocked from all e-mail stay on the list'),
      optionalColumn('marketing_suspended', 'leads whose marketing e-mails are suspended stay on the list'),
      optionalColumn('do_not_call', 'leads who are not to be called are known by the log of changes alone'),
      optionalColumn('sfdc_contact_id', 'beside Salesforce, leads are matched as leads only'),
      optionalColumn('sfdc_lead_id', 'beside Salesforce, leads are matched as contacts only'),
      optionalColumn('_fivetran_deleted', 'leads that were deleted are known by activity_delete_lead alone'),
    ),
    required: true,
  },
  optionalTable(
    'merged_lead',
    'leads that were merged away are known by activity_merge_leads alone',
    requiredColumn('merged_lead', 'the table says nothing without merged_lead'),
    requiredColumn('into_lead', 'the table says nothing without into_lead'),
  ),
  optionalTable(
    'activity_merge_leads',
    'leads that were merged away are known by merged_lead alone',
    requiredColumn('lead_id', 'not known which lead was kept'),
    requiredColumn('merge_ids', 'not known which leads were merged away'),
  ),
  optionalTable(
    'activity_delete_lead',
    'leads that were deleted are known by lead._fivetran_deleted alone',
    requiredColumn('lead_id', 'not known which leads were deleted'),
  ),
  activity(
    'activity_change_data_value',
    'changes of values',
    'values are those of today; job titles as if they had never changed, and the status of leads is left out',
    requiredColumn('primary_attribute_value', 'not known which value changed'),
    requiredColumn('old_value', 'not known what a value was before'),
    requiredColumn('new_value', 'not known what a value became'),
    optionalColumn('primary_attribute_value_id', 'fields are told by the names that people see, which may be changed'),
  ),
  optionalTable(
    'lead_describe',
    'fields are told by the names that people see, which may be changed',
    requiredColumn('id', 'fields cannot be told apart'),
    requiredColumn('restname', 'fields have no name that lasts'),
  ),
  activity('activity_unsubscribe_email', 'opt-outs', 'opt-outs are dated by the log of changes alone'),
  activity(
    'activity_fill_out_form',
    'submissions of forms',
    'no raised hands: being added to an opportunity is the outcome instead',
    optionalColumn(
      'primary_attribute_value',
      'forms have no name: being added to an opportunity is the outcome instead',
    ),
    optionalColumn('primary_attribute_value_id', 'forms are told by their name, which may be changed'),
  ),
  activity(
    'activity_send_email',
    'sent e-mails',
    'opens and clicks by machines are not told by how soon they come after an e-mail was sent',
  ),
  activity('activity_open_email', 'opened e-mails', 'no opened e-mails among the events', bot, agent),
  activity(
    'activity_click_email',
    'clicks in e-mails',
    'no clicks in e-mails among the events',
    bot,
    agent,
    optionalColumn('link', 'each click counts as one on a link of its own when clicks by machines are told'),
  ),
  activity('activity_email_bounced', 'bounced e-mails', 'no bounced e-mails among the events'),
  activity(
    'activity_visit_webpage',
    'visits of pages',
    'no page views and pricing views among the events',
    optionalColumn('webpage_url', 'pricing pages are told by the name of the page alone'),
    optionalColumn('primary_attribute_value', 'pricing pages are told by their address alone'),
  ),
  activity(
    'activity_add_to_opportunity',
    'additions to opportunities',
    'without forms there is nothing that could be the outcome',
  ),
];
