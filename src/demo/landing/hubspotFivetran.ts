import type { DatabaseHandle } from '../../database/connection.ts';
import { hubspotCompany } from './hubspotCompany.ts';
import { landIn } from './landed.ts';

/** Writes the demo company as Fivetran would land it from HubSpot: deleted rows stay, marked. */
export function landHubspotFivetran(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, [hubspotCompany, contacts, companies, emails, deals, engagements, histories]);
}

/** When the first load ran: long after most of what it loaded. */
const synced = `timestamptz '2026-07-01 00:30Z'`;

const contacts = `
  CREATE TABLE contact AS
  SELECT id, CASE WHEN id % 5 = 0 THEN ' ' || initcap(email) ELSE email END AS property_email,
    NULL::text AS property_hs_additional_emails, first_name AS property_firstname, last_name AS property_lastname,
    created AS property_createdate, title AS property_jobtitle, source AS property_hs_analytics_source,
    coalesce(later_stage, first_stage) AS property_lifecyclestage, country AS property_country,
    coalesce(middle_id, old_id)::text AS property_hs_merged_object_ids, NULL::text AS property_hs_calculated_merged_vids,
    company_id AS property_associatedcompanyid,
    opted_out_at IS NOT NULL AS property_hs_email_optout, false AS _fivetran_deleted, ${synced} AS _fivetran_synced
  FROM hub_person;

  -- Entries that were merged away: some marked as deleted, some left behind by the connector.
  INSERT INTO contact
  SELECT old_id, 'old.' || email, NULL, first_name, last_name, created, 'Trainee', source, first_stage, country, NULL, NULL,
    NULL, false, id % 40 = 7, ${synced}
  FROM hub_person WHERE old_id IS NOT NULL;

  -- Deleted without a trace elsewhere.
  INSERT INTO contact (id, property_email, property_createdate, _fivetran_deleted, _fivetran_synced)
  SELECT DISTINCT contact_id, email, timestamptz '2024-01-01Z', true, ${synced} FROM hub_activity WHERE person_id IS NULL;

  CREATE TABLE contact_merge_audit AS
  SELECT coalesce(middle_id, id) AS contact_id, coalesce(middle_id, id) AS canonical_vid, old_id AS vid_to_merge,
    created + interval '3 days' AS timestamp, ${synced} AS _fivetran_synced
  FROM hub_person WHERE old_id IS NOT NULL;

  CREATE TABLE contact_form_submission AS
  SELECT contact_id, form_id, at AS timestamp, page AS page_url, title, ${synced} AS _fivetran_synced FROM hub_form;

  CREATE TABLE form AS
  SELECT form_id AS guid, min(title) AS name, 'HUBSPOT' AS form_type, ${synced} AS _fivetran_synced FROM hub_form GROUP BY 1`;

const companies = `
  CREATE TABLE company AS
  SELECT id, deleted AS is_deleted, name AS property_name, domain AS property_domain, industry AS property_industry,
    state AS property_state, country AS property_country, employees AS property_numberofemployees,
    revenue AS property_annualrevenue, created AS property_createdate, NULL::text AS property_hs_merged_object_ids,
    ${synced} AS _fivetran_synced
  FROM hub_company;
  UPDATE company SET property_hs_merged_object_ids = m.old_id::text FROM hub_merged_company AS m WHERE m.id = company.id;
  INSERT INTO company (id, is_deleted, property_name, property_createdate)
  SELECT old_id, false, name, created FROM hub_merged_company;

  CREATE TABLE contact_company AS
  SELECT p.id AS contact_id, coalesce(m.old_id, p.company_id) AS company_id, 1 AS type_id, ${synced} AS _fivetran_synced
  FROM hub_person AS p LEFT JOIN hub_merged_company AS m ON m.id = p.company_id AND p.id % 2 = 0
  UNION ALL SELECT id, 1, 279, ${synced} FROM hub_person WHERE id % 25 = 0`;

const emails = `
  CREATE TABLE email_event AS
  SELECT DISTINCT ON (id) id, type, at AS created, recipient, 77 AS email_campaign_id, filtered AS filtered_event,
    ${synced} AS _fivetran_synced
  FROM hub_email ORDER BY id, loaded_at;
  CREATE TABLE email_subscription_change AS
  SELECT email AS recipient, opted_out_at AS timestamp, 'UNSUBSCRIBED' AS change, 'PORTAL_STATUS' AS change_type,
    NULL::text AS caused_by_event_id, ${synced} AS _fivetran_synced
  FROM hub_person WHERE opted_out_at IS NOT NULL AND id % 3 = 0;
  CREATE TABLE email_event_open AS SELECT id FROM email_event WHERE type = 'OPEN';
  CREATE TABLE email_event_click AS SELECT id FROM email_event WHERE type = 'CLICK'`;

