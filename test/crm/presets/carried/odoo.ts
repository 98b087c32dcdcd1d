import type { Carried } from './carried.ts';

const companyId = "substring(p.company_id FROM '[0-9]+')";

/** Ids of Odoo: a partner unless the person came as a lead and never asked, or did on the last day. */
const idOf = `(SELECT p.person_id, p.person_id % 2 = 0 AS came_as_lead,
    CASE WHEN p.person_id % 2 <> 0 OR coalesce(r.requested_at + interval '1 day' < timestamptz '2026-07-01 00:00Z', false)
      THEN 'res.partner,' ELSE 'crm.lead,' END || (100000 + row_number() OVER (ORDER BY p.person_id)) AS id,
    CASE WHEN row_number() OVER (PARTITION BY p.email ORDER BY p.person_id) = 1 THEN '' ELSE p.person_id || '.' END || p.email AS email
  FROM handraise_demo.people p LEFT JOIN handraise_demo.demo_requests r USING (person_id))`;

/**
 * The demo company as Odoo could know it at best: who came as a lead has a company only by the domain of the e-mail;
 * visits of those who came as a lead are known only where a form told who the visitor was, from then on.
 */
export const odooCarries: Carried = {
  source: {
    account: {
      query: `SELECT substring(company_id FROM '[0-9]+') AS id, company_name AS name, web_domain AS domain, industry, country, created AS created_at
      FROM handraise_demo.companies`,
      attributes: {
        industry: { type: 'category', availability: 'stable' },
        country: { type: 'category', availability: 'stable' },
      },
    },
    contact: {
      query: `SELECT i.id, full_name AS name, i.email, job_title AS title, p.created AS created_at,
        CASE WHEN CASE WHEN came_as_lead THEN split_part(i.email, '@', 2) = c.web_domain ELSE p.company_id = c.company_id END
          THEN ${companyId} END AS account_id,
        CASE WHEN p.company_id = c.company_id AND i.id LIKE 'res.partner%' THEN ${companyId} END AS current_account_id
      FROM handraise_demo.people p JOIN ${idOf} AS i USING (person_id)
      JOIN handraise_demo.companies c ON c.company_id = replace(p.company_id, '-merged', '')`,
    },
    event: {
      query: `SELECT DISTINCT activity_id AS id, i.id AS contact_id, happened_at AS occurred_at, activity AS kind,
        CASE WHEN activity LIKE '%view' AND came_as_lead THEN requested_at END AS ingested_at
      FROM handraise_demo.activities JOIN ${idOf} AS i USING (person_id) LEFT JOIN handraise_demo.demo_requests USING (person_id)
      WHERE activity IN ('email_open', 'email_click')
        OR activity IN ('page_view', 'pricing_view') AND (NOT came_as_lead OR
          requested_at IS NOT NULL AND split_part(i.id, ',', 2)::int % 3 = 0)`,
    },
    outcome: {
      query: `SELECT i.id AS contact_id, requested_at AS occurred_at FROM handraise_demo.demo_requests JOIN ${idOf} AS i USING (person_id)`,
    },
    opportunity: {
      query: `SELECT 4000000 + deal_id AS id, substring(company_id FROM '[0-9]+') AS account_id, opened AS created_at, closed AS closed_at, won
      FROM handraise_demo.deals`,
    },
    suppression: {
      query: `SELECT i.id AS contact_id, 'email' AS channel, opted_out_at AS since FROM handraise_demo.opt_outs JOIN ${idOf} AS i USING (person_id)`,
    },
  },
  beyond: { eventKinds: ['call', 'meeting'], features: ['contact:lead_stage'] },
  same: [
    ['account', 'id, name, domain, created_at, "attribute:industry", "attribute:country"'],
    ['contact', 'id, account_id, current_account_id, name, email, title, created_at'],
    [
      'event',
      `regexp_replace(id, '^[a-z]+ ', ''), contact_id, kind, occurred_at, greatest(ingested_at, occurred_at)`,
      `WHERE kind NOT IN ('call', 'meeting')`,
    ],
    ['outcome', 'contact_id, occurred_at'],
    ['opportunity', 'id, account_id, created_at, closed_at, won'],
    ['suppression', 'contact_id, channel, since', 'WHERE until IS NULL'],
  ],
};
