import { demoConfig } from '../../../../src/demo/config.ts';
import type { Carried } from './carried.ts';

const companyId = "substring(company_id FROM '[0-9]+')";
const milliseconds = (column: string) => `date_trunc('milliseconds', ${column})`;

/**
 * The demo company as HubSpot could know it at best: its own ids and milliseconds, no arrival times, and of the events those
 * that HubSpot sees.
 */
export const hubspotCarries: Carried = {
  source: {
    account: {
      query: `SELECT ${companyId} AS id, company_name AS name, web_domain AS domain, industry, country, employees, created AS created_at
      FROM handraise_demo.companies`,
      attributes: demoConfig.source.account.attributes,
    },
    contact: {
      query: `SELECT person_id AS id, full_name AS name, email, job_title AS title, source, created AS created_at,
        CASE WHEN company_id NOT LIKE '%-merged' THEN ${companyId} END AS account_id
      FROM handraise_demo.people`,
      attributes: { source: demoConfig.source.contact.attributes.source },
    },
    event: {
      query: `SELECT activity_id AS id, person_id AS contact_id, activity AS kind, ${milliseconds('happened_at')} AS occurred_at
      FROM handraise_demo.activities WHERE activity IN ('email_open', 'email_click', 'content_download')`,
    },
    outcome: {
      query: `SELECT person_id AS contact_id, ${milliseconds('requested_at')} AS occurred_at FROM handraise_demo.demo_requests`,
    },
    opportunity: {
      query: `SELECT deal_id AS id, won, ${companyId} AS account_id, ${milliseconds('opened')} AS created_at,
        ${milliseconds('closed')} AS closed_at
      FROM handraise_demo.deals`,
    },
    suppression: {
      query: `SELECT person_id AS contact_id, ${milliseconds('opted_out_at')} AS since FROM handraise_demo.opt_outs`,
    },
  },
  beyond: {
    eventKinds: ['email_sent', 'form_submission', 'call', 'meeting', 'note', 'sales_email', 'sales_email_answer'],
    features: [
      'contact:title',
      'contact:country',
      'region:contact',
      'contact:lifecycleStage',
      'account:state',
      'account:annualRevenue',
    ],
  },
  same: [
    ['account', 'id, name, domain, created_at'],
    [
      'contact',
      // The demo company's addresses are shared; in HubSpot each is its contact's own.
      `id, CASE WHEN account_id::bigint < 1000000000 THEN account_id END, name, title, split_part(email, '@', 2), "attribute:source", created_at`,
    ],
    [
      'event',
      // Submissions have no id in HubSpot.
      `DISTINCT CASE WHEN kind LIKE 'email%' THEN regexp_replace(id, '^email ', '') END, contact_id, kind, occurred_at`,
      `WHERE kind IN ('email_open', 'email_click', 'content_download')
        AND contact_id IN (SELECT person_id::text FROM handraise_demo.people)`,
    ],
    ['outcome', 'contact_id, occurred_at'],
    ['opportunity', 'id, account_id, created_at, closed_at, won'],
    ['suppression', 'contact_id, since', 'WHERE until IS NULL'],
  ],
};
