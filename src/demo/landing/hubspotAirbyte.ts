import type { DatabaseHandle } from '../../database/connection.ts';
import { hubspotCompany } from './hubspotCompany.ts';
import { landIn } from './landed.ts';

/** Writes the demo company as Airbyte would land it from HubSpot: rows appended load by load, archived ones marked. */
export function landHubspotAirbyte(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, [hubspotCompany, contacts, companies, facts, deals, engagements, histories]);
}

const extracted = `timestamptz '2026-07-01 00:30Z' AS "_airbyte_extracted_at"`;
const before = `timestamptz '2026-06-24 00:30Z'`;

/** HubSpot's instants, as Airbyte hands on those of its older interfaces. */
function milliseconds(instant: string): string {
  return `(extract(epoch FROM (${instant})) * 1000)::bigint`;
}

function isoText(instant: string): string {
  return `to_char((${instant}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

const contacts = `
  CREATE TABLE contacts AS
  SELECT p.id::text AS id, p.created + CASE WHEN p.old_id IS NULL THEN interval '0' ELSE interval '3 days' END AS "createdAt",
    p.created AS "updatedAt", false AS archived, p.created AS properties_createdate,
    jsonb_build_array(coalesce(m.old_id, p.company_id)::text) AS companies,
    CASE WHEN p.id % 5 = 0 THEN ' ' || initcap(email) ELSE email END AS properties_email,
    NULL::text AS properties_hs_additional_emails, first_name AS properties_firstname, last_name AS properties_lastname,
    title AS properties_jobtitle, source AS properties_hs_analytics_source,
    coalesce(later_stage, first_stage) AS properties_lifecyclestage, country AS properties_country,
    coalesce(middle_id, p.old_id)::text AS properties_hs_merged_object_ids, NULL::text AS properties_hs_calculated_merged_vids,
    p.company_id::text AS properties_associatedcompanyid,
    opted_out_at IS NOT NULL AS properties_hs_email_optout, ${extracted}
  FROM hub_person AS p LEFT JOIN hub_merged_company AS m ON m.id = p.company_id AND p.id % 2 = 0;
  UPDATE contacts SET companies = companies || '["1"]' WHERE id::bigint % 25 = 0;

  -- The load of the week before, as it was then.
  INSERT INTO contacts (id, "createdAt", archived, companies, properties_email, properties_jobtitle, "_airbyte_extracted_at")
  SELECT id::text, created, id % 60 = 0, '["1"]', email, 'Trainee', ${before} FROM hub_person WHERE id % 12 = 0;

  -- Entries that were merged away: some archived, some left behind by the connector.
  INSERT INTO contacts (id, "createdAt", archived, companies, properties_email, properties_jobtitle, "_airbyte_extracted_at")
  SELECT old_id::text, created, id % 40 = 7, '[]', 'old.' || email, 'Trainee', ${before} FROM hub_person WHERE old_id IS NOT NULL;

  -- Deleted since: half of them are marked, the others known by the stream of deleted contacts alone.
  INSERT INTO contacts (id, "createdAt", archived, properties_email, "_airbyte_extracted_at")
  SELECT DISTINCT contact_id::text, timestamptz '2024-01-01Z', contact_id % 2 = 0, email, ${before}
  FROM hub_activity WHERE person_id IS NULL;
  CREATE TABLE contacts_archived AS
  SELECT DISTINCT contact_id::text AS id, timestamptz '2024-01-01Z' AS "createdAt", true AS archived,
    timestamptz '2026-06-30Z' AS "archivedAt", ${extracted}
  FROM hub_activity WHERE person_id IS NULL AND contact_id % 2 <> 0;
  -- Restored since.
  INSERT INTO contacts_archived SELECT id::text, created, true, created, ${before} FROM hub_person WHERE id % 50 = 3;
  UPDATE contacts SET "updatedAt" = "createdAt" + interval '1 day' WHERE id::bigint % 50 = 3;

  CREATE TABLE contacts_merged_audit AS
  SELECT coalesce(middle_id, id) AS canonical_vid, old_id AS vid_to_merge,
    ${milliseconds("created + interval '3 days'")} AS timestamp, ${extracted}
  FROM hub_person WHERE old_id IS NOT NULL`;

const companies = `
  CREATE TABLE companies AS
  SELECT id::text AS id, ${isoText('created')} AS "createdAt", deleted AND id % 2 = 0 AS archived, name AS properties_name,
    domain AS properties_domain, industry AS properties_industry, state AS properties_state, country AS properties_country,
    employees AS properties_numberofemployees, revenue AS properties_annualrevenue,
    NULL::text AS properties_hs_merged_object_ids, ${extracted}
  FROM hub_company;
  CREATE TABLE companies_archived AS
  SELECT id::text AS id, ${isoText("timestamptz '2026-07-01Z'")} AS "archivedAt", ${extracted}
  FROM hub_company WHERE deleted AND id % 2 <> 0;
  UPDATE companies SET properties_hs_merged_object_ids = m.old_id::text
  FROM hub_merged_company AS m WHERE m.id::text = companies.id;
  INSERT INTO companies (id, "createdAt", archived, properties_name)
  SELECT old_id::text, ${isoText('created')}, false, name FROM hub_merged_company`;

/** Events that arrived twice stay twice. */
const facts = `
  CREATE TABLE email_events AS
  SELECT id, type, ${milliseconds('at')} AS created, recipient, 77 AS "emailCampaignId", filtered AS "filteredEvent",
    NULL::text AS url, ${extracted}
  FROM hub_email;

  CREATE TABLE subscription_changes AS
  SELECT ${milliseconds('opted_out_at')} AS timestamp, email AS recipient,
    '[{"changeType": "PORTAL_STATUS", "change": "UNSUBSCRIBED"}]'::jsonb AS changes, ${extracted}
  FROM hub_person WHERE opted_out_at IS NOT NULL AND id % 3 = 0;

  CREATE TABLE contacts_form_submissions AS
  SELECT contact_id AS canonical_vid, form_id, ${milliseconds('at')} AS timestamp, page AS page_url, title,
    ${extracted}
  FROM hub_form;

  CREATE TABLE forms AS
  SELECT form_id AS id, min(title) AS name, 'hubspot' AS "formType", false AS archived, ${extracted} FROM hub_form GROUP BY 1`;

const deals = `
  CREATE TABLE deals AS
  SELECT id::text AS id, opened AS "createdAt", deleted AND id % 2 = 0 AS archived,
    jsonb_build_array(company_id) || CASE WHEN id % 10 = 0 THEN '[1]'::jsonb ELSE '[]' END AS companies,
    CASE WHEN contact_id IS NULL THEN '[]' ELSE jsonb_build_array(contact_id) END AS contacts,
    ${isoText("coalesce(closed, opened + interval '90 days')")} AS properties_closedate, stage AS properties_dealstage,
    NULL::text AS properties_hs_merged_object_ids, ${extracted}
  FROM hub_deal;
  CREATE TABLE deals_archived AS
  SELECT id::text AS id, timestamptz '2026-07-01Z' AS "archivedAt", ${extracted} FROM hub_deal WHERE deleted AND id % 2 <> 0;
  UPDATE deals SET properties_hs_merged_object_ids = m.old_id::text FROM hub_merged_deal AS m WHERE m.id::text = deals.id;
  INSERT INTO deals (id, "createdAt", archived, companies, contacts, properties_dealstage, "_airbyte_extracted_at")
  SELECT old_id::text, opened, false, jsonb_build_array(company_id), '[]', 'appointmentscheduled', ${before} FROM hub_merged_deal;

  CREATE TABLE deal_pipelines AS
  SELECT 'default' AS "pipelineId", '[
    {"stageId": "appointmentscheduled", "metadata": {"isClosed": "false", "probability": "0.2"}},
    {"stageId": "closedwon", "metadata": {"isClosed": "true", "probability": "1.0"}},
    {"stageId": "closedlost", "metadata": {"isClosed": "true", "probability": "0.0"}}]'::jsonb AS stages, ${extracted}`;

