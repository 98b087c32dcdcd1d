import type { Carried } from './carried.ts';

/** Who of the account asked before the deal was opened. */
const askers = `handraise_demo.deals d JOIN handraise_demo.people p USING (company_id)
  JOIN handraise_demo.demo_requests r ON r.person_id = p.person_id AND r.requested_at < d.opened`;

/**
 * The demo company as Pardot could know it at best: companies by their website, deals by the people in them, no arrival
 * times.
 */
export const pardotCarries: Carried = {
  source: {
    account: {
      query: `SELECT web_domain AS id, company_name AS name, web_domain AS domain, industry, country, employees, came.created_at
      FROM handraise_demo.companies
      JOIN (SELECT company_id, min(created) AS created_at FROM handraise_demo.people GROUP BY 1) AS came USING (company_id)`,
      attributes: {
        industry: { type: 'category', availability: 'stable' },
        country: { type: 'category', availability: 'stable' },
        employees: { type: 'number', availability: 'stable' },
      },
    },
    contact: {
      query: `SELECT person_id AS id, full_name AS name, lower(email) AS email, job_title AS title, p.created AS created_at,
        source AS lead_source, c.web_domain AS account_id
      FROM handraise_demo.people p LEFT JOIN handraise_demo.companies c USING (company_id)`,
      attributes: { lead_source: { type: 'category', availability: 'created-with' } },
    },
    event: {
      query: `SELECT DISTINCT activity_id AS id, person_id AS contact_id, happened_at AS occurred_at,
        CASE activity WHEN 'fair_visit' THEN 'event_attended' ELSE activity END AS kind
      FROM handraise_demo.activities JOIN handraise_demo.people USING (person_id)`,
    },
    outcome: {
      query: `SELECT person_id AS contact_id, requested_at AS occurred_at FROM handraise_demo.demo_requests`,
    },
    opportunity: {
      query: `SELECT DISTINCT deal_id AS id, c.web_domain AS account_id, opened AS created_at, closed AS closed_at, won
      FROM (SELECT d.*, r.person_id IS NOT NULL AS asked FROM handraise_demo.deals d
        LEFT JOIN (handraise_demo.people p JOIN handraise_demo.demo_requests r USING (person_id))
          ON p.company_id = d.company_id AND r.requested_at < d.opened) AS d
      LEFT JOIN handraise_demo.companies c ON c.company_id = d.company_id AND d.asked`,
    },
    opportunityContact: { query: `SELECT d.deal_id AS opportunity_id, p.person_id AS contact_id FROM ${askers}` },
    suppression: {
      query: `SELECT person_id AS contact_id, 'email' AS channel, opted_out_at AS since FROM handraise_demo.opt_outs`,
    },
  },
  beyond: { eventKinds: ['email_sent', 'form_submission'], features: ['contact:title', 'contact:first_campaign'] },
  same: [
    ['account', 'id, name, domain, created_at, "attribute:industry", "attribute:country", "attribute:employees"'],
    ['contact', 'id, account_id, name, email, title, created_at, "attribute:lead_source"'],
    [
      'event',
      'id, contact_id, kind, occurred_at',
      `WHERE kind NOT IN ('email_sent', 'form_submission') AND contact_id NOT LIKE '-%'`,
    ],
    ['outcome', 'contact_id, occurred_at'],
    ['opportunity', 'id, account_id, created_at, closed_at, won'],
    ['opportunityContact', 'opportunity_id, contact_id'],
    ['suppression', 'contact_id, channel, since'],
  ],
};
