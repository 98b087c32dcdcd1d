import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import type { Config } from '../../../src/config/schema.ts';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { hubspotAirbyte } from '../../../src/crm/presets/hubspotAirbyte.ts';
import { hubspotFivetran } from '../../../src/crm/presets/hubspotFivetran.ts';
import type { Preset } from '../../../src/crm/presets/preset.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

let schemas = 0;

/** Lands tables in a schema of their own, and gives what the preset makes of them. */
async function landed(preset: Preset, tables: string) {
  const schema = `landed_${++schemas}`;
  await database.handle.pool.query(
    `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tables}; RESET search_path`,
  );
  const applied = await appliedTo(database.handle, preset, schema);
  const config = configOf(applied);
  return {
    ...applied,
    config,
    rows: (entity: EntityName, columns: string) => canonicalRows(database.handle, entity, columns, config),
  };
}

const contact = `
  CREATE TABLE contact (id bigint, property_createdate timestamptz, property_hs_merged_object_ids text,
    property_hs_calculated_merged_vids text, property_associatedcompanyid float8, property_hs_email_optout boolean,
    property_do_not_call text, _fivetran_deleted boolean)`;

describe('how loaders write ids and instants', () => {
  it('takes a whole number that was written as a decimal for the same id', async () => {
    const { rows } = await landed(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz);
      INSERT INTO contact VALUES (123, '2026-01-01Z');
      CREATE TABLE deal (deal_id bigint, property_createdate timestamptz); INSERT INTO deal VALUES (10, '2026-02-01Z');
      CREATE TABLE deal_contact (deal_id text, contact_id text); INSERT INTO deal_contact VALUES ('10.0', '123.0')`,
    );
    expect(await rows('opportunityContact', 'opportunity_id, contact_id')).toEqual([['10', '123']]);
  });

  it('tells seconds since 1970 from milliseconds', async () => {
    const { rows } = await landed(
      hubspotAirbyte,
      `CREATE TABLE contacts (id text, "createdAt" bigint);
      INSERT INTO contacts VALUES ('1', 1767225600), ('2', 1767225600000);
      CREATE TABLE contacts_form_submissions (canonical_vid bigint, "timestamp" text, title text);
      INSERT INTO contacts_form_submissions VALUES (1, '1772323200', 'Demo'), (2, '1772323200000', 'Demo')`,
    );
    expect(await rows('contact', 'id, created_at')).toEqual([
      ['1', '2026-01-01T00:00:00.000Z'],
      ['2', '2026-01-01T00:00:00.000Z'],
    ]);
    expect(await rows('outcome', 'contact_id, occurred_at')).toEqual([
      ['1', '2026-03-01T00:00:00.000Z'],
      ['2', '2026-03-01T00:00:00.000Z'],
    ]);
  });
});

describe('what Fivetran lands of merges and deletions', () => {
  it('keeps nobody off the list by a deal that was merged away, or by an old version of one', async () => {
    const { rows } = await landed(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz);
      INSERT INTO contact VALUES (1, '2026-01-01Z'), (2, '2026-01-01Z');
      CREATE TABLE deal (deal_id bigint, property_createdate timestamptz, property_closedate timestamptz,
        deal_pipeline_stage_id text, property_hs_merged_object_ids text, is_deleted boolean, _fivetran_active boolean);
      INSERT INTO deal VALUES
        (10, '2026-02-01Z', '2026-03-01Z', 'closedlost', NULL, false, true),
        (10, '2026-02-01Z', '2026-05-01Z', 'appointmentscheduled', NULL, false, false),
        (11, '2026-02-01Z', '2026-04-01Z', 'appointmentscheduled', NULL, false, true),
        (12, '2026-02-01Z', '2026-04-01Z', 'closedlost', '13', false, true),
        (13, '2026-02-01Z', '2026-04-01Z', 'appointmentscheduled', NULL, false, true);
      CREATE TABLE deal_contact (deal_id bigint, contact_id bigint);
      INSERT INTO deal_contact VALUES (10, 1), (11, 1), (11, 2), (13, 2);
      CREATE TABLE merged_deal (deal_id bigint, merged_deal_id bigint); INSERT INTO merged_deal VALUES (10, 11)`,
    );
    expect(await rows('opportunity', 'id, closed_at')).toEqual([
      ['10', '2026-03-01T00:00:00.000Z'],
      ['12', '2026-04-01T00:00:00.000Z'],
    ]);
    expect(await rows('opportunityContact', 'opportunity_id, contact_id')).toEqual([
      ['10', '1'],
      ['10', '2'],
      ['12', '2'],
    ]);
  });

  it('follows merges by all signs, with their times or without, through chains of sixteen', async () => {
    const chain = Array.from({ length: 16 }, (_, i) => `(${101 + i}, '2026-01-01Z', '${100 + i}')`).join(', ');
    const { rows } = await landed(
      hubspotFivetran,
      `${contact};
      INSERT INTO contact (id, property_createdate, property_hs_merged_object_ids) VALUES (100, '2026-01-01Z', NULL), ${chain};
      INSERT INTO contact (id, property_createdate, property_hs_calculated_merged_vids) VALUES
        (1, '2026-01-01Z', '2:1661707291575;3:1661707931852'), (2, '2026-01-01Z', NULL), (3, '2026-01-01Z', '');
      CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz, title text);
      INSERT INTO contact_form_submission VALUES (100, '2026-02-01Z', 'Contact us'), (3, '2026-02-02Z', 'Contact us'),
        (1661707291575, '2026-02-02Z', 'Contact us')`,
    );
    expect(await rows('contact', 'id')).toEqual([['1'], ['116']]);
    expect(await rows('outcome', 'contact_id')).toEqual([['1'], ['116'], ['1661707291575']]);
  });

  it('puts the people and deals of a company that was merged away with the one that is left', async () => {
    const { rows } = await landed(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz);
      INSERT INTO contact VALUES (1, '2026-01-01Z');
      CREATE TABLE company (id bigint, property_name text, property_industry text, property_hs_merged_object_ids text);
      INSERT INTO company VALUES (7, 'Seven', 'A', '8'), (8, 'Eight', 'B', NULL);
      CREATE TABLE contact_company (contact_id bigint, company_id bigint, type_id int); INSERT INTO contact_company VALUES (1, 8, 1);
      CREATE TABLE deal (deal_id bigint, property_createdate timestamptz); INSERT INTO deal VALUES (10, '2026-02-01Z');
      CREATE TABLE deal_company (deal_id bigint, company_id bigint, type_id int); INSERT INTO deal_company VALUES (10, 8, 5);
      CREATE TABLE company_property_history (company_id bigint, name text, value text, timestamp timestamptz);
      INSERT INTO company_property_history VALUES (7, 'industry', 'A', '2026-01-01Z'), (8, 'industry', 'B', '2026-01-01Z');
      CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz)`,
    );
    expect(await rows('account', 'id')).toEqual([['7']]);
    expect(await rows('contact', 'id, account_id')).toEqual([['1', '7']]);
    expect(await rows('opportunity', 'account_id')).toEqual([['7']]);
    expect(await rows('attributeHistory', 'entity_id, value')).toEqual([['7', 'A']]);
  });
});

describe('what a model may know, and what is true today', () => {
  it('gives a model no company that came later, and eligibility the one of today', async () => {
    const { rows } = await landed(
      hubspotFivetran,
      `${contact};
      INSERT INTO contact (id, property_createdate, property_associatedcompanyid) VALUES
        (1, '2026-01-01Z', 7), (2, '2026-01-01Z', 7), (3, '2026-01-01Z', 7), (4, '2026-01-01Z', NULL),
        (5, '2026-01-01Z', 7), (6, '2026-01-01Z', 7);
      CREATE TABLE company (id bigint, property_hs_merged_object_ids text);
      INSERT INTO company VALUES (7, '9'), (8, NULL), (9, NULL);
      CREATE TABLE contact_company (contact_id bigint, company_id bigint, type_id int); INSERT INTO contact_company VALUES (4, 8, 1);
      CREATE TABLE contact_property_history (contact_id bigint, name text, value text, timestamp timestamptz);
      INSERT INTO contact_property_history VALUES (1, 'associatedcompanyid', '7', '2026-01-01 01:00Z'),
        (2, 'associatedcompanyid', '7', '2026-03-01Z'),
        (5, 'associatedcompanyid', '8', '2026-01-01Z'), (5, 'associatedcompanyid', '7', '2026-03-01Z'),
        (6, 'associatedcompanyid', '9', '2026-01-01Z'), (6, 'associatedcompanyid', '', '2026-01-02Z');
      CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz)`,
    );
    expect(await rows('contact', 'id, account_id, current_account_id')).toEqual([
      ['1', '7', '7'],
      ['2', null, '7'],
      ['3', '7', '7'],
      ['4', '8', '8'],
      // Whose company changed belonged to another one before; whose company was merged did not.
      ['5', null, '7'],
      ['6', '7', '7'],
    ]);
  });

  it('suppresses by channel: by history, by what is true today whatever history says, and by own properties', async () => {
    const { rows } = await landed(
      hubspotFivetran,
      `${contact};
      INSERT INTO contact (id, property_createdate, property_hs_email_optout, property_do_not_call) VALUES
        (1, '2026-01-01Z', true, NULL), (2, '2026-01-01Z', true, 'Yes'), (3, '2026-01-01Z', false, 'false'),
        (4, '2026-01-01Z', true, NULL);
      CREATE TABLE contact_property_history (contact_id bigint, name text, value text, timestamp timestamptz);
      INSERT INTO contact_property_history VALUES (1, 'hs_email_optout', 'true', '2026-02-01Z'),
        (3, 'hs_email_optout', 'true', '2026-02-01Z'), (3, 'hs_email_optout', 'false', '2026-03-01Z'),
        (4, 'hs_email_optout', 'false', '2026-02-01Z'), (3, 'do_not_contact', 'true', '2026-04-01Z');
      CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz)`,
    );
    expect(await rows('suppression', 'contact_id, reason, channel, since, until')).toEqual([
      ['1', 'unsubscribed', 'email', '2026-02-01T00:00:00.000Z', null],
      ['2', 'do not call', 'call', null, null],
      ['2', 'unsubscribed', 'email', null, null],
      ['3', 'do not contact', null, '2026-04-01T00:00:00.000Z', null],
      ['3', 'unsubscribed', 'email', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
      ['4', 'unsubscribed', 'email', null, null],
    ]);
  });
});

describe('opt-outs of an address', () => {
  const expected = [
    ['1', 'unsubscribed', 'email', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
    ['2', 'unsubscribed', 'email', '2026-02-02T00:00:00.000Z', null],
    ['3', 'unsubscribed', 'email', null, null],
  ];

  it('are dated by the changes of subscriptions that Fivetran lands, of all e-mail only', async () => {
    const { rows } = await landed(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz, property_email text, property_hs_email_optout boolean);
      INSERT INTO contact VALUES (1, '2026-01-01Z', 'A@x.example', false), (2, '2026-01-01Z', 'b@x.example', true),
        (3, '2026-01-01Z', 'c@x.example', true);
      CREATE TABLE email_event (id text, type text, created timestamptz, recipient text);
      INSERT INTO email_event VALUES ('e', 'STATUSCHANGE', '2026-02-02Z', 'b@x.example');
      CREATE TABLE email_subscription_change (recipient text, timestamp timestamptz, change text, change_type text, caused_by_event_id text);
      INSERT INTO email_subscription_change VALUES ('a@x.example', '2026-02-01Z', 'UNSUBSCRIBED', 'PORTAL_STATUS', NULL),
        ('a@x.example', '2026-03-01Z', 'SUBSCRIBED', 'PORTAL_STATUS', NULL),
        ('b@x.example', NULL, 'UNSUBSCRIBED', 'PORTAL_STATUS', 'e'),
        ('a@x.example', '2026-04-01Z', 'UNSUBSCRIBED', 'SUBSCRIPTION_STATUS', NULL),
        ('a@x.example', '2026-04-01Z', 'BOUNCED', 'PORTAL_BOUNCE', NULL);
      CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz)`,
    );
    expect(await rows('suppression', 'contact_id, reason, channel, since, until')).toEqual(expected);
  });

  it('are dated by those that Airbyte lands, several to a row', async () => {
    const at = (day: string) => Date.parse(`2026-${day}T00:00:00Z`);
    const { rows } = await landed(
      hubspotAirbyte,
      `CREATE TABLE contacts (id text, "createdAt" timestamptz, properties jsonb);
      INSERT INTO contacts VALUES ('1', '2026-01-01Z', '{"email": "A@x.example"}'),
        ('2', '2026-01-01Z', '{"email": "b@x.example", "hs_email_optout": "true"}'),
        ('3', '2026-01-01Z', '{"email": "c@x.example", "hs_email_optout": "true"}');
      CREATE TABLE subscription_changes (timestamp bigint, recipient text, changes jsonb);
      INSERT INTO subscription_changes VALUES
        (${at('02-01')}, 'a@x.example', '[{"changeType": "SUBSCRIPTION_STATUS", "change": "UNSUBSCRIBED"}, {"changeType": "PORTAL_STATUS", "change": "UNSUBSCRIBED"}]'),
        (${at('03-01')}, 'a@x.example', '[{"changeType": "PORTAL_STATUS", "change": "SUBSCRIBED"}]'),
        (${at('02-02')}, 'b@x.example', '[{"changeType": "PORTAL_STATUS", "change": "UNSUBSCRIBED"}]');
      CREATE TABLE contacts_form_submissions (canonical_vid bigint, timestamp bigint)`,
    );
    expect(await rows('suppression', 'contact_id, reason, channel, since, until')).toEqual(expected);
  });
});

