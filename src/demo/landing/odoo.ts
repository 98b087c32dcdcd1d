import type { DatabaseHandle } from '../../database/connection.ts';
import { landIn } from './landed.ts';
import { recordEnd } from './record.ts';

/**
 * Writes the demo company as Odoo keeps it in its own database, from the tables of schema `handraise_demo`: timestamps
 * without a zone, whole numbers as ids, translated names as jsonb.
 *
 * Every other person came as a lead, and is one still unless it asked for a demo, which gave it a partner the day after.
 * Those who asked sent in a form of the website, which made a lead. The dirt: employees and archived partners with
 * leads of their own, addresses for invoices, a lead of a newsletter's campaign, mailings of records that were merged
 * away, and opportunities of companies.
 */
export function landOdoo(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, [people, partners, leads, mailings, website, messages, optOuts]);
}

/** An instant as Odoo keeps it. */
const naive = (instant: string) => `((${instant}) AT TIME ZONE 'UTC')`;
const jsonName = (name: string) => `jsonb_build_object('en_US', ${name})`;

/** Ids of Odoo are small: companies from 1 on, people behind them. */
const people = `CREATE TEMP TABLE company ON COMMIT DROP AS
  SELECT substring(company_id FROM '[0-9]+')::int AS id, * FROM handraise_demo.companies;
  CREATE TEMP TABLE person ON COMMIT DROP AS
  SELECT 100000 + row_number() OVER (ORDER BY p.person_id)::int AS id, p.person_id, p.full_name,
    -- Two people of one address would be one in Odoo.
    CASE WHEN row_number() OVER (PARTITION BY p.email ORDER BY p.person_id) = 1 THEN '' ELSE p.person_id || '.' END || p.email AS email,
    p.job_title, p.created, c.id AS company_id, r.requested_at, o.opted_out_at, p.person_id % 2 = 0 AS came_as_lead,
    p.person_id % 2 <> 0 OR coalesce(r.requested_at + interval '1 day' < ${recordEnd}, false) AS has_partner
  FROM handraise_demo.people AS p
  LEFT JOIN company AS c USING (company_id)
  LEFT JOIN handraise_demo.demo_requests AS r USING (person_id)
  LEFT JOIN handraise_demo.opt_outs AS o USING (person_id)`;

const partners = `
  CREATE TABLE res_partner_industry AS
  SELECT row_number() OVER (ORDER BY industry)::int AS id, industry AS plain, ${jsonName('industry')} AS name FROM company GROUP BY industry;
  CREATE TABLE res_country AS
  SELECT row_number() OVER (ORDER BY country)::int AS id, country AS code FROM company GROUP BY country;

  CREATE TABLE res_partner AS
  SELECT c.id, company_name AS name, 'info@' || web_domain AS email, 'info@' || web_domain AS email_normalized, NULL::text AS function,
    true AS is_company, true AS active, 'contact' AS type, true AS partner_share, c.id AS commercial_partner_id,
    'https://www.' || web_domain AS website, i.id AS industry_id, l.id AS country_id, NULL::text AS phone_sanitized,
    ${naive('c.created')} AS create_date
  FROM company AS c JOIN res_partner_industry AS i ON i.plain = c.industry JOIN res_country AS l ON l.code = c.country;

  INSERT INTO res_partner (id, name, email, email_normalized, function, is_company, active, type, partner_share, commercial_partner_id, create_date)
  SELECT id, full_name, full_name || ' <' || initcap(email) || '>', email, job_title, false, true, 'contact', true, coalesce(company_id, id),
    ${naive("CASE WHEN came_as_lead THEN requested_at + interval '1 day' ELSE created END")}
  FROM person WHERE has_partner
  UNION ALL
  SELECT 90000 + id, 'Invoices', 'pay@' || web_domain, 'pay@' || web_domain, NULL, false, true, 'invoice', true, id, ${naive('created')}
  FROM company WHERE id % 9 = 0
  UNION ALL
  SELECT 80000 + id, 'Gone', 'gone@' || web_domain, 'gone@' || web_domain, NULL, false, false, 'contact', true, id, ${naive('created')}
  FROM company WHERE id % 9 = 1
  UNION ALL
  SELECT 80001, 'Sales', 'sales@vendor.example', 'sales@vendor.example', NULL, false, true, 'contact', false, 80001, timestamp '2024-01-01'`;

