import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { landSalesforceFivetran } from '../../../src/demo/landing/salesforceFivetran.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
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
} from './presetBench.ts';

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
    expect(found.training.findings.fallback).toBe(false);
    expect(found.training.findings.contestants).toEqual(expected.training.findings.contestants);
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

describe('a small company in Salesforce', () => {
  let database: TestDatabase;

  const day = (date: string) => `${date}T09:00:00Z`;
  const version = (from: string, more: object) => ({ _fivetran_start: day(from), _fivetran_active: true, ...more });
  const old = { _fivetran_active: false };

  beforeAll(async () => {
    database = await createTestDatabase();
    await createHandmade(database.handle, salesforceFivetran, ['contact', 'lead', 'account'], {
      account: [
        version('2024-01-01', {
          id: 'A1',
          name: 'Acme',
          website: 'https://www.Acme.example/home',
          industry: 'retail',
          created_date: day('2024-01-01'),
        }),
        version('2025-05-01', { id: 'A2', master_record_id: 'A1', is_deleted: true, created_date: day('2024-02-01') }),
        version('2025-05-02', { id: 'A3', master_record_id: 'A2', is_deleted: true, created_date: day('2024-02-02') }),
      ],
      contact: [
        version('2025-03-01', {
          id: 'C1',
          account_id: 'A1',
          first_name: 'Ada',
          last_name: 'Byron',
          email: 'ada@acme.example',
          created_date: day('2025-03-01'),
          title: 'Director of IT',
        }),
        version('2024-06-01', {
          id: 'C2',
          account_id: 'A3',
          email: 'bo@gmail.com',
          created_date: day('2024-06-01'),
          [hostileColumn]: 'red',
          ...old,
        }),
        version('2025-06-01', {
          id: 'C2',
          account_id: 'A3',
          email: 'bo@gmail.com',
          created_date: day('2024-06-01'),
          [hostileColumn]: 'blue',
          has_opted_out_of_email: true,
        }),
        version('2025-07-01', { id: 'C3', created_date: day('2024-05-01'), master_record_id: 'C2', is_deleted: true }),
        version('2024-06-01', { id: 'C4', created_date: day('2024-06-01'), is_deleted: true }),
        version('2025-04-01', { id: 'C5', account_id: 'A1', email: 'cy@gmail.com', created_date: day('2025-04-01') }),
      ],
      lead: [
        version('2025-01-01', { id: 'L1', created_date: day('2025-01-01'), status: 'Open', title: 'IT', ...old }),
        version('2025-03-01', {
          id: 'L1',
          created_date: day('2025-01-01'),
          status: 'Qualified',
          title: 'IT',
          converted_contact_id: 'C1',
          converted_date: '2025-03-01',
          has_opted_out_of_email: true,
        }),
        version('2024-12-01', { id: 'L2', created_date: day('2024-12-01'), master_record_id: 'L1', is_deleted: true }),
        version('2025-02-01', { id: 'L3', created_date: day('2025-02-01'), email: 'dee@acme.example', status: 'Open' }),
        version('2025-04-01', {
          id: 'L5',
          created_date: day('2025-02-01'),
          converted_contact_id: 'C5',
          converted_date: '2025-04-01',
        }),
        version('2025-02-01', {
          id: 'L6',
          created_date: day('2025-02-01'),
          converted_contact_id: 'unloaded',
          converted_date: '2025-04-01',
        }),
      ],
      task: [
        {
          id: 'T1',
          who_id: 'L2',
          type: 'Call',
          is_closed: true,
          created_date: day('2024-12-02'),
          completed_date_time: day('2024-12-02'),
          call_duration_in_seconds: 90,
        },
        {
          id: 'T2',
          who_id: 'L1',
          task_subtype: 'Email',
          is_closed: true,
          created_date: day('2025-02-03'),
          activity_date: '2025-02-01',
        },
        { id: 'T3', who_id: 'C3', subject: 'Chat', is_closed: true, created_date: day('2025-01-03') },
        { id: 'T4', who_id: 'C1', subject: 'Call', is_closed: false, created_date: day('2025-01-03') },
        { id: 'T5', who_id: 'C1', subject: 'Call', is_closed: true, is_deleted: true, created_date: day('2025-01-03') },
      ],
      event: [
        {
          id: 'E1',
          who_id: 'C1',
          created_date: day('2025-03-02'),
          start_date_time: day('2025-03-05'),
          duration_in_minutes: 30,
        },
      ],
      campaign: [
        { id: 'W', type: 'Webinar', name: 'Get more from pricing' },
        { id: 'D', type: 'Other', name: 'Website: request a demo' },
        { id: 'R', type: 'Demo request', name: 'Website' },
      ],
      campaign_member: [
        {
          id: 'M1',
          campaign_id: 'W',
          lead_id: 'L1',
          contact_id: 'C1',
          first_responded_date: '2025-02-10',
          created_date: day('2025-02-10'),
        },
        {
          id: 'M2',
          campaign_id: 'W',
          lead_id: 'L3',
          first_responded_date: '2025-02-10',
          created_date: day('2025-02-20'),
        },
        {
          id: 'M3',
          campaign_id: 'D',
          lead_id: 'L1',
          first_responded_date: '2025-02-27',
          created_date: day('2025-02-27'),
        },
        { id: 'M4', campaign_id: 'D', contact_id: 'C2', created_date: day('2025-02-27') },
        {
          id: 'M5',
          campaign_id: 'R',
          contact_id: 'C2',
          first_responded_date: '2025-03-10',
          created_date: day('2025-03-10'),
        },
      ],
      opportunity: [
        version('2025-04-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: false,
          close_date: '2025-09-01',
          ...old,
        }),
        version('2025-06-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: true,
          is_won: false,
          close_date: '2025-07-01',
          ...old,
        }),
        version('2025-08-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: false,
          close_date: '2025-09-01',
          ...old,
        }),
        version('2025-09-01', {
          id: 'O1',
          account_id: 'A2',
          created_date: day('2025-04-01'),
          is_closed: true,
          is_won: true,
          close_date: '2025-09-01',
        }),
        version('2025-01-01', {
          id: 'O2',
          account_id: 'A1',
          created_date: day('2025-01-01'),
          is_closed: false,
          close_date: '2025-09-01',
        }),
      ],
    });
  });

  afterAll(() => database.drop());

  const mapped = async (hidden?: ReadonlySet<string>) =>
    presetConfig(salesforceFivetran, await landingOf(database.handle, hostileSchema, hidden));
  const rowsOf = async (...[entity, columns]: [Parameters<typeof disagreement>[1], string]) =>
    canonicalRows(database.handle, entity, columns, await mapped());

  it('makes one person of a contact and the leads it was converted from', async () => {
    expect(await rowsOf('contact', 'id, account_id, name, created_at')).toEqual([
      ['C1', 'A1', 'Ada Byron', '2024-12-01T09:00:00.000Z'],
      ['C2', 'A1', null, '2024-05-01T09:00:00.000Z'],
      // It came as a lead with a private address: the account that the conversion gave it says that it was converted.
      ['C5', null, null, '2025-02-01T09:00:00.000Z'],
      ['L3', 'A1', null, '2025-02-01T09:00:00.000Z'],
      ['L6', null, null, '2025-02-01T09:00:00.000Z'],
    ]);
    expect(await rowsOf('event', 'id, contact_id, kind, value, occurred_at, ingested_at')).toEqual([
      ['E1', 'C1', 'meeting', 30, '2025-03-05T09:00:00.000Z', '2025-03-05T09:00:00.000Z'],
      ['M1', 'C1', 'webinar_attended', null, '2025-02-10T09:00:00.000Z', '2025-02-10T23:59:59.999Z'],
      ['M2', 'L3', 'webinar_attended', null, '2025-02-10T12:00:00.000Z', '2025-02-20T09:00:00.000Z'],
      ['T1', 'C1', 'call', 1.5, '2024-12-02T09:00:00.000Z', '2024-12-02T09:00:00.000Z'],
      ['T2', 'C1', 'email', null, '2025-02-01T12:00:00.000Z', '2025-02-03T09:00:00.000Z'],
      ['T3', 'C2', 'chat_started', null, '2025-01-03T09:00:00.000Z', '2025-01-03T09:00:00.000Z'],
    ]);
    expect(await rowsOf('outcome', 'contact_id, kind, occurred_at')).toEqual([
      ['C1', 'demo request', '2025-02-27T09:00:00.000Z'],
      ['C2', 'demo request', '2025-03-10T09:00:00.000Z'],
    ]);
  });

  it('follows deals, opt-outs and values through their versions', async () => {
    expect(await rowsOf('opportunity', 'id, account_id, created_at, closed_at, won')).toEqual([
      ['O1', 'A1', '2025-04-01T09:00:00.000Z', '2025-09-01T09:00:00.000Z', true],
      ['O2', 'A1', '2025-01-01T09:00:00.000Z', null, null],
    ]);
    // The lead's own flag says nothing once it was converted.
    expect(await rowsOf('suppression', 'contact_id, since, until')).toEqual([['C2', '2025-06-01T09:00:00.000Z', null]]);
    const history = await rowsOf('attributeHistory', 'entity, entity_id, name, value, valid_from');
    expect(history.filter(([, , name, value]) => name === hostileColumn && value !== null)).toEqual([
      ['contact', 'C2', hostileColumn, 'blue', '2025-06-01T09:00:00.000Z'],
      ['contact', 'C2', hostileColumn, 'red', '2024-06-01T09:00:00.000Z'],
    ]);
    expect(history.filter(([, , name]) => name === 'lead_status').slice(0, 2)).toEqual([
      ['contact', 'C1', 'lead_status', 'Open', '2025-01-01T09:00:00.000Z'],
      ['contact', 'C1', 'lead_status', 'Qualified', '2025-03-01T09:00:00.000Z'],
    ]);
  });

  it('reads titles of today where only leads keep their versions', async () => {
    const config = await mapped(new Set(['contact._fivetran_start']));
    expect(Object.keys(config.source.contact?.attributes ?? {})).toEqual(['lead_source', 'lead_status', hostileColumn]);
    expect(config.programs.demo?.exclude.features).toEqual([]);
  });

  it('does without any one table or column', async () => {
    expect(await errorsOf(database.handle, await mapped())).toEqual([]);
    const parts = optionalParts(salesforceFivetran, await landingOf(database.handle, hostileSchema));
    expect(parts.length).toBeGreaterThan(80);
    const errors: string[] = [];
    for (const part of parts)
      await without(database.handle, part, async () => {
        errors.push(...(await errorsOf(database.handle, await mapped())).map((error) => `${part}: ${error}`));
      });
    expect(errors).toEqual([]);
  }, 240_000);

  it('says what it lacks where nothing but contacts is there', async () => {
    const parts = optionalParts(salesforceFivetran, await landingOf(database.handle, hostileSchema));
    const errors = await errorsOf(database.handle, await mapped(new Set(parts)));
    expect(errors).toEqual(['outcome: is neither mapped nor imported']);
  });
});