const deals = `
  CREATE TABLE deal AS
  SELECT id AS deal_id, 'default' AS deal_pipeline_id, stage AS deal_pipeline_stage_id, deleted AS is_deleted,
    'Deal ' || id AS property_dealname, 10000 AS property_amount, opened AS property_createdate,
    coalesce(closed, opened + interval '90 days') AS property_closedate, NULL::text AS property_hs_merged_object_ids,
    ${synced} AS _fivetran_synced
  FROM hub_deal;
  INSERT INTO deal (deal_id, deal_pipeline_stage_id, is_deleted, property_createdate)
  SELECT old_id, 'appointmentscheduled', false, opened FROM hub_merged_deal;
  CREATE TABLE merged_deal AS SELECT id AS deal_id, old_id AS merged_deal_id, ${synced} AS _fivetran_synced FROM hub_merged_deal;

  CREATE TABLE deal_company AS
  SELECT id AS deal_id, company_id, 5 AS type_id FROM hub_deal
  UNION ALL SELECT id, 1, 341 FROM hub_deal WHERE id % 10 = 0
  UNION ALL SELECT old_id, company_id, 5 FROM hub_merged_deal;

  CREATE TABLE deal_contact AS
  SELECT id AS deal_id, contact_id, 3 AS type_id FROM hub_deal WHERE contact_id IS NOT NULL;

  CREATE TABLE deal_stage AS
  SELECT id AS deal_id, 'appointmentscheduled' AS value, opened AS date_entered, opened AS _fivetran_start,
    coalesce(closed, 'infinity') AS _fivetran_end, closed IS NULL AS _fivetran_active
  FROM hub_deal
  UNION ALL SELECT id, stage, closed, closed, 'infinity', true FROM hub_deal WHERE closed IS NOT NULL;

  CREATE TABLE deal_pipeline_stage (stage_id text, pipeline_id text, label text, probability float8, is_closed boolean, closed_won boolean);
  INSERT INTO deal_pipeline_stage VALUES
    ('appointmentscheduled', 'default', 'Appointment scheduled', 0.2, false, false),
    ('closedwon', 'default', 'Closed won', 1, true, true),
    ('closedlost', 'default', 'Closed lost', 0, true, false)`;

/** What sales wrote down: only of those who had asked. */
const engagements = `
  CREATE TABLE engagement_call AS
  SELECT id AS engagement_id, opened - interval '1 hour' AS property_hs_timestamp, opened AS property_hs_createdate
  FROM hub_deal WHERE contact_id IS NOT NULL;
  CREATE TABLE engagement_meeting AS
  SELECT 1000000 + id AS engagement_id, opened + interval '2 days' AS property_hs_timestamp, opened AS property_hs_createdate
  FROM hub_deal WHERE contact_id IS NOT NULL;
  CREATE TABLE engagement_note AS
  SELECT 2000000 + id AS engagement_id, closed AS property_hs_timestamp, closed AS property_hs_createdate
  FROM hub_deal WHERE contact_id IS NOT NULL AND closed IS NOT NULL;
  CREATE TABLE engagement_email AS
  SELECT 3000000 + id AS engagement_id, opened + interval '3 hours' AS property_hs_timestamp,
    opened + interval '3 hours' AS property_hs_createdate,
    CASE id % 2 WHEN 0 THEN 'EMAIL' ELSE 'INCOMING_EMAIL' END AS property_hs_email_direction
  FROM hub_deal WHERE contact_id IS NOT NULL;
  CREATE TABLE engagement_contact AS
  SELECT k.place * 1000000 + d.id AS engagement_id, d.contact_id
  FROM hub_deal AS d CROSS JOIN generate_series(0, 3) AS k (place) WHERE d.contact_id IS NOT NULL`;

const histories = `
  CREATE TABLE property AS
  SELECT 'contact' AS hubspot_object, substr(attname::text, 10) AS name, true AS hubspot_defined
  FROM pg_attribute WHERE attrelid = 'contact'::regclass AND attname LIKE 'property%'
  UNION ALL SELECT 'company', substr(attname::text, 10), true
  FROM pg_attribute WHERE attrelid = 'company'::regclass AND attname LIKE 'property%';
  CREATE TABLE contact_property_history AS
  SELECT id AS contact_id, property AS name, value, 'CRM_UI' AS source, at AS timestamp, ${synced} AS _fivetran_synced
  FROM hub_contact_value;
  CREATE TABLE company_property_history AS
  SELECT id AS company_id, property AS name, value, 'CRM_UI' AS source, at AS timestamp, ${synced} AS _fivetran_synced
  FROM hub_company_value;
  CREATE TABLE deal_property_history AS
  SELECT deal_id, 'dealstage' AS name, value, 'CRM_UI' AS source, date_entered AS timestamp FROM deal_stage`;