const leads = `
  CREATE TABLE crm_stage AS SELECT id, ${jsonName('plain')} AS name, is_won
  FROM (VALUES (1, 'New', false), (2, 'Proposition', false), (4, 'Won', true)) AS stage (id, plain, is_won);
  CREATE TABLE utm_source AS SELECT 1 AS id, 'Google' AS name;
  CREATE TABLE utm_medium AS SELECT id, name FROM (VALUES (1, 'Website'), (2, 'Import'), (3, 'Email')) AS medium (id, name);
  CREATE TABLE utm_campaign AS SELECT 1 AS id, 'autumn' AS name, ${jsonName("'Autumn newsletter'")} AS title;
  CREATE TABLE ir_model_data AS SELECT 'utm' AS module, 'utm_medium_website' AS name, 'utm.medium' AS model, 1 AS res_id;

  -- What they came by.
  CREATE TABLE crm_lead AS
  SELECT id, 'lead' AS type, true AS active, CASE WHEN has_partner THEN id END AS partner_id, full_name AS contact_name,
    initcap(email) AS email_from, email AS email_normalized, job_title AS function, NULL::text AS phone_sanitized, 1 AS stage_id,
    10::float8 AS probability, NULL::timestamp AS date_closed, ${naive('created')} AS date_last_stage_update,
    NULL::timestamp AS date_conversion, NULL::int AS source_id, 2 AS medium_id, NULL::int AS campaign_id, ${naive('created')} AS create_date
  FROM person WHERE came_as_lead;

  -- The raised hand; a third came by a search, which is the medium then.
  INSERT INTO crm_lead (id, type, active, partner_id, contact_name, email_from, email_normalized, stage_id, probability, source_id, medium_id, create_date)
  SELECT 1000000 + id, 'lead', true, CASE WHEN NOT came_as_lead AND id % 2 = 0 THEN id END, full_name, email, email, 1, 10,
    CASE WHEN id % 3 = 0 THEN 1 END, CASE WHEN id % 3 = 0 THEN 3 ELSE 1 END, ${naive('requested_at')}
  FROM person WHERE requested_at IS NOT NULL
  UNION ALL
  SELECT 2000000 + id, 'lead', true, NULL, 'Test', 'sales@vendor.example', 'sales@vendor.example', 1, 10, NULL, 1, timestamp '2025-01-01'
  FROM person WHERE id % 100 = 0;
  INSERT INTO crm_lead (id, type, active, contact_name, email_from, email_normalized, stage_id, probability, medium_id, campaign_id, create_date)
  SELECT 3000000 + id, 'lead', true, full_name, email, email, 1, 10, 1, 1, ${naive("created + interval '3 days'")} FROM person WHERE id % 50 = 0;

  -- Deals, of the company.
  INSERT INTO crm_lead (id, type, active, partner_id, stage_id, probability, date_closed, date_conversion, create_date)
  SELECT 4000000 + deal_id, 'opportunity', closed IS NULL OR won, c.id, CASE WHEN won THEN 4 ELSE 2 END, CASE WHEN won THEN 100 WHEN closed IS NULL THEN 30 ELSE 0 END,
    ${naive('closed')}, ${naive('opened')}, ${naive("opened - interval '1 hour'")}
  FROM handraise_demo.deals JOIN company AS c USING (company_id)`;

const mailings = `
  CREATE TEMP TABLE seen ON COMMIT DROP AS
  SELECT a.activity_id::int AS id, min(a.activity) AS activity, min(${naive('a.happened_at')}) AS at, min(p.id) AS person_id,
    min(p.email) AS email, bool_and(p.has_partner) AS has_partner
  FROM handraise_demo.activities AS a LEFT JOIN person AS p USING (person_id) GROUP BY a.activity_id;

  CREATE TABLE mailing_trace AS
  SELECT id, 'mail' AS trace_type,
    CASE WHEN person_id IS NULL OR id % 10 = 0 THEN 'crm.lead' WHEN has_partner THEN 'res.partner' ELSE 'crm.lead' END AS model,
    -- Some of a record that was merged away.
    CASE WHEN person_id IS NULL OR id % 10 = 0 THEN 9000000 + id ELSE person_id END AS res_id, email, at - interval '1 hour' AS sent_datetime,
    CASE activity WHEN 'email_open' THEN at END AS open_datetime, NULL::timestamp AS reply_datetime,
    CASE activity WHEN 'email_click' THEN at END AS links_click_datetime
  FROM seen WHERE activity IN ('email_open', 'email_click');
  CREATE TABLE link_tracker_click AS
  SELECT id, id AS mailing_trace_id, links_click_datetime AS create_date FROM mailing_trace WHERE links_click_datetime IS NOT NULL;
  CREATE TABLE mailing_contact AS
  SELECT id, full_name AS name, email, email AS email_normalized, ${naive('created')} AS create_date FROM person WHERE id % 3 = 0;
  CREATE TABLE mailing_subscription AS
  SELECT id AS contact_id, list_id, opted_out_at IS NOT NULL AND list_id = 1 AS opt_out,
    CASE list_id WHEN 1 THEN ${naive('opted_out_at')} END AS opt_out_datetime
  FROM person, unnest(ARRAY[1, 2]) AS list_id WHERE id % 3 = 0`;

