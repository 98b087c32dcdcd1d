import type { Carried } from './carried.ts';

const onSecondDevice = `person_id % 5 = 0 AND activity_id % 3 = 0 AND activity NOT LIKE 'email%'`;
const identified = `created + interval '120 days'`;

/**
 * The demo company as Segment could know it at best: no deals, no minutes; what happened on a second device is known
 * from its identification on, 120 days after the contact came.
 */
export const segmentCarries: Carried = {
  source: {
    account: {
      query: `SELECT company_id AS id, company_name AS name, web_domain AS domain, c.created AS created_at, industry, country, employees
      FROM handraise_demo.companies c JOIN (SELECT company_id FROM handraise_demo.people GROUP BY 1) AS p USING (company_id)`,
      attributes: {
        industry: { type: 'category', availability: 'stable' },
        country: { type: 'category', availability: 'stable' },
        employees: { type: 'number', availability: 'stable' },
      },
    },
    contact: {
      query: `SELECT 'u-' || person_id AS id, full_name AS name, email, job_title AS title, created AS created_at, source AS lead_source,
      CASE WHEN company_id NOT LIKE '%-merged' THEN company_id END AS account_id FROM handraise_demo.people`,
      attributes: { lead_source: { type: 'category', availability: 'created-with' } },
    },
    event: {
      query: `SELECT activity_id AS id, 'u-' || person_id AS contact_id, happened_at AS occurred_at, activity AS kind,
        CASE WHEN ${onSecondDevice} THEN greatest(loaded_at, ${identified}) ELSE loaded_at END AS ingested_at
      FROM handraise_demo.activities JOIN handraise_demo.people USING (person_id)
      WHERE NOT (${onSecondDevice} AND ${identified} >= timestamptz '2026-07-01 00:00Z')`,
    },
    outcome: {
      query: `SELECT 'u-' || person_id AS contact_id, requested_at AS occurred_at, 'demo request' AS kind
      FROM handraise_demo.demo_requests`,
    },
    suppression: {
      query: `SELECT 'u-' || person_id AS contact_id, opted_out_at AS since FROM handraise_demo.opt_outs`,
    },
  },
  beyond: { eventKinds: [], features: ['contact:title'] },
  same: [
    ['account', 'id, name, domain, created_at'],
    ['contact', 'id, account_id, name, email, title, created_at'],
    ['event', 'contact_id, kind, occurred_at, greatest(ingested_at, occurred_at)', `WHERE contact_id NOT LIKE 'u--%'`],
    ['outcome', 'contact_id, kind, occurred_at'],
    ['suppression', 'contact_id, since'],
  ],
};
