import { defineConfig } from 'handraise';

// 12,000 sign-ups of a product in 417 organisations. The outcome is a week of use: the third day with a log-in within
// seven. It recurs, so whoever had such a week early can have one again.
export default defineConfig({
  imports: {
    contact: {
      columns: { id: 'object_id', createdAt: 'creation_time', accountId: 'org_id', name: 'name', email: 'email' },
      attributes: {
        creationSource: 'creation_source',
        invitedBy: 'invited_by_user_id',
        mailingList: 'opted_in_to_mailing_list',
        marketingDrip: 'enabled_for_marketing_drip',
        lastSession: 'last_session_creation_time',
      },
      encoding: 'latin1',
      dateFormat: 'DD-MM-YYYY HH:mm',
    },
    event: {
      columns: { contactId: 'user_id', occurredAt: 'time_stamp' },
      constants: { kind: 'login' },
      encoding: 'latin1',
    },
  },
  source: {
    account: {
      query: `SELECT account_id AS id, 'Organisation ' || account_id AS name, min(created_at) AS created_at
              FROM handraise.contact WHERE account_id IS NOT NULL GROUP BY account_id`,
    },
    contact: {
      attributes: {
        creationSource: { type: 'category', availability: 'created-with', meaning: 'way of signing up' },
        mailingList: { type: 'category', availability: 'created-with', meaning: 'mailing list' },
        marketingDrip: { type: 'category', availability: 'created-with', meaning: 'marketing drip' },
        lastSession: { type: 'number', meaning: 'last session' },
      },
    },
    outcome: {
      query: `SELECT contact_id, occurred_at FROM (
                SELECT contact_id, occurred_at,
                       lag(occurred_at, 2) OVER (PARTITION BY contact_id ORDER BY occurred_at) AS two_days_of_use_before
                FROM (SELECT DISTINCT contact_id, date_trunc('day', occurred_at, 'UTC') AS occurred_at FROM handraise.event) AS days
              ) AS weeks
              WHERE occurred_at - two_days_of_use_before <= interval '6 days'`,
    },
  },
  programs: {
    adoption: {
      title: 'Who will use the product for a week?',
      outcome: { coolDownDays: 1 },
      horizonDays: 60,
      cutoffs: { daysAfterCreation: 14 },
      lookbackDays: [3, 7, 14],
      unit: 'contact',
      split: { testShare: 0.3, calibrationShare: 0.15 },
    },
  },
});