describe('what Airbyte lands', () => {
  it('dates a contact that others were merged into by the property: its record is as old as the merge', async () => {
    const { rows } = await landed(
      hubspotAirbyte,
      `CREATE TABLE contacts (id text, "createdAt" timestamptz, properties_createdate timestamptz, properties_hs_merged_object_ids text);
      INSERT INTO contacts VALUES ('1', '2026-05-01Z', '2026-01-01Z', '2;3'), ('4', '2026-02-01Z', NULL, NULL);
      CREATE TABLE contacts_form_submissions (canonical_vid bigint, timestamp bigint)`,
    );
    expect(await rows('contact', 'id, created_at')).toEqual([
      ['1', '2026-01-01T00:00:00.000Z'],
      ['4', '2026-02-01T00:00:00.000Z'],
    ]);
  });

  it('takes the stream of archived rows for deletions, unless the row was changed after that', async () => {
    const { rows } = await landed(
      hubspotAirbyte,
      `CREATE TABLE contacts (id text, "createdAt" timestamptz, "updatedAt" timestamptz, archived boolean, companies jsonb,
        properties jsonb, _airbyte_extracted_at timestamptz);
      INSERT INTO contacts VALUES
        ('1', '2026-01-01Z', '2026-01-01Z', false, '["7", "7"]', '{"email": "a@x.example"}', '2026-01-02Z'),
        ('2', '2026-01-01Z', '2026-01-01Z', false, '["8"]', '{}', '2026-01-02Z'),
        ('3', '2026-01-01Z', '2026-06-01Z', false, '["8"]', '{}', '2026-06-02Z');
      CREATE TABLE contacts_archived (id text, "updatedAt" timestamptz, archived boolean, "archivedAt" timestamptz);
      INSERT INTO contacts_archived VALUES ('2', '2026-05-01Z', true, '2026-05-01Z'), ('3', '2026-05-01Z', true, '2026-05-01Z');
      CREATE TABLE deals (id text, "createdAt" timestamptz, contacts jsonb, _ab_cdc_deleted_at text, _ab_cdc_updated_at text);
      INSERT INTO deals VALUES ('10', '2026-02-01Z', '[1, 3]', NULL, '2026-02-01T00:00:00Z'),
        ('11', '2026-02-01Z', '[1]', NULL, '2026-02-01T00:00:00Z'), ('11', '2026-02-01Z', '[1]', '2026-03-01', '2026-03-01T00:00:00Z');
      CREATE TABLE contacts_form_submissions ("canonical-vid" bigint, timestamp bigint, "form-id" text, title text, "page-url" text);
      INSERT INTO contacts_form_submissions VALUES (1, 1772323200000, 'g', 'Request a demo', 'https://x.example/demo')`,
    );
    expect(await rows('contact', 'id, account_id')).toEqual([
      ['1', '7'],
      ['3', '8'],
    ]);
    expect(await rows('opportunity', 'id')).toEqual([['10']]);
    expect(await rows('opportunityContact', 'opportunity_id, contact_id')).toEqual([
      ['10', '1'],
      ['10', '3'],
    ]);
    expect(await rows('outcome', 'contact_id, kind')).toEqual([['1', 'demo request']]);
  });

  it('reads names as each generation of the destination writes them, and prefers underscores', async () => {
    const tables = ([vid, form, page, merge, created, loaded]: readonly string[]) => `
      CREATE TABLE contacts (id text, ${created} timestamptz, properties_email text, ${loaded} timestamptz);
      INSERT INTO contacts VALUES ('1', '2026-01-01Z', 'a@x.example', '2026-01-02Z'), ('1', '2026-01-01Z', 'b@x.example', '2026-01-03Z'),
        ('2', '2026-01-01Z', 'c@x.example', '2026-01-02Z');
      CREATE TABLE contacts_form_submissions (${vid} bigint, timestamp bigint, ${form} text, title text, ${page} text);
      INSERT INTO contacts_form_submissions VALUES (2, 1772323200000, 'g', NULL, 'https://x.example/contact?a=demo');
      CREATE TABLE contacts_merged_audit (${vid} bigint, ${merge} bigint); INSERT INTO contacts_merged_audit VALUES (1, 2)`;
    const expected = {
      contact: [['1', 'b@x.example']],
      outcome: [['1', 'contact request', '2026-03-01T00:00:00.000Z']],
    };
    for (const names of [
      ['canonical_vid', 'form_id', 'page_url', 'vid_to_merge', '"createdAt"', '_airbyte_extracted_at'],
      ['"canonical-vid"', '"form-id"', '"page-url"', '"vid-to-merge"', '"createdAt"', '_airbyte_extracted_at'],
      ['canonical_vid', 'form_id', 'page_url', 'vid_to_merge', 'createdat', '_airbyte_emitted_at'],
    ] as const) {
      const { rows, lost } = await landed(hubspotAirbyte, tables(names));
      expect(await rows('contact', 'id, email'), names[0]).toEqual(expected.contact);
      expect(await rows('outcome', 'contact_id, kind, occurred_at')).toEqual(expected.outcome);
      expect(lost.map(({ missing }) => missing)).not.toContain('contacts_form_submissions.form_id');
    }
    const both = `CREATE TABLE contacts (id text, "createdAt" timestamptz); INSERT INTO contacts VALUES ('1', '2026-01-01Z');
      CREATE TABLE contacts_form_submissions ("canonical-vid" bigint, canonical_vid bigint, timestamp bigint, form_id text);
      INSERT INTO contacts_form_submissions VALUES (9, 1, 1772323200000, 'contact us')`;
    expect(await (await landed(hubspotAirbyte, both)).rows('outcome', 'contact_id')).toEqual([['1']]);
  });

  it.each([
    ['version 1', (stream: string) => `_airbyte_raw_${stream}`, '_airbyte_emitted_at'],
    ['version 2', (stream: string) => `hubspot_raw__stream_${stream}`, '_airbyte_extracted_at'],
  ])('reads raw tables of JSON alone, of %s', async (_version, name, loaded) => {
    const stream = (of: string, ...records: readonly object[]) =>
      `CREATE TABLE ${name(of)} (_airbyte_raw_id text, ${loaded} timestamptz, _airbyte_data jsonb);
      INSERT INTO ${name(of)} VALUES ${records.map((record, i) => `('r${i}', '2026-01-0${i + 1}Z', '${JSON.stringify(record)}')`).join(', ')};`;
    const createdAt = '2026-01-01T00:00:00Z';
    const { rows, config } = await landed(
      hubspotAirbyte,
      [
        stream(
          'contacts',
          { id: '1', createdAt, companies: ['7'], properties: { email: 'old@x.example', lead_grade: 'B' } },
          { id: '1', createdAt, companies: ['7'], properties: { email: 'a@x.example', lead_grade: 'A' } },
          { id: '2', createdAt, archived: true, properties: {} },
          { id: '3', createdAt, properties: { lead_grade: 'B' } },
        ),
        stream('companies', { id: '7', createdAt, properties: { name: 'Seven', industry: 'A' } }),
        stream(
          'contacts_form_submissions',
          {
            'canonical-vid': 1,
            timestamp: 1772323200000,
            'form-id': 'g',
            title: 'Request a demo',
            'page-url': 'https://x.example/',
          },
          { 'canonical-vid': 9, timestamp: 1772323200000, 'form-id': 'h', title: 'Newsletter' },
        ),
        stream('contacts_merged_audit', { 'canonical-vid': 3, 'vid-to-merge': 9 }),
        stream('deals', {
          id: '10',
          createdAt,
          contacts: [1, 9],
          properties: { dealstage: 'closedwon', closedate: '2026-03-01' },
        }),
      ].join('\n'),
    );
    expect(await rows('contact', 'id, account_id, email, "attribute:lead_grade"')).toEqual([
      ['1', '7', 'a@x.example', 'A'],
      ['3', null, null, 'B'],
    ]);
    expect(await rows('account', 'id, name')).toEqual([['7', 'Seven']]);
    expect(await rows('outcome', 'contact_id, kind, occurred_at')).toEqual([
      ['1', 'demo request', '2026-03-01T00:00:00.000Z'],
    ]);
    expect(await rows('event', 'contact_id, kind')).toEqual([['3', 'form_submission']]);
    expect(await rows('opportunityContact', 'opportunity_id, contact_id')).toEqual([
      ['10', '1'],
      ['10', '3'],
    ]);
    expect(await rows('opportunity', 'id, won')).toEqual([['10', true]]);
    expect(config.source.contact?.attributes.lead_grade).toMatchObject({ type: 'category' });
  });
});

