import type { DatabaseHandle } from '../../database/connection.ts';
import { landIn } from './landed.ts';

/**
 * Writes the demo company as Fivetran lands Marketo, from the tables of schema `handraise_demo`.
 *
 * Every 20th lead was in it twice until the older record was merged away, in every 100th case by way of a third one; a third
 * of what they did still hangs on the old record. The dirt: leads that were deleted, opens and clicks by machines, a
 * newsletter, an opt-out that was taken back without a trace, and scores that know the outcome.
 */
export function landMarketoFivetran(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, [people, leads, merges, changes, activities, forms]);
}

const people = `CREATE TEMP TABLE person ON COMMIT DROP AS
  SELECT p.person_id AS id, p.full_name, p.email, p.job_title, p.source, p.created, c.company_name, c.web_domain, c.industry,
    c.country, c.employees, r.requested_at, o.opted_out_at,
    CASE WHEN p.person_id % 20 = 7 THEN p.person_id - 1000000000000 END AS old_id,
    CASE WHEN p.person_id % 100 = 7 THEN p.person_id - 2000000000000 END AS middle_id
  FROM handraise_demo.people AS p
  LEFT JOIN handraise_demo.companies AS c USING (company_id)
  LEFT JOIN handraise_demo.demo_requests AS r USING (person_id)
  LEFT JOIN handraise_demo.opt_outs AS o USING (person_id)`;

const leads = `
  CREATE TABLE lead AS
  SELECT id, created AS created_at, CASE WHEN id % 5 = 0 THEN ' ' || initcap(email) ELSE email END AS email,
    split_part(full_name, ' ', 1) AS first_name, substr(full_name, length(split_part(full_name, ' ', 1)) + 2) AS last_name,
    job_title AS title, company_name AS company, 'https://www.' || web_domain || '/' AS website, industry, country,
    employees AS number_of_employees, NULL::numeric AS annual_revenue, source AS lead_source,
    CASE WHEN requested_at IS NULL THEN 'New' ELSE 'In talks' END AS lead_status,
    CASE WHEN requested_at IS NULL THEN 5 ELSE 90 END AS lead_score, opted_out_at IS NOT NULL AS unsubscribed,
    false AS black_listed, false AS marketing_suspended, false AS do_not_call,
    '003' || lpad(id::text, 17, '0') AS sfdc_contact_id, '00Q' || lpad(id::text, 17, '0') AS sfdc_lead_id, false AS _fivetran_deleted
  FROM person;

  -- Records that were merged away: some marked as deleted, some left behind by the connector.
  INSERT INTO lead (id, created_at, email, title, website, _fivetran_deleted)
  SELECT old_id, created, 'old.' || email, 'Trainee', 'https://old.example', id % 40 = 7 FROM person WHERE old_id IS NOT NULL;

  -- Deleted: half of them are known by their activity alone.
  INSERT INTO lead (id, created_at, email, unsubscribed, _fivetran_deleted)
  SELECT person_id, min(happened_at), 'gone@nowhere.example', true, person_id % 2 = 0
  FROM handraise_demo.activities WHERE person_id < 0 GROUP BY person_id;

  CREATE TABLE activity_delete_lead AS
  SELECT row_number() OVER (ORDER BY id) AS id, id AS lead_id, timestamptz '2026-06-30Z' AS activity_date FROM lead WHERE id < 0`;

const merges = `
  CREATE TABLE merged_lead AS
  SELECT old_id AS merged_lead, coalesce(middle_id, id) AS into_lead FROM person WHERE old_id IS NOT NULL AND id % 40 = 7
  UNION ALL SELECT middle_id, id FROM person WHERE middle_id IS NOT NULL AND id % 40 = 7;

  CREATE TABLE activity_merge_leads AS
  SELECT row_number() OVER () AS id, into_lead AS lead_id, '[' || merged || ']' AS merge_ids, at AS activity_date
  FROM (
    SELECT coalesce(middle_id, id) AS into_lead, old_id AS merged, created + interval '3 days' AS at FROM person
    WHERE old_id IS NOT NULL AND id % 40 <> 7
    UNION ALL SELECT id, middle_id, created + interval '4 days' FROM person WHERE middle_id IS NOT NULL AND id % 40 <> 7
  ) AS merging`;

