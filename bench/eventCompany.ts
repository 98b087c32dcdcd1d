import type pg from 'pg';
import { parseConfig } from '../src/config/load.ts';
import type { Config } from '../src/config/schema.ts';

/** The kinds of events there are, and how many in a hundred of each. */
export const kinds = [
  'email_open',
  'page_view',
  'email_click',
  'form_view',
  'content_download',
  'webinar',
  'chat',
  'pricing_view',
] as const;

/** Lookback windows in days. */
export const lookbackDays = [7, 30, 90, 180, 365] as const;

/** How many as-of dates there are, a month of 30 days apart, the last at the end of the record. */
export const dates = 12;

/** End of the record. */
export const end = '2026-01-01T00:00:00Z';

/**
 * Fills schema `bench` with a company: contacts of accounts of five, and events of two years in the order of their arrival, so that those of a contact lie scattered.
 *
 * Everything is computed by the server from row numbers, so that the same sizes give the same rows.
 */
export async function fillEventCompany(
  client: pg.ClientBase,
  size: { readonly contacts: number; readonly events: number },
): Promise<void> {
  const { contacts, events } = size;
  const random = (salt: number) => `((hashint8extended(i, ${salt}) & 9007199254740991) / 9007199254740992.0::float8)`;
  await client.query(`
    DROP SCHEMA IF EXISTS bench CASCADE;
    CREATE SCHEMA bench;
    CREATE TABLE bench.account AS SELECT i AS id, timestamptz '2020-01-01Z' AS created_at
      FROM generate_series(1, ${Math.ceil(contacts / 5)}) AS i;
    CREATE TABLE bench.contact AS SELECT i AS id, (i + 4) / 5 AS account_id,
        timestamptz '2023-01-01Z' + ${random(1)} * interval '360 days' AS created_at
      FROM generate_series(1::bigint, ${contacts}) AS i;
    CREATE TABLE bench.outcome (contact_id bigint, occurred_at timestamptz);
    INSERT INTO bench.outcome VALUES (1, timestamptz '${end}' - interval '1 second');
    CREATE TABLE bench.event AS SELECT i AS id, 1 + floor(${random(2)} * ${contacts})::bigint AS contact_id,
        timestamptz '${end}' - ((${events} - i)::float8 / ${events}) * interval '730 days' - interval '1 second' AS occurred_at,
        timestamptz '${end}' - ((${events} - i)::float8 / ${events}) * interval '730 days' - interval '0.5 seconds' AS ingested_at,
        (ARRAY['${kinds.join("', '")}'])[1 + floor(${kinds.length} * ${random(3)} ^ 1.5)] AS kind,
        NULL::float8 AS value
      FROM generate_series(1::bigint, ${events}) AS i;
    ALTER TABLE bench.account ADD PRIMARY KEY (id);
    ALTER TABLE bench.contact ADD PRIMARY KEY (id);
    ALTER TABLE bench.event ADD PRIMARY KEY (id);
  `);
  await client.query('VACUUM (ANALYZE) bench.account, bench.contact, bench.event');
}

/** The configuration that maps it. */
export const eventCompanyConfig: Config = parseConfig(
  {
    source: {
      account: { table: 'bench.account' },
      contact: { table: 'bench.contact' },
      event: { table: 'bench.event' },
      outcome: { table: 'bench.outcome' },
    },
    programs: { default: { horizonDays: 30, cutoffs: { every: 'month' }, lookbackDays: [...lookbackDays] } },
  },
  'bench',
);

/** What a database does for one date: the same counts and last instants, one row per contact. */
export function filterStatement(): string {
  const columns = kinds.flatMap((kind) => [
    ...lookbackDays.map(
      (days) =>
        `count(*) FILTER (WHERE kind = '${kind}' AND occurred_at >= timestamptz '${end}' - interval '${days * 24} hours')`,
    ),
    `max(occurred_at) FILTER (WHERE kind = '${kind}')`,
  ]);
  return `SELECT contact_id, ${columns.join(', ')}, max(occurred_at) FROM bench.event
    WHERE occurred_at < '${end}' AND ingested_at < '${end}' GROUP BY contact_id`;
}
