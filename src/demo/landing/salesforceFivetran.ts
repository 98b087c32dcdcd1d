import type { DatabaseHandle } from '../../database/connection.ts';
import { landIn } from './landed.ts';
import { recordEnd } from './record.ts';

/**
 * Writes the demo company as Fivetran lands Salesforce, from the tables of schema `handraise_demo`.
 *
 * Every other person came as a lead; those who asked for a demo were converted a day later, and every other of the
 * rest 60 days after they came. Contacts, leads and opportunities are in history mode. The dirt: activities from before
 * the conversion hang on the lead, accounts and contacts were deleted or merged away, tasks are still to be done, and
 * members never responded. Calls and meetings, which the demo company's own tables lack, follow upon requests.
 */
export function landSalesforceFivetran(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, salesforceStatements);
}

const created = `created`;

const people = `CREATE TEMP TABLE person ON COMMIT DROP AS
  SELECT *, '00Q' || lpad(person_id::text, 17, '0') AS lead_id, '003' || lpad(person_id::text, 17, '0') AS contact_id
  FROM (
    SELECT people.*, requested_at, opted_out_at, person_id % 2 = 0 AS came_as_lead,
      CASE WHEN person_id % 2 <> 0 THEN NULL
        WHEN requested_at IS NOT NULL AND requested_at + interval '1 day' < ${recordEnd} THEN requested_at + interval '1 day'
        WHEN person_id % 4 = 0 AND requested_at IS NULL AND created + interval '60 days' < ${recordEnd} THEN created + interval '60 days'
      END AS converted_at
    FROM handraise_demo.people
    LEFT JOIN handraise_demo.demo_requests USING (person_id)
    LEFT JOIN handraise_demo.opt_outs USING (person_id)
  ) AS dated`;

const campaignId = `'701' || kind || lpad(turn::text, 5, '0')`;

function accountId(company: string): string {
  return `('001' || CASE WHEN ${company} LIKE '%-merged' THEN 'M' ELSE '0' END
    || lpad(regexp_replace(${company}, '[^0-9]', '', 'g'), 14, '0'))`;
}

/** Whether a person was a lead still when something was entered. */
function isLead(at: string): string {
  return `coalesce(came_as_lead AND (converted_at IS NULL OR ${at} < converted_at), false)`;
}

function whoId(at: string): string {
  return `CASE WHEN ${isLead(at)} THEN lead_id
    ELSE coalesce(contact_id, '003D' || lpad((-person_id)::text, 17, '0')) END`;
}

/** Activities without those that arrived twice: each as it arrived first. */
const activitiesOnce = `(SELECT activity_id, person_id, activity, happened_at, min(loaded_at) AS loaded_at
  FROM handraise_demo.activities GROUP BY activity_id, person_id, activity, happened_at)`;

/** What the company does not use, and the changes of fields, which history mode does without. */
const emptyTables = [
  'CREATE TABLE opportunity_contact_role (id text, opportunity_id text, contact_id text, is_primary boolean, is_deleted boolean)',
  'CREATE TABLE individual (id text, has_opted_out_solicit boolean, is_deleted boolean)',
  ...['contact', 'lead', 'account'].map(
    (of) =>
      `CREATE TABLE ${of}_history (id text, ${of}_id text, field text, old_value text, new_value text, created_date timestamptz, is_deleted boolean)`,
  ),
  'CREATE TABLE opportunity_field_history (id text, opportunity_id text, field text, old_value text, new_value text, created_date timestamptz, is_deleted boolean)',
  'CREATE TABLE opportunity_history (id text, opportunity_id text, stage_name text, created_date timestamptz, is_deleted boolean)',
];

