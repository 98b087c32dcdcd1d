import type { DatabaseHandle } from '../../../src/database/connection.ts';

/** Rows as one text each, in the order of their bytes. */
export async function rowsOf(handle: DatabaseHandle, statement: string): Promise<string[]> {
  const { rows } = await handle.pool.query(`SELECT r::text AS row FROM (${statement}) AS r`);
  return rows.map(({ row }) => row as string).sort();
}

/**
 * What the demo company's tables say of the entities and signals that HubSpot carries, in HubSpot's ids and to its
 * millisecond, written by hand and apart from any mapping.
 */
export const expectedRows = {
  account: `SELECT substring(company_id FROM 5) AS id, company_name, web_domain, created FROM handraise_demo.companies`,
  contact: `SELECT person_id::text AS id, CASE WHEN company_id NOT LIKE '%-merged' THEN substring(company_id FROM 5) END AS account,
      full_name, job_title, split_part(email, '@', 2) AS domain, source, created
    FROM handraise_demo.people`,
  event: `SELECT DISTINCT CASE WHEN activity LIKE 'email%' THEN activity_id END AS id, person_id::text AS contact, activity AS kind, date_trunc('milliseconds', happened_at) AS at
    FROM handraise_demo.activities
    WHERE activity IN ('email_open', 'email_click', 'content_download') AND person_id > 0`,
  outcome: `SELECT person_id::text AS contact, date_trunc('milliseconds', requested_at) AS at FROM handraise_demo.demo_requests`,
  opportunity: `SELECT deal_id::text AS id, substring(company_id FROM 5) AS account, date_trunc('milliseconds', opened) AS opened,
      date_trunc('milliseconds', closed) AS closed, won
    FROM handraise_demo.deals`,
  suppression: `SELECT person_id::text AS contact, date_trunc('milliseconds', opted_out_at) AS since FROM handraise_demo.opt_outs`,
} as const;

/** The same of a mapping's SELECTs, which are canonical rows. */
export function mappedRows(select: (entity: keyof typeof expectedRows) => string) {
  return {
    account: `SELECT id, name, domain, created_at FROM (${select('account')}) AS s`,
    contact: `SELECT s.id, a.id AS account, s.name, s.title, split_part(s.email, '@', 2) AS domain, s."attribute:source", s.created_at
      FROM (${select('contact')}) AS s LEFT JOIN (${select('account')}) AS a ON a.id = s.account_id`,
    event: `SELECT DISTINCT CASE WHEN kind LIKE 'email%' THEN split_part(id, ' ', 2)::bigint END AS id, contact_id, kind, occurred_at
      FROM (${select('event')}) AS s
      WHERE kind IN ('email_open', 'email_click', 'content_download') AND contact_id IN (SELECT person_id::text FROM handraise_demo.people)`,
    outcome: `SELECT contact_id, occurred_at FROM (${select('outcome')}) AS s`,
    opportunity: `SELECT id, account_id, created_at, closed_at, won FROM (${select('opportunity')}) AS s`,
    suppression: `SELECT contact_id, since FROM (${select('suppression')}) AS s WHERE until IS NULL`,
  } satisfies Record<keyof typeof expectedRows, string>;
}