/** What sales wrote down: only of those who had asked. */
const engagements = (
  [
    ['calls', "opened - interval '1 hour'", 'opened', ''],
    ['meetings', "opened + interval '2 days'", 'opened', ''],
    ['notes', 'closed', 'closed', ''],
    [
      'emails',
      "opened + interval '3 hours'",
      "opened + interval '3 hours'",
      `CASE id % 2 WHEN 0 THEN 'EMAIL' ELSE 'INCOMING_EMAIL' END AS properties_hs_email_direction,`,
    ],
  ] as const
)
  .map(
    ([what, at, written, further]) => `
  CREATE TABLE engagements_${what} AS
  SELECT '${what}-' || id AS id, ${written} AS "createdAt", false AS archived, jsonb_build_array(contact_id::text) AS contacts,
    ${isoText(at)} AS properties_hs_timestamp, ${further} ${extracted}
  FROM hub_deal WHERE contact_id IS NOT NULL AND (${at}) IS NOT NULL;
  CREATE TABLE engagements_${what}_archived AS
  SELECT id, "createdAt" AS "archivedAt", "_airbyte_extracted_at" FROM engagements_${what} WHERE false`,
  )
  .join(';');

const histories = `
  CREATE TABLE contacts_property_history AS
  SELECT id AS vid, id AS canonical_vid, property, value, ${milliseconds('at')} AS timestamp, 'CRM_UI' AS source_type, ${extracted}
  FROM hub_contact_value;
  CREATE TABLE companies_property_history AS
  SELECT id::numeric AS "companyId", property, value, ${milliseconds('at')}::numeric AS timestamp, 'CRM_UI' AS source, ${extracted}
  FROM hub_company_value;
  CREATE TABLE deals_property_history AS
  SELECT id::numeric AS "dealId", 'dealstage' AS property, 'appointmentscheduled' AS value,
    ${milliseconds('opened')}::numeric AS timestamp, ${extracted}
  FROM hub_deal
  UNION ALL SELECT id, 'dealstage', stage, ${milliseconds('closed')}, timestamptz '2026-07-01 00:30Z'
  FROM hub_deal WHERE closed IS NOT NULL`;