/** What makes the tables of Salesforce as Fivetran lands them. */
export const salesforceStatements: readonly string[] = [
  people,
  `CREATE TABLE account AS
      SELECT ${accountId(`company_id`)} AS id, company_name AS name, 'https://www.' || web_domain || '/' AS website,
        industry, country AS billing_country, employees AS number_of_employees, created AS created_date,
        NULL::text AS master_record_id, false AS is_deleted, NULL::text AS type
      FROM handraise_demo.companies
      UNION ALL
      SELECT ${accountId(`company_id`)}, 'Merged', NULL, NULL, NULL, NULL, min(created),
        ${accountId(`replace(company_id, '-merged', '')`)}, true, NULL
      FROM handraise_demo.people WHERE company_id LIKE '%-merged' GROUP BY company_id`,
  `CREATE TABLE contact AS
      SELECT contact_id AS id, ${accountId(`company_id`)} AS account_id, full_name AS name, email, job_title AS title,
        source AS lead_source, coalesce(converted_at, created) AS created_date, NULL::date AS last_activity_date,
        NULL::text AS master_record_id, false AS is_deleted, version.has_opted_out_of_email,
        version.starts_at AS _fivetran_start, version.ends_at AS _fivetran_end, version.ends_at = 'infinity' AS _fivetran_active
      FROM person JOIN LATERAL (VALUES
        (coalesce(opted_out_at <= coalesce(converted_at, created), false), coalesce(converted_at, created),
          CASE WHEN opted_out_at > coalesce(converted_at, created) THEN opted_out_at - interval '1 millisecond' ELSE 'infinity' END),
        (true, CASE WHEN opted_out_at > coalesce(converted_at, created) THEN opted_out_at END, 'infinity')
      ) AS version (has_opted_out_of_email, starts_at, ends_at) ON version.starts_at IS NOT NULL
      WHERE NOT came_as_lead OR converted_at IS NOT NULL
      UNION ALL
      SELECT '003D' || lpad((-person_id)::text, 17, '0'), NULL, 'Deleted', NULL, NULL, NULL, min(happened_at), NULL, NULL,
        true, false, min(happened_at), 'infinity', true
      FROM handraise_demo.activities WHERE person_id < 0 GROUP BY person_id`,
  `CREATE TABLE lead AS
      SELECT lead_id AS id, full_name AS name, email, job_title AS title, source AS lead_source, created AS created_date,
        CASE WHEN starts_at = converted_at THEN 'Qualified' ELSE 'Open' END AS status,
        starts_at = converted_at AS is_converted, (CASE WHEN starts_at = converted_at THEN converted_at END)::date AS converted_date,
        CASE WHEN starts_at = converted_at THEN contact_id END AS converted_contact_id,
        CASE WHEN starts_at = converted_at THEN ${accountId(`company_id`)} END AS converted_account_id,
        NULL::text AS master_record_id, false AS is_deleted, coalesce(opted_out_at <= starts_at, false) AS has_opted_out_of_email,
        starts_at AS _fivetran_start, coalesce(next_at - interval '1 millisecond', 'infinity') AS _fivetran_end,
        next_at IS NULL AS _fivetran_active
      FROM (
        SELECT person.*, starts_at, lead(starts_at) OVER (PARTITION BY person_id ORDER BY starts_at) AS next_at
        FROM person, unnest(ARRAY[created, CASE WHEN opted_out_at > created THEN opted_out_at END, converted_at]) AS starts_at
        WHERE came_as_lead AND starts_at IS NOT NULL
          AND (starts_at IS DISTINCT FROM opted_out_at OR converted_at IS NULL OR opted_out_at < converted_at)
      ) AS versions`,
  `CREATE TABLE task AS
      SELECT '00T' || lpad(activity_id::text, 15, '0') AS id, ${whoId(`loaded_at`)} AS who_id, 'Chat' AS type,
        'Chat on the website' AS subject, happened_at AS completed_date_time, happened_at::date AS activity_date, true AS is_closed,
        loaded_at AS created_date, NULL::integer AS call_duration_in_seconds, activity_id % 997 = 0 AND person_id < 0 AS is_deleted
      FROM ${activitiesOnce} AS activity LEFT JOIN person USING (person_id) WHERE activity = 'chat_started'
      UNION ALL
      SELECT '00TC' || lpad(person_id::text, 17, '0'), ${whoId(`requested_at`)}, 'Call', 'Call back',
        requested_at + interval '1 hour', (requested_at + interval '1 hour')::date, true, requested_at + interval '1 hour', 600, false
      FROM person WHERE requested_at < ${recordEnd} - interval '1 hour'
      UNION ALL
      SELECT '00TF' || lpad(person_id::text, 17, '0'), ${whoId(created)}, 'Call', 'Some day', NULL, created::date + 30, false,
        created, NULL, false
      FROM person WHERE person_id % 10 = 0`,
  `CREATE TABLE event AS
      SELECT '00U' || lpad(person_id::text, 17, '0') AS id, ${whoId(`requested_at`)} AS who_id, 'Meeting' AS type,
        'First meeting' AS subject, requested_at + interval '3 days' AS start_date_time, (requested_at + interval '3 days')::date AS activity_date,
        30 AS duration_in_minutes, requested_at + interval '1 hour' AS created_date, false AS is_deleted
      FROM person WHERE requested_at < ${recordEnd} - interval '3 days'`,
  `CREATE TEMP TABLE response ON COMMIT DROP AS
      SELECT activity_id::text AS id, person_id, activity AS kind, happened_at, loaded_at,
        row_number() OVER (PARTITION BY person_id, activity ORDER BY happened_at, activity_id) AS turn
      FROM ${activitiesOnce} AS activity WHERE activity IN ('webinar_attended', 'fair_visit', 'content_download')
      UNION ALL
      SELECT 'R' || person_id, person_id, 'demo_request', requested_at, requested_at, 1 FROM handraise_demo.demo_requests`,
  `CREATE TABLE campaign AS
      SELECT ${campaignId} AS id,
        CASE kind WHEN 'webinar_attended' THEN 'Webinar' WHEN 'fair_visit' THEN 'Trade Show' WHEN 'content_download' THEN 'Content'
          ELSE 'Demo request' END AS type,
        CASE kind WHEN 'demo_request' THEN 'Request a demo' ELSE initcap(replace(kind, '_', ' ')) || ' ' || turn END AS name,
        false AS is_deleted
      FROM response GROUP BY kind, turn`,
  `CREATE TABLE campaign_member AS
      SELECT '00v' || lpad(id, 17, '0') AS id, ${campaignId} AS campaign_id,
        CASE WHEN ${isLead(`loaded_at`)} THEN lead_id END AS lead_id,
        CASE WHEN NOT ${isLead(`loaded_at`)} THEN coalesce(contact_id, '003D' || lpad((-person_id)::text, 17, '0')) END AS contact_id,
        'Responded' AS status, true AS has_responded, (happened_at AT TIME ZONE 'UTC')::date AS first_responded_date,
        loaded_at AS created_date, false AS is_deleted
      FROM response LEFT JOIN person USING (person_id)
      UNION ALL
      SELECT '00vS' || lpad(person_id::text, 16, '0'), ${campaignId}, NULL, contact_id, 'Sent', false, NULL, created, false
      FROM person, (SELECT 'webinar_attended' AS kind, 1 AS turn) AS first WHERE person_id % 7 = 1`,
  `CREATE TABLE opportunity AS
      SELECT deal_id::text AS id, ${accountId(`company_id`)} AS account_id, opened AS created_date, is_closed,
        is_closed AND won AS is_won, coalesce(closed, opened + interval '90 days')::date AS close_date,
        CASE WHEN NOT is_closed THEN 'Prospecting' WHEN won THEN 'Closed Won' ELSE 'Closed Lost' END AS stage_name,
        false AS is_deleted, CASE WHEN is_closed THEN closed ELSE opened END AS _fivetran_start,
        CASE WHEN is_closed OR closed IS NULL THEN 'infinity' ELSE closed - interval '1 millisecond' END AS _fivetran_end,
        is_closed OR closed IS NULL AS _fivetran_active
      FROM handraise_demo.deals, unnest(ARRAY[false, true]) AS is_closed WHERE NOT is_closed OR closed IS NOT NULL`,
  ...emptyTables,
];
