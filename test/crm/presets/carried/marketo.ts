import type { Carried } from './carried.ts';

const kinds = ['email_open', 'email_click', 'page_view', 'pricing_view', 'content_download'];

/**
 * The demo company as Marketo could know it at best: companies by their website, facts of companies with the people, no
 * deals, no arrival times, and of the events those that Marketo sees.
 */
export const marketoCarries: Carried = {
  source: {
    account: {
      query: `SELECT web_domain AS id, company_name AS name, web_domain AS domain, came.created_at
      FROM handraise_demo.companies
      JOIN (SELECT company_id, min(created) AS created_at FROM handraise_demo.people GROUP BY 1) AS came USING (company_id)`,
    },
    contact: {
      query: `SELECT person_id AS id, full_name AS name, lower(email) AS email, job_title AS title, p.created AS created_at,
        source AS lead_source, c.web_domain AS account_id, industry, country, employees AS number_of_employees
      FROM handraise_demo.people p LEFT JOIN handraise_demo.companies c USING (company_id)`,
      attributes: {
        lead_source: { type: 'category', availability: 'created-with' },
        industry: { type: 'category', availability: 'created-with' },
        country: { type: 'category', availability: 'created-with' },
        number_of_employees: { type: 'number', availability: 'created-with' },
      },
    },
    event: {
      query: `SELECT DISTINCT activity_id AS id, person_id AS contact_id, happened_at AS occurred_at, activity AS kind
      FROM handraise_demo.activities JOIN handraise_demo.people USING (person_id)
      WHERE activity IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`,
    },
    outcome: {
      query: `SELECT person_id AS contact_id, requested_at AS occurred_at FROM handraise_demo.demo_requests`,
    },
    suppression: {
      query: `SELECT person_id AS contact_id, 'email' AS channel, opted_out_at AS since FROM handraise_demo.opt_outs`,
    },
  },
  beyond: { eventKinds: ['form_submission'], features: ['contact:title', 'contact:lead_status'] },
  same: [
    ['account', 'id, name, domain, created_at'],
    ['contact', 'id, account_id, name, email, title, created_at'],
    ['event', 'id, contact_id, kind, occurred_at', `WHERE kind <> 'form_submission' AND contact_id NOT LIKE '-%'`],
    ['outcome', 'contact_id, occurred_at'],
    ['suppression', 'contact_id, channel, since'],
  ],
};
