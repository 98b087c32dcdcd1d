import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { landSalesforceFivetran } from '../../../src/demo/landing/salesforceFivetran.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { demoQuestion, disagreement, errorsOf, landingOf, presetConfig, trainAndScore } from './presetBench.ts';

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
const idOf = `(SELECT p.person_id, CASE WHEN p.${lead} AND ${converted} IS NOT TRUE THEN '00Q' ELSE '003' END
    || lpad(p.person_id::text, 17, '0') AS id
  FROM handraise_demo.people p LEFT JOIN handraise_demo.demo_requests r USING (person_id))`;
const onDays = ['webinar_attended', 'fair_visit', 'content_download'];

/**
 * The demo company as Salesforce could know it at best: who came as a lead has an account only by its e-mail's domain,
 * a response has the time at which it was entered or, if that was on a later day, midday, and kinds that Salesforce never sees are not there.
 */
const canonical: Config = demoQuestion({
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
        CASE WHEN NOT (${lead} AND split_part(email, '@', 2) <> c.web_domain) THEN ${accountId('p.company_id')} END AS account_id
      FROM handraise_demo.people p JOIN ${idOf} AS i USING (person_id)
      LEFT JOIN handraise_demo.companies c ON c.company_id = replace(p.company_id, '-merged', '')`,
    attributes: { lead_source: { type: 'category', availability: 'created-with', meaning: 'first contact through' } },
  },
  event: {
    query: `SELECT activity_id AS id, i.id AS contact_id, loaded_at AS ingested_at, activity AS kind,
        CASE WHEN activity = 'chat_started' THEN happened_at WHEN ${day('loaded_at')} = ${day('happened_at')} THEN loaded_at
          ELSE (${day('happened_at')} + interval '12 hours') AT TIME ZONE 'UTC' END AS occurred_at
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
});

describe('the demo company in Salesforce', () => {
  let database: TestDatabase;
  let folder: string;
  let config: Config;

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await temporaryFolder();
    await loadDemoCompany(database.handle, { contacts: 5000, seed: 1, horizonDays: 60 });
    await landSalesforceFivetran(database.handle);
    config = presetConfig(salesforceFivetran, await landingOf(database.handle, 'salesforce'));
  });

  it('passes the check, trains and publishes what the canonical company does', async () => {
    expect(await errorsOf(database.handle, config)).toEqual([]);
    const expected = await trainAndScore(database.handle, canonical, folder);
    const extra = { eventKinds: ['call', 'meeting'], features: ['contact:title', 'contact:lead_status'] };
    const restricted = {
      ...config,
      programs: { demo: { ...config.programs.demo!, exclude: { ...config.programs.demo!.exclude, ...extra } } },
    };
    const found = await trainAndScore(database.handle, restricted, folder);
    expect(found.training.findings.contestants.find(({ champion }) => champion)?.family).toBe('boosting');
    expect(found.probabilities.size).toBeGreaterThan(3000);
    expect(found.probabilities).toEqual(expected.probabilities);
  }, 120_000);

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is the same as the canonical one, row by row, as far as Salesforce carries it', async () => {
    const compare = (...[entity, columns, rest]: [Parameters<typeof disagreement>[1], string, string?]) =>
      disagreement(database.handle, entity, columns, [canonical, config], rest);
    const same = { rows: expect.any(Number), missing: 0, surplus: 0 };
    const known = `WHERE contact_id NOT LIKE '003D%' AND kind NOT IN ('call', 'meeting')`;
    const facts = ['industry', 'billing_country', 'number_of_employees']
      .map((name) => `"attribute:${name}"`)
      .join(', ');
    expect(await compare('account', `id, name, domain, created_at, ${facts}`)).toEqual(same);
    expect(await compare('contact', 'id, account_id, name, email, title, created_at, "attribute:lead_source"')).toEqual(
      {
        ...same,
        rows: 5000,
      },
    );
    const events = await compare(
      'event',
      `contact_id, kind, occurred_at, CASE kind WHEN 'chat_started' THEN min(greatest(ingested_at, occurred_at))
        ELSE date_trunc('day', min(greatest(ingested_at, occurred_at)), 'UTC') END`,
      `${known} GROUP BY id, contact_id, kind, occurred_at`,
    );
    expect(events).toEqual(same);
    expect(events.rows).toBeGreaterThan(10_000);
    expect(await compare('outcome', 'contact_id, kind, occurred_at')).toEqual(same);
    expect(await compare('opportunity', 'id, account_id, created_at, closed_at, won')).toEqual(same);
    const spans = await compare(
      'suppression',
      'contact_id, min(since), max(coalesce(until, $$infinity$$))',
      'GROUP BY 1',
    );
    expect(spans).toEqual(same);
    expect(spans.rows).toBeGreaterThan(50);
  });
});