describe('opens and clicks by machines', () => {
  const click = (id: string, second: string, link: string) => [id, 'CLICK', second, 'ada@acme.example', link] as const;
  /** To one person: sent, opened three seconds later, opened by hand a day later, by a scanner, and three links within one second. */
  const events: readonly (readonly [id: string, type: string, at: string, recipient: string, link: string | null])[] = [
    ['sent', 'SENT', '2026-02-01 09:00:07Z', 'ada@acme.example', null],
    ['scanned', 'OPEN', '2026-02-01 09:00:10Z', 'ada@acme.example', null],
    ['read', 'OPEN', '2026-02-02 10:11:12Z', 'ada@acme.example', null],
    click('followed', '2026-02-02 10:11:20Z', 'https://acme.example/a'),
    click('looked at', '2026-02-03 10:11:20Z', 'https://acme.example/a'),
    ...['a', 'b', 'c'].map((link) => click(`at once ${link}`, '2026-02-04 10:11:20Z', `https://acme.example/${link}`)),
    ...['1', '2', '3'].map((time) => click(`same ${time}`, '2026-02-05 10:11:20Z', 'https://acme.example/a')),
  ];
  const agent = (id: string) => (id === 'looked at' ? 'Barracuda Sentinel (EE)' : 'Mozilla/5.0 (Windows NT 10.0)');
  const quoted = (values: readonly (string | null)[]) =>
    `(${values.map((value) => (value === null ? 'NULL' : `'${value}'`)).join(', ')})`;
  const found = {
    events: 10,
    found: 5,
    rules: [
      { rule: 'user-agent', events: 1 },
      { rule: 'after-send', events: 1 },
      { rule: 'links-at-once', events: 3 },
    ],
  };

  /** How many opens and clicks machines made, as `check` counts them. */
  async function counted(config: Config) {
    const { problems } = await checkCrm(database.handle, config, parseInstant('2026-06-01T00:00:00Z'));
    return problems.find(({ kind }) => kind === 'machine-events')?.figures;
  }

  it('are found by what Fivetran lands of sends, links and user agents', async () => {
    const { config } = await landed(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz, property_email text);
      INSERT INTO contact VALUES (1, '2026-01-01Z', 'ada@acme.example');
      CREATE TABLE email_event (id text, type text, created timestamptz, recipient text, filtered_event boolean);
      INSERT INTO email_event VALUES ${events.map((event) => quoted([...event.slice(0, 4), 'false'])).join(', ')};
      CREATE TABLE email_event_open (id text, user_agent text);
      INSERT INTO email_event_open VALUES ${events
        .filter(([, type]) => type === 'OPEN')
        .map(([id]) => quoted([id, agent(id)]))
        .join(', ')};
      CREATE TABLE email_event_click (id text, user_agent text, url text);
      INSERT INTO email_event_click VALUES ${events
        .filter(([, type]) => type === 'CLICK')
        .map(([id, , , , link]) => quoted([id, agent(id), link]))
        .join(', ')};
      CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz);
      INSERT INTO contact_form_submission VALUES (1, '2026-03-01Z')`,
    );
    expect(await counted(config)).toMatchObject(found);
    expect(config.programs.default?.exclude.eventKinds).toEqual(['email_sent']);
  });

  it('are found by what Airbyte lands of them', async () => {
    const { config } = await landed(
      hubspotAirbyte,
      `CREATE TABLE contacts (id text, "createdAt" timestamptz, properties_email text);
      INSERT INTO contacts VALUES ('1', '2026-01-01Z', 'ada@acme.example');
      CREATE TABLE email_events (id text, type text, created bigint, recipient text, url text, "userAgent" text);
      INSERT INTO email_events VALUES ${events.map(([id, type, at, recipient, link]) => quoted([id, type, String(Date.parse(at)), recipient, link, type === 'SENT' ? null : agent(id)])).join(', ')};
      CREATE TABLE contacts_form_submissions (canonical_vid bigint, timestamp bigint);
      INSERT INTO contacts_form_submissions VALUES (1, 1772323200000)`,
    );
    expect(await counted(config)).toMatchObject(found);
  });

  it('are found by their time alone where no more is landed', async () => {
    const { config } = await landed(
      hubspotFivetran,
      `CREATE TABLE contact (id bigint, property_createdate timestamptz, property_email text);
      INSERT INTO contact VALUES (1, '2026-01-01Z', 'ada@acme.example');
      CREATE TABLE email_event (id text, type text, created timestamptz, recipient text);
      INSERT INTO email_event VALUES ${events.map((event) => quoted(event.slice(0, 4))).join(', ')};
      CREATE TABLE contact_form_submission (contact_id bigint, timestamp timestamptz);
      INSERT INTO contact_form_submission VALUES (1, '2026-03-01Z')`,
    );
    expect(config.source.event?.machine).toEqual({
      sends: ['email_sent'],
      opens: ['email_open'],
      clicks: ['email_click'],
    });
    expect(await counted(config)).toMatchObject({ events: 10, found: 7 });
  });
});
