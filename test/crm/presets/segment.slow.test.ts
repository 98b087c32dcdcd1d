import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.ts';
import { rudderstack } from '../../../src/crm/presets/rudderstack.ts';
import { segment } from '../../../src/crm/presets/segment.ts';
import { landSegment } from '../../../src/demo/landing/segment.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { extract } from '../../../src/pipeline/extract.ts';
import { microsecondsPerDay } from '../../../src/snapshot/population.ts';
import { scoringSnapshots } from '../../../src/snapshot/scoringSnapshots.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { createHandmade, hostileColumn, hostileSchema, without } from './handmade.ts';
import {
  canonicalRows,
  demoQuestion,
  disagreement,
  errorsOf,
  landingOf,
  optionalParts,
  presetConfig,
  trainAndScore,
  workbenchOf,
} from './presetBench.ts';

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
    expect(found.training.findings.fallback).toBe(false);
    expect(found.training.findings.contestants).toEqual(expected.training.findings.contestants);
    expect(found.probabilities.size).toBeGreaterThan(3000);
    expect(found.probabilities).toEqual(expected.probabilities);
  }, 120_000);
});

describe('a small company in RudderStack', () => {
  let database: TestDatabase;

  const at = (date: string, received = date) => ({ timestamp: `${date}Z`, received_at: `${received}Z` });
  const identify = (anonymous_id: string | null, user_id: string, date: string, more: object = {}) => ({
    anonymous_id,
    user_id,
    ...at(date),
    ...more,
  });

  beforeAll(async () => {
    database = await createTestDatabase();
    await createHandmade(database.handle, rudderstack, ['identifies', 'groups'], {
      identifies: [
        identify('phone', 'u1', '2025-01-01T09:00', {
          email: 'ada@acme.example',
          first_name: 'Ada',
          title: 'Analyst',
          [hostileColumn]: 'red',
        }),
        identify('laptop', 'u1', '2025-03-01T09:00', { title: 'Director of IT', [hostileColumn]: 'red' }),
        identify('laptop', 'u1', '2025-03-05T09:00', { [hostileColumn]: 'blue' }),
        identify('laptop', 'u2', '2025-04-01T09:00', { name: 'Bo' }),
        identify('laptop', 'u1', '2025-05-01T09:00'),
        identify(null, 'old', '2025-01-05T09:00', { name: 'Cy before', email: 'cy@acme.example' }),
        identify(null, 'new', '2025-02-05T09:00', { name: 'Cy' }),
      ],
      aliases: [
        { previous_id: 'old', user_id: 'new', ...at('2025-02-05T09:00', '2025-02-06T09:00') },
        { previous_id: 'tablet', user_id: 'new', ...at('2025-02-07T09:00') },
        { previous_id: 'older', user_id: 'old', ...at('2025-01-06T09:00') },
      ],
      users: [{ id: 'u3', name: 'Dee', received_at: '2025-06-01T09:00Z', created_at: '2025-01-20T09:00Z' }],
      groups: [
        {
          group_id: 'g1',
          user_id: 'u1',
          name: 'Acme',
          website: 'https://www.acme.example/',
          [hostileColumn]: 'big',
          ...at('2025-01-02T09:00'),
        },
        {
          group_id: 'g2',
          user_id: 'u1',
          domain: 'other.example',
          created_at: '2024-01-01T09:00Z',
          ...at('2025-01-03T09:00'),
        },
        { group_id: 'g1', user_id: 'old', ...at('2025-01-06T09:00') },
      ],
      pages: [
        { id: 'p1', anonymous_id: 'laptop', path: '/pricing', ...at('2025-02-20T09:00') },
        { id: 'p2', anonymous_id: 'laptop', path: '/', ...at('2025-03-01T09:00') },
        { id: 'p3', anonymous_id: 'laptop', path: '/blog/pricing-talk', ...at('2025-04-10T09:00') },
        { id: 'p4', anonymous_id: 'laptop', path: '/', ...at('2025-05-02T09:00', '2025-05-20T09:00') },
        { id: 'p5', anonymous_id: 'tablet', path: '/', ...at('2025-02-01T09:00') },
        { id: 'p6', anonymous_id: 'nobody', path: '/', ...at('2025-02-01T09:00') },
        { id: 'p7', anonymous_id: 'laptop', user_id: 'u2', path: '/', ...at('2025-03-02T09:00') },
      ],
      tracks: [
        { id: 't1', user_id: 'old', event: 'chat_started', ...at('2025-01-10T09:00') },
        { id: 't2', user_id: 'older', event: 'email_opened', ...at('2025-01-04T09:00') },
        { id: 't3', anonymous_id: 'laptop', event: 'demo_requested', ...at('2025-02-28T09:00') },
        { id: 't4', user_id: 'new', event: 'demo_requested', ...at('2025-06-01T09:00') },
        { id: 't5', user_id: 'u2', event: 'unsubscribed', ...at('2025-06-02T09:00') },
      ],
    });
  });

  afterAll(() => database.drop());

  const mapped = async (hidden?: ReadonlySet<string>) =>
    presetConfig(rudderstack, await landingOf(database.handle, hostileSchema, hidden));
  const rowsOf = async (...[entity, columns]: [Parameters<typeof disagreement>[1], string]) =>
    canonicalRows(database.handle, entity, columns, await mapped());

  it('finds the people, and gives them what happened before they were identified', async () => {
    expect(await rowsOf('contact', 'id, account_id, name, email, title, created_at')).toEqual([
      ['new', 'g1', 'Cy', 'cy@acme.example', null, '2025-01-05T09:00:00.000Z'],
      ['u1', 'g2', 'Ada', 'ada@acme.example', 'Director of IT', '2025-01-01T09:00:00.000Z'],
      ['u2', null, 'Bo', null, null, '2025-04-01T09:00:00.000Z'],
      ['u3', null, 'Dee', null, null, '2025-01-20T09:00:00.000Z'],
    ]);
    expect(await rowsOf('account', 'id, name, domain, created_at')).toEqual([
      ['g1', 'Acme', 'acme.example', '2025-01-02T09:00:00.000Z'],
      ['g2', null, 'other.example', '2024-01-01T09:00:00.000Z'],
    ]);
    expect(await rowsOf('event', 'id, contact_id, kind, ingested_at')).toEqual([
      // The first user after the event, where there was none before; known when that user was.
      ['p1', 'u1', 'pricing_view', '2025-03-01T09:00:00.000Z'],
      ['p2', 'u1', 'page_view', '2025-03-01T09:00:00.000Z'],
      // The user identified last before the event.
      ['p3', 'u2', 'pricing_view', '2025-04-10T09:00:00.000Z'],
      ['p4', 'u1', 'page_view', '2025-05-20T09:00:00.000Z'],
      ['p5', 'new', 'page_view', '2025-02-07T09:00:00.000Z'],
      // Its own user goes before that of the anonymous id.
      ['p7', 'u2', 'page_view', '2025-03-02T09:00:00.000Z'],
      ['t1', 'new', 'chat_started', '2025-02-06T09:00:00.000Z'],
      ['t2', 'new', 'email_open', '2025-02-06T09:00:00.000Z'],
    ]);
    expect(await rowsOf('outcome', 'contact_id, kind, occurred_at, ingested_at')).toEqual([
      ['new', 'demo request', '2025-06-01T09:00:00.000Z', '2025-06-01T09:00:00.000Z'],
      ['u1', 'demo request', '2025-02-28T09:00:00.000Z', '2025-03-01T09:00:00.000Z'],
    ]);
    expect(await rowsOf('suppression', 'contact_id, reason, since')).toEqual([
      ['u2', 'unsubscribed', '2025-06-02T09:00:00.000Z'],
    ]);
  });

  it('follows traits through the calls that set them', async () => {
    expect(await rowsOf('attributeHistory', 'entity, entity_id, name, value, valid_from')).toEqual([
      ['account', 'g1', hostileColumn, 'big', '2025-01-02T09:00:00.000Z'],
      ['contact', 'u1', hostileColumn, 'blue', '2025-03-05T09:00:00.000Z'],
      ['contact', 'u1', hostileColumn, 'red', '2025-01-01T09:00:00.000Z'],
      ['contact', 'u1', 'title', 'Analyst', '2025-01-01T09:00:00.000Z'],
      ['contact', 'u1', 'title', 'Director of IT', '2025-03-01T09:00:00.000Z'],
    ]);
  });

  it('does not know what an anonymous visitor did until the very microsecond of the identify', async () => {
    const workbench = workbenchOf(database.handle, await mapped(), '');
    // The request, anonymous too, would take the contact off the list as soon as it is known: another outcome is asked for.
    const program = { ...workbench.config.programs.demo!, outcome: { kind: 'another' } };
    const identified = Date.UTC(2025, 2, 1, 9) * 1000;
    const seen = async (knownBefore: number) => {
      const { population, features, snapshots } = await extract(workbench, program, {
        knownBefore,
        snapshotsOf: (population) => scoringSnapshots(population, program, knownBefore),
        trained: { eventKinds: ['pricing_view'], families: new Set(['eventRecency']) },
      });
      const row = snapshots.contact.indexOf(population.contacts.ids.indexOf('u1'));
      const recency = features.table.columns.find(({ name }) => name === 'recency:pricing_view');
      return recency?.kind === 'number' ? recency.values[row] : undefined;
    };
    expect(await seen(identified)).toBeNaN();
    expect(await seen(identified + 1)).toBeCloseTo(9 + 1 / microsecondsPerDay, 12);
  });

  it('does without any one table or column', async () => {
    expect(await errorsOf(database.handle, await mapped())).toEqual([]);
    const parts = optionalParts(rudderstack, await landingOf(database.handle, hostileSchema));
    expect(parts.length).toBeGreaterThan(40);
    const errors: string[] = [];
    for (const part of parts)
      await without(database.handle, part, async () => {
        errors.push(...(await errorsOf(database.handle, await mapped())).map((error) => `${part}: ${error}`));
      });
    expect(errors).toEqual([]);
  }, 240_000);

  it('does with what cannot be missing', async () => {
    const parts = optionalParts(rudderstack, await landingOf(database.handle, hostileSchema));
    expect(await errorsOf(database.handle, await mapped(new Set(parts)))).toEqual([]);
  });
});
