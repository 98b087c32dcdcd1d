import type { DatabaseHandle } from '../../database/connection.ts';
import { landIn } from './landed.ts';
import { recordEnd } from './record.ts';

/**
 * Writes the demo company as Fivetran lands Pardot, from the tables of schema `handraise_demo`.
 *
 * Every prospect names the id of the contact or lead that `salesforce-fivetran` makes of the same person. The dirt:
 * prospects that were deleted or archived, e-mails that were sent, a newsletter, pages to unsubscribe that were looked at
 * only, forms that were filled in wrongly, and opportunities of people whose company a merge lost.
 */
export function landPardotFivetran(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, [people, campaigns, prospects, activities, opportunities]);
}

const people = `CREATE TEMP TABLE person ON COMMIT DROP AS
  SELECT p.person_id AS id, p.full_name, p.email, p.job_title, p.source, p.created, p.company_id, c.company_name, c.web_domain,
    c.industry, c.country, c.employees, r.requested_at, o.opted_out_at,
    p.person_id % 2 = 0 AND NOT coalesce(r.requested_at + interval '1 day' < ${recordEnd}, false)
      AND NOT coalesce(p.person_id % 4 = 0 AND r.requested_at IS NULL AND p.created + interval '60 days' < ${recordEnd}, false)
      AS is_lead
  FROM handraise_demo.people AS p
  LEFT JOIN handraise_demo.companies AS c USING (company_id)
  LEFT JOIN handraise_demo.demo_requests AS r USING (person_id)
  LEFT JOIN handraise_demo.opt_outs AS o USING (person_id)`;

const campaigns = `
  CREATE TABLE campaign AS
  SELECT id, name, false AS _fivetran_deleted FROM (VALUES (1, 'Website'), (2, 'Fair'), (3, 'Webinars')) AS campaign (id, name)`;

const prospects = `
  CREATE TABLE prospect AS
  SELECT id, created AS created_at, CASE WHEN id % 5 = 0 THEN ' ' || initcap(email) ELSE email END AS email,
    split_part(full_name, ' ', 1) AS first_name, substr(full_name, length(split_part(full_name, ' ', 1)) + 2) AS last_name,
    job_title, company_name AS company, 'https://www.' || web_domain || '/' AS website, industry, country, employees, source,
    1 + id % 3 AS campaign_id, opted_out_at IS NOT NULL AS opted_out, false AS is_do_not_email, false AS is_do_not_call,
    CASE WHEN NOT is_lead THEN '003' || lpad(id::text, 17, '0') END AS crm_contact_fid,
    CASE WHEN id % 2 = 0 THEN '00Q' || lpad(id::text, 17, '0') END AS crm_lead_fid,
    CASE WHEN requested_at IS NULL THEN 10 ELSE 95 END AS score, false AS is_archived, false AS _fivetran_deleted
  FROM person;

  -- Deleted, or in the recycle bin.
  INSERT INTO prospect (id, created_at, email, website, opted_out, is_do_not_call, is_archived, _fivetran_deleted)
  SELECT person_id, min(happened_at), 'gone' || -person_id || '@nowhere.example', 'https://nowhere.example', true, true,
    person_id % 2 = 0, person_id % 2 <> 0
  FROM handraise_demo.activities WHERE person_id < 0 GROUP BY person_id`;

/** Activities without those that arrived twice: Pardot has each once. */
const activities = `
  CREATE TEMP TABLE seen ON COMMIT DROP AS
  SELECT activity_id AS id, min(person_id) AS prospect_id, min(activity) AS activity, min(happened_at) AS at
  FROM handraise_demo.activities GROUP BY activity_id;

  CREATE TABLE visitor_activity AS
  SELECT id, prospect_id,
    CASE activity WHEN 'email_open' THEN 11 WHEN 'email_click' THEN 1 WHEN 'chat_started' THEN 22 WHEN 'webinar_attended' THEN 24
      WHEN 'fair_visit' THEN 29 ELSE 2 END AS type,
    CASE activity WHEN 'email_open' THEN 'Email' WHEN 'email_click' THEN 'Email Tracker' WHEN 'chat_started' THEN 'Olark Chat'
      WHEN 'webinar_attended' THEN 'Webinar' WHEN 'fair_visit' THEN 'Event' WHEN 'content_download' THEN 'File'
      ELSE 'Page View' END AS type_name,
    CASE activity WHEN 'pricing_view' THEN 'https://www.vendor.example/pricing' WHEN 'page_view' THEN 'https://www.vendor.example/product'
      WHEN 'content_download' THEN 'the-buyers-guide.pdf' END AS details,
    CASE WHEN activity LIKE 'email%' THEN 77 END AS email_id, CASE WHEN activity LIKE 'email%' THEN 78 END AS list_email_id,
    CASE activity WHEN 'content_download' THEN 5 END AS file_id, NULL::bigint AS form_id, NULL::bigint AS form_handler_id,
    NULL::bigint AS landing_page_id, at AS created_at
  FROM seen;

  INSERT INTO visitor_activity (id, prospect_id, type, type_name, details, form_id, form_handler_id, created_at)
  SELECT 10000000 + row_number() OVER (ORDER BY id), id, 4, CASE id % 3 WHEN 2 THEN 'Form Handler' ELSE 'Form' END,
    (ARRAY['Request a demo', 'Ask for pricing', 'Contact us'])[1 + id % 3], CASE WHEN id % 3 <> 2 THEN 11 + id % 3 END,
    CASE id % 3 WHEN 2 THEN 11 END, requested_at
  FROM person WHERE requested_at IS NOT NULL
  UNION ALL
  SELECT 20000000 + row_number() OVER (ORDER BY id), id, CASE WHEN id % 90 IN (0, 30) THEN 3 ELSE 4 END, 'Form',
    CASE WHEN id % 90 IN (0, 30) THEN 'Request a demo' ELSE 'Newsletter' END, CASE WHEN id % 90 IN (0, 30) THEN 11 ELSE 19 END, NULL,
    created + interval '1 day'
  FROM person WHERE id % 30 = 0 AND created > timestamptz '2024-07-03Z'
  UNION ALL
  SELECT 30000000 + row_number() OVER (ORDER BY id), id, 12, 'Unsubscribe Page', NULL, NULL, NULL, opted_out_at
  FROM person WHERE opted_out_at IS NOT NULL
  UNION ALL
  SELECT 40000000 + row_number() OVER (ORDER BY id), id, 12, 'Unsubscribe Page', NULL, NULL, NULL, created + interval '9 days'
  FROM person WHERE opted_out_at IS NULL AND id % 40 = 3
  UNION ALL
  SELECT 50000000 + id, prospect_id, 6, 'Email', NULL, NULL, NULL, at - interval '1 hour'
  FROM seen WHERE activity = 'email_open' AND id % 7 = 0`;

const opportunities = `
  CREATE TABLE opportunity AS
  SELECT deal_id AS id, opened AS created_at, coalesce(closed, opened + interval '90 days') AS closed_at,
    CASE WHEN closed IS NULL THEN 'Open' WHEN won THEN 'Won' ELSE 'Lost' END AS status
  FROM handraise_demo.deals;

  CREATE TABLE opportunity_prospect AS
  SELECT d.deal_id AS opportunity_id, p.id AS prospect_id
  FROM handraise_demo.deals AS d JOIN person AS p ON p.company_id = d.company_id AND p.requested_at < d.opened`;