/** Whoever has a partner was logged in; the visitors of those who have none sent in a form that raises no hand. */
const website = `
  CREATE TABLE website_visitor AS
  SELECT id, id AS partner_id FROM person WHERE has_partner AND NOT came_as_lead;
  CREATE TABLE website_track AS
  SELECT id, person_id AS visitor_id, at AS visit_datetime,
    'https://www.vendor.example/' || CASE activity WHEN 'pricing_view' THEN 'pricing' ELSE 'product' END AS url
  FROM seen WHERE activity IN ('page_view', 'pricing_view') AND person_id IS NOT NULL;
  CREATE TABLE crm_lead_website_visitor_rel AS
  SELECT 1000000 + id AS crm_lead_id, id AS website_visitor_id FROM person WHERE requested_at IS NOT NULL AND id % 3 = 0`;

const messages = `
  CREATE TABLE mail_activity_type AS SELECT 1 AS id, ${jsonName("'Call'")} AS name, 'phonecall' AS category;
  CREATE TABLE ir_model_fields AS SELECT id, model, name, ttype, 'base' AS state
  FROM (VALUES (1, 'crm.lead', 'stage_id', 'many2one'), (2, 'mail.blacklist', 'active', 'boolean')) AS field (id, model, name, ttype);
  -- Calls, of those who had asked; changes of the stage of deals; opt-outs.
  CREATE TABLE mail_message AS
  SELECT id, 'crm.lead' AS model, 1000000 + id AS res_id, ${naive("requested_at + interval '2 hours'")} AS date, 'comment' AS message_type,
    NULL::int AS author_id, 1 AS mail_activity_type_id, ${naive("requested_at + interval '2 hours'")} AS create_date
  FROM person WHERE requested_at IS NOT NULL
  UNION ALL
  SELECT 5000000 + deal_id::int, 'crm.lead', 4000000 + deal_id::int, ${naive('closed')}, 'notification', NULL, NULL, ${naive('closed')}
  FROM handraise_demo.deals WHERE closed IS NOT NULL
  UNION ALL
  SELECT 6000000 + id, 'mail.blacklist', id, ${naive("created + interval '9 days'")}, 'notification', NULL, NULL, ${naive("created + interval '9 days'")}
  FROM person WHERE opted_out_at IS NULL AND id % 40 = 3;
  CREATE TABLE mail_tracking_value AS
  SELECT id AS mail_message_id, CASE model WHEN 'crm.lead' THEN 1 ELSE 2 END AS field_id, 1 AS old_value_integer,
    NULL::float8 AS old_value_float, 'New' AS old_value_char, NULL::text AS old_value_text,
    CASE model WHEN 'crm.lead' THEN 4 ELSE 0 END AS new_value_integer, NULL::float8 AS new_value_float,
    CASE model WHEN 'crm.lead' THEN 'Won' END AS new_value_char, NULL::text AS new_value_text
  FROM mail_message WHERE id >= 5000000;
  CREATE TABLE calendar_event AS
  SELECT id, ${naive("requested_at + interval '3 days'")} AS start, 0.5::float8 AS duration, id % 10 <> 0 AS active,
    ${naive("requested_at + interval '3 hours'")} AS create_date
  FROM person WHERE requested_at IS NOT NULL AND has_partner;
  CREATE TABLE calendar_event_res_partner_rel AS SELECT id AS calendar_event_id, id AS res_partner_id FROM calendar_event`;

/** Who came back is in the list still, not active. */
const optOuts = `
  CREATE TABLE mail_blacklist AS
  SELECT id, email, true AS active, ${naive('opted_out_at')} AS create_date FROM person WHERE opted_out_at IS NOT NULL
  UNION ALL
  SELECT id, email, false, ${naive("created + interval '9 days'")} FROM person WHERE opted_out_at IS NULL AND id % 40 = 3;
  CREATE TABLE phone_blacklist AS SELECT 1 AS id, '+49000'::text AS number, true AS active, timestamp '2025-01-01' AS create_date`;