/** The log begins before the first lead came. */
const changes = `
  CREATE TABLE lead_describe AS
  SELECT id, restname FROM (VALUES (1, 'leadStatus'), (2, 'unsubscribed'), (3, 'leadScore'), (4, 'title')) AS field (id, restname);

  CREATE TABLE activity_change_data_value AS
  SELECT row_number() OVER (ORDER BY at, lead_id, field) AS id, lead_id, at AS activity_date, field AS primary_attribute_value_id,
    shown AS primary_attribute_value, old_value, new_value
  FROM (
    SELECT -1::bigint AS lead_id, timestamptz '2020-01-01Z' AS at, 1 AS field, 'Status' AS shown, NULL AS old_value, 'New' AS new_value
    UNION ALL SELECT id, requested_at + interval '1 day', 1, 'Status', 'New', 'In talks' FROM person WHERE requested_at IS NOT NULL
    UNION ALL SELECT id, requested_at + interval '1 day', 3, 'Score', '5', '90' FROM person WHERE requested_at IS NOT NULL
    UNION ALL SELECT old_id, created + interval '2 days', 4, 'Job Title', NULL, 'Trainee' FROM person WHERE old_id IS NOT NULL
    UNION ALL SELECT id, opted_out_at, 2, 'Unsubscribed', '0', '1' FROM person WHERE opted_out_at IS NOT NULL AND id % 3 = 0
    -- Taken back where nobody wrote it down.
    UNION ALL SELECT id, created + interval '9 days', 2, 'Unsubscribed', '0', '1' FROM person WHERE opted_out_at IS NULL AND id % 40 = 3
  ) AS change`;

const activities = `
  CREATE TEMP TABLE seen ON COMMIT DROP AS
  SELECT a.activity_id AS id, min(CASE WHEN p.old_id IS NOT NULL AND a.activity_id % 3 = 0 THEN p.old_id ELSE a.person_id END) AS lead_id,
    min(a.activity) AS activity, min(a.happened_at) AS activity_date
  FROM handraise_demo.activities AS a LEFT JOIN person AS p ON p.id = a.person_id GROUP BY a.activity_id;

  CREATE TABLE activity_send_email AS SELECT id, lead_id, activity_date FROM seen WHERE false;
  CREATE TABLE activity_open_email AS
  SELECT id, lead_id, activity_date, false AS is_bot_activity FROM seen WHERE activity = 'email_open'
  UNION ALL SELECT id + 10000000, lead_id, activity_date - interval '1 minute', true FROM seen WHERE activity = 'email_open' AND id % 7 = 0;
  CREATE TABLE activity_click_email AS
  SELECT id, lead_id, activity_date, NULL::boolean AS is_bot_activity FROM seen WHERE activity = 'email_click'
  UNION ALL SELECT id + 10000000, lead_id, activity_date - interval '1 minute', true FROM seen WHERE activity = 'email_click' AND id % 11 = 0;
  CREATE TABLE activity_email_bounced AS SELECT id, lead_id, activity_date FROM seen WHERE false;
  CREATE TABLE activity_visit_webpage AS
  SELECT id, lead_id, activity_date, CASE activity WHEN 'pricing_view' THEN '/pricing' ELSE '/product' END AS webpage_url
  FROM seen WHERE activity IN ('page_view', 'pricing_view');
  CREATE TABLE activity_unsubscribe_email AS
  SELECT row_number() OVER (ORDER BY id) AS id, coalesce(CASE WHEN id % 40 = 7 THEN old_id END, id) AS lead_id, opted_out_at AS activity_date
  FROM person WHERE opted_out_at IS NOT NULL AND id % 3 <> 0;
  CREATE TABLE activity_add_to_opportunity AS
  SELECT row_number() OVER (ORDER BY id) AS id, id AS lead_id, requested_at + interval '2 days' AS activity_date
  FROM person WHERE requested_at IS NOT NULL`;

const forms = `
  CREATE TABLE activity_fill_out_form AS
  SELECT id, lead_id, activity_date, 31::bigint AS primary_attribute_value_id, 'Download: the buyer''s guide' AS primary_attribute_value
  FROM seen WHERE activity = 'content_download'
  UNION ALL
  SELECT 20000000 + row_number() OVER (ORDER BY id), CASE WHEN id % 40 = 7 THEN old_id ELSE id END, requested_at, 41 + id % 3,
    (ARRAY['Request a demo', 'Ask for pricing', 'Contact us'])[1 + id % 3]
  FROM person WHERE requested_at IS NOT NULL
  UNION ALL
  SELECT 30000000 + row_number() OVER (ORDER BY id), id, created + interval '1 day', 39, 'Newsletter'
  FROM person WHERE id % 30 = 0 AND created > timestamptz '2024-07-03Z'`;
