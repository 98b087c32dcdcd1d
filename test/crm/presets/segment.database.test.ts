import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.ts';
import { segment } from '../../../src/crm/presets/segment.ts';
import { landSegment } from '../../../src/demo/landing/segment.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { demoQuestion, disagreement, errorsOf, landingOf, presetConfig, trainAndScore } from './presetBench.ts';

const onSecondDevice = `person_id % 5 = 0 AND activity_id % 3 = 0 AND activity NOT LIKE 'email%'`;
const identified = `created + interval '120 days'`;

/**
 * The demo company as Segment could know it at best: no deals, no minutes; what happened on a second device is known
 * from its identification on, 120 days after the contact came.
 */
const canonical: Config = demoQuestion({
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
});

describe('the demo company in Segment', () => {
  let database: TestDatabase;
  let folder: string;
  let config: Config;

  beforeAll(async () => {
    database = await createTestDatabase();
    folder = await temporaryFolder();
    await loadDemoCompany(database.handle, { contacts: 5000, seed: 1, horizonDays: 60 });
    await landSegment(database.handle);
    config = presetConfig(segment, await landingOf(database.handle, 'segment'));
  });

  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is the same as the canonical one, row by row, as far as Segment carries it', async () => {
    const compare = (...[entity, columns, rest]: [Parameters<typeof disagreement>[1], string, string?]) =>
      disagreement(database.handle, entity, columns, [canonical, config], rest);
    const same = { rows: expect.any(Number), missing: 0, surplus: 0 };
    expect(await compare('account', 'id, name, domain, created_at')).toEqual(same);
    expect(await compare('contact', 'id, account_id, name, email, title, created_at')).toEqual({ ...same, rows: 5000 });
    const events = await compare(
      'event',
      'contact_id, kind, occurred_at, greatest(ingested_at, occurred_at)',
      `WHERE contact_id NOT LIKE 'u--%'`,
    );
    expect(events).toEqual(same);
    expect(events.rows).toBeGreaterThan(50_000);
    expect(await compare('outcome', 'contact_id, kind, occurred_at')).toEqual(same);
    expect(await compare('suppression', 'contact_id, since')).toEqual(same);
  });

  it('passes the check, trains and publishes what the canonical company does', async () => {
    expect(await errorsOf(database.handle, config)).toEqual([]);
    const expected = await trainAndScore(database.handle, canonical, folder);
    const found = await trainAndScore(database.handle, config, folder);
    expect(found.training.findings.contestants.find(({ champion }) => champion)?.family).toBe('boosting');
    expect(found.probabilities.size).toBeGreaterThan(3000);
    expect(found.probabilities).toEqual(expected.probabilities);
  }, 120_000);
});
