import type { Carried } from './carried.ts';
import { pardotCarries } from './pardot.ts';
import { idOf, salesforceCarries } from './salesforce.ts';

const { source: pardot } = pardotCarries;
const { source: salesforce } = salesforceCarries;

/** A query of what Pardot carries, of the people as Salesforce has them. */
const ofPeople = (query: string | undefined, columns: string) =>
  `SELECT ${columns} FROM (${query}) AS own JOIN ${idOf} AS i ON i.person_id = own.contact_id`;

/** The demo company as Salesforce and Pardot could know it together: people, companies and deals as Salesforce has them. */
export const salesforcePardotCarries: Carried = {
  source: {
    ...salesforce,
    event: {
      query: `SELECT id::text, contact_id, occurred_at, ingested_at, kind FROM (${salesforce.event?.query}) AS own
      UNION ALL ${ofPeople(pardot.event?.query, `'pardot:' || own.id, i.id, occurred_at, NULL, kind`)}`,
    },
    outcome: {
      query: `SELECT contact_id, occurred_at, 'Salesforce' AS kind FROM (${salesforce.outcome?.query}) AS own
      UNION ALL ${ofPeople(pardot.outcome?.query, `i.id, occurred_at, 'Pardot'`)}`,
    },
    suppression: {
      query: `SELECT contact_id, since, 'Salesforce' AS reason FROM (${salesforce.suppression?.query}) AS own
      UNION ALL ${ofPeople(pardot.suppression?.query, `i.id, since, 'Pardot'`)}`,
    },
  },
  beyond: {
    eventKinds: ['email_sent', 'call', 'meeting', 'form_submission'],
    features: [...salesforceCarries.beyond.features, 'contact:pardot_lead_source', 'contact:first_campaign'],
  },
  same: [
    ['account', 'id, name, domain, created_at'],
    ['contact', 'id, account_id, current_account_id, name, email, title, created_at, "attribute:lead_source"'],
    [
      'event',
      'contact_id, kind, occurred_at',
      `WHERE id LIKE 'pardot:%' AND kind NOT IN ('email_sent', 'form_submission') AND contact_id NOT LIKE 'pardot:%'`,
    ],
    ['outcome', 'contact_id, occurred_at'],
    ['opportunity', 'id, account_id, created_at, closed_at, won'],
    ['suppression', `contact_id, min(since), max(coalesce(until, 'infinity'))`, 'GROUP BY 1'],
  ],
};
