import type { Carried } from './carried.ts';

/** Day of an instant, in UTC. */
const day = (instant: string) => `(${instant} AT TIME ZONE 'UTC')::date`;
const lead = 'person_id % 2 = 0';
/** A lead that became a contact: the day after its request or, every other of the rest, after 60 days. */
const converted = `(r.requested_at + interval '1 day' < $end
  OR r.requested_at IS NULL AND p.person_id % 4 = 0 AND p.created + interval '60 days' < $end)`.replaceAll(
  '$end',
  "timestamptz '2026-07-01 00:00Z'",
);
const accountId = (id: string) => `'0010' || lpad(regexp_replace(${id}, '[^0-9]', '', 'g'), 14, '0')`;
/** Ids by which Salesforce has the people. */
export const idOf = `(SELECT p.person_id, CASE WHEN p.${lead} AND ${converted} IS NOT TRUE THEN '00Q' ELSE '003' END
    || lpad(p.person_id::text, 17, '0') AS id
  FROM handraise_demo.people p LEFT JOIN handraise_demo.demo_requests r USING (person_id))`;
const onDays = ['webinar_attended', 'fair_visit', 'content_download'];

/**
 * The demo company as Salesforce could know it at best: who came as a lead has an account only by its e-mail's domain,
 * a response has the time at which it was entered or, if that was on a later day, the end of its day, and kinds that Salesforce never sees are not there.
 */
export const salesforceCarries: Carried = {
  source: {
    account: {
      query: `SELECT ${accountId('company_id')} AS id, company_name AS name, web_domain AS domain, created AS created_at,
      industry, country AS billing_country, employees AS number_of_employees FROM handraise_demo.companies`,
      attributes: {
        industry: { type: 'category', availability: 'stable', meaning: 'industry' },
        billing_country: { type: 'category', availability: 'stable', meaning: 'country' },
        number_of_employees: { type: 'number', availability: 'stable', meaning: 'company size' },
      },
    },
    contact: {
      query: `SELECT i.id, full_name AS name, email, job_title AS title, p.created AS created_at, source AS lead_source,
        CASE WHEN NOT (${lead} AND split_part(email, '@', 2) <> c.web_domain) THEN ${accountId('p.company_id')} END AS account_id,
        CASE WHEN NOT (i.id LIKE '00Q%' AND split_part(email, '@', 2) <> c.web_domain) THEN ${accountId('p.company_id')} END AS current_account_id
      FROM handraise_demo.people p JOIN ${idOf} AS i USING (person_id)
      LEFT JOIN handraise_demo.companies c ON c.company_id = replace(p.company_id, '-merged', '')`,
      attributes: { lead_source: { type: 'category', availability: 'created-with', meaning: 'first contact through' } },
    },
    event: {
      query: `SELECT activity_id AS id, i.id AS contact_id, loaded_at AS ingested_at, activity AS kind,
        CASE WHEN activity = 'chat_started' THEN happened_at WHEN ${day('loaded_at')} = ${day('happened_at')} THEN loaded_at
          ELSE (${day('happened_at')} + interval '86399.999999 seconds') AT TIME ZONE 'UTC' END AS occurred_at
      FROM (SELECT DISTINCT ON (activity_id, person_id) * FROM handraise_demo.activities ORDER BY activity_id, person_id, loaded_at) AS a
      JOIN ${idOf} AS i USING (person_id)
      WHERE activity IN ('chat_started', '${onDays.join("', '")}')`,
    },
    outcome: {
      query: `SELECT i.id AS contact_id, requested_at AS occurred_at, 'demo request' AS kind
      FROM handraise_demo.demo_requests JOIN ${idOf} AS i USING (person_id)`,
    },
    opportunity: {
      query: `SELECT deal_id AS id, ${accountId('company_id')} AS account_id, opened AS created_at, closed AS closed_at, won
      FROM handraise_demo.deals`,
    },
    suppression: {
      query: `SELECT i.id AS contact_id, opted_out_at AS since FROM handraise_demo.opt_outs JOIN ${idOf} AS i USING (person_id)`,
    },
  },
  beyond: { eventKinds: ['call', 'meeting'], features: ['contact:title', 'contact:lead_status'] },
  same: [
    [
      'account',
      'id, name, domain, created_at, "attribute:industry", "attribute:billing_country", "attribute:number_of_employees"',
    ],
    ['contact', 'id, account_id, current_account_id, name, email, title, created_at, "attribute:lead_source"'],
    [
      'event',
      `contact_id, kind, occurred_at, CASE kind WHEN 'chat_started' THEN min(greatest(ingested_at, occurred_at))
        ELSE date_trunc('day', min(greatest(ingested_at, occurred_at)), 'UTC') END`,
      `WHERE contact_id NOT LIKE '003D%' AND kind NOT IN ('call', 'meeting') GROUP BY id, contact_id, kind, occurred_at`,
    ],
    ['outcome', 'contact_id, kind, occurred_at'],
    ['opportunity', 'id, account_id, created_at, closed_at, won'],
    ['suppression', `contact_id, min(since), max(coalesce(until, 'infinity'))`, 'GROUP BY 1'],
  ],
};
