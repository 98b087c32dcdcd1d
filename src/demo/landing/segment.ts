import type { DatabaseHandle } from '../../database/connection.ts';
import { landIn } from './landed.ts';
import { recordEnd } from './record.ts';

/** How long a second device stays anonymous. */
const secondDeviceDays = 120;

/**
 * Writes the demo company as Segment lands a source, from the tables of schema `handraise_demo`.
 *
 * Everybody is identified on the day of arrival; a fifth of them have a second device, on which a third of what they do
 * happens, and which is identified 120 days later. The dirt: calls that name the device only, calls that arrive late or
 * twice, calls of users who were never identified, clocks that are ahead, identifies that carry some of the traits.
 */
export function landSegment(handle: DatabaseHandle, schema: string): Promise<void> {
  return landIn(handle, schema, segmentStatements);
}

/** What makes and fills the tables of a source. */
export const segmentStatements: readonly string[] = [
  `CREATE TABLE identifies AS
    SELECT 'i1-' || person_id AS id, 'a-' || person_id AS anonymous_id, 'u-' || person_id AS user_id, email, full_name AS name,
      job_title AS title, source AS lead_source, created AS created_at, created AS "timestamp", created AS sent_at,
      created AS received_at
    FROM handraise_demo.people
    UNION ALL
    SELECT 'i2-' || person_id, 'b-' || person_id, 'u-' || person_id, email, NULL, NULL, NULL, NULL, identified, identified, identified
    FROM handraise_demo.people, LATERAL (SELECT created + make_interval(days => ${secondDeviceDays}) AS identified) AS later
    WHERE person_id % 5 = 0 AND identified < ${recordEnd}`,
  `CREATE TABLE users AS
    SELECT 'u-' || person_id AS id, email, full_name AS name, job_title AS title, source AS lead_source, created AS created_at,
      ${recordEnd} AS received_at
    FROM handraise_demo.people`,
  `CREATE TABLE groups AS
    SELECT 'g-' || person_id AS id, NULL::text AS anonymous_id, 'u-' || person_id AS user_id, company_id AS group_id,
      company_name AS name, 'https://' || web_domain AS website, industry, country, employees, companies.created AS created_at,
      people.created AS "timestamp", people.created AS received_at
    FROM handraise_demo.people JOIN handraise_demo.companies USING (company_id)`,
  `CREATE TEMP TABLE call ON COMMIT DROP AS
    SELECT activity_id, activity, happened_at, loaded_at, 'u-' || person_id AS user_id,
      CASE WHEN person_id % 5 = 0 AND activity_id % 3 = 0 THEN 'b-' ELSE 'a-' END || person_id AS anonymous_id,
      person_id > 0 AND (person_id % 5 = 0 AND activity_id % 3 = 0 OR activity_id % 2 = 0) AS is_anonymous
    FROM handraise_demo.activities`,
  `CREATE TABLE pages AS
    SELECT 'p-' || activity_id AS id, anonymous_id, CASE WHEN NOT is_anonymous THEN user_id END AS user_id,
      CASE activity WHEN 'pricing_view' THEN '/pricing' ELSE '/product' END AS path,
      'https://www.vendor.example/' || CASE activity WHEN 'pricing_view' THEN 'pricing' ELSE 'product' END AS url,
      NULL::text AS title, NULL::text AS referrer, happened_at AS "timestamp", happened_at AS sent_at, loaded_at AS received_at
    FROM call WHERE activity IN ('page_view', 'pricing_view')`,
  `CREATE TABLE tracks AS
    SELECT 't-' || activity_id AS id, CASE WHEN activity NOT LIKE 'email%' THEN anonymous_id END AS anonymous_id,
      CASE WHEN activity LIKE 'email%' OR NOT is_anonymous THEN user_id END AS user_id,
      CASE activity WHEN 'email_open' THEN 'email_opened' WHEN 'email_click' THEN 'email_link_clicked' ELSE activity END AS event,
      initcap(replace(activity, '_', ' ')) AS event_text, happened_at AS "timestamp", happened_at AS sent_at,
      loaded_at AS received_at
    FROM call WHERE activity NOT IN ('page_view', 'pricing_view')
    UNION ALL
    SELECT 'd-' || person_id, 'a-' || person_id, 'u-' || person_id, 'demo_requested', 'Demo Requested', requested_at, requested_at, requested_at
    FROM handraise_demo.demo_requests
    UNION ALL
    SELECT 'o-' || person_id, NULL, 'u-' || person_id, 'unsubscribed', 'Unsubscribed', opted_out_at, opted_out_at, opted_out_at
    FROM handraise_demo.opt_outs`,
];
