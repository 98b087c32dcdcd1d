import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import { hubspotFivetran } from '../../../src/crm/presets/hubspotFivetran.ts';
import { probeSources, type Sources } from '../../../src/crm/source.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo } from './landedPreset.ts';

/**
 * Six people by hand. 10 was merged into 11, 11 into 12; 20 was deleted; 30 and 31 share an address; 40 wrote from two.
 * Timestamps are of several types, as they come.
 */
const tables = `
  CREATE SCHEMA hubspot;
  SET search_path = hubspot;
  CREATE TABLE contact (id bigint, property_email text, property_hs_additional_emails text, property_createdate timestamptz,
    property_jobtitle text, property_hs_merged_object_ids text, property_hs_email_optout boolean, _fivetran_deleted boolean);
  INSERT INTO contact VALUES
    (10, 'ten@a.example', NULL, '2024-01-01Z', 'Trainee', NULL, false, true),
    (11, 'eleven@a.example', NULL, '2024-01-02Z', 'Trainee', '10', false, NULL),
    (12, ' Twelve@A.example ', NULL, '2024-01-03Z', 'Head of IT', '11', false, false),
    (20, 'gone@a.example', NULL, '2024-01-01Z', NULL, NULL, false, true),
    (30, 'info@b.example', NULL, '2024-02-01Z', NULL, NULL, false, false),
    (31, 'INFO@b.example', NULL, '2024-01-31Z', NULL, NULL, true, false),
    (40, 'forty@c.example', 'old.forty@c.example; 40@C.example', '2024-03-01Z', NULL, NULL, NULL, false);
  CREATE TABLE contact_merge_audit (canonical_vid bigint, vid_to_merge bigint);
  INSERT INTO contact_merge_audit VALUES (11, 10);
  CREATE TABLE email_event (id text, type text, created timestamp, recipient text, filtered_event boolean);
  INSERT INTO email_event VALUES
    ('a', 'OPEN', '2024-04-01 10:00', 'ten@a.example', false),
    ('b', 'CLICK', '2024-04-01 11:00', 'ELEVEN@a.example', NULL),
    ('c', 'OPEN', '2024-04-01 12:00', 'twelve@a.example', false),
    ('d', 'OPEN', '2024-04-01 13:00', 'twelve@a.example', true),
    ('e', 'SENT', '2024-04-01 09:00', 'twelve@a.example', false),
    ('f', 'OPEN', '2024-04-02 10:00', 'info@B.example', false),
    ('g', 'OPEN', '2024-04-02 10:00', 'gone@a.example', false),
    ('h', 'OPEN', '2024-04-02 10:00', 'nobody@a.example', false),
    ('i', 'CLICK', '2024-04-03 10:00', ' 40@c.example', false);
  CREATE TABLE contact_form_submission (contact_id text, timestamp text, form_id text, title text, page_url text);
  INSERT INTO contact_form_submission VALUES
    ('10', '2024-05-01T10:00:00.250Z', 'f1', 'Book a DEMO', NULL),
    ('40', '2024-05-02T12:00:00+02:00', 'f2', NULL, 'https://x.example/pricing?from=mail'),
    ('40', '2024-05-03T10:00:00Z', 'f3', 'Demographics survey', 'https://x.example/'),
    ('11', '2024-05-04T10:00:00Z', 'f4', 'Download the white paper', NULL);
  CREATE TABLE engagement_contact (engagement_id bigint, contact_id bigint);
  INSERT INTO engagement_contact VALUES (1, 10), (1, 30), (2, 40);
  CREATE TABLE engagement_meeting (engagement_id bigint, property_hs_timestamp timestamptz, property_hs_createdate timestamptz);
  INSERT INTO engagement_meeting VALUES (1, '2024-06-01Z', '2024-05-20Z');
  CREATE TABLE engagement_note (engagement_id bigint, property_hs_timestamp timestamptz, property_hs_createdate timestamptz);
  INSERT INTO engagement_note VALUES (2, '2024-06-02Z', '2024-06-09Z');
  CREATE TABLE company (id bigint, is_deleted boolean, property_name text, property_createdate timestamptz);
  INSERT INTO company VALUES (7, false, 'Seven', '2024-01-01Z'), (8, NULL, 'Eight', NULL), (9, true, 'Nine', NULL);
  CREATE TABLE contact_company (contact_id bigint, company_id bigint, type_id int);
  INSERT INTO contact_company VALUES (12, 7, 279), (12, 8, 1), (30, 8, 279), (30, 7, 279);
  CREATE TABLE deal (deal_id bigint, is_deleted boolean, deal_pipeline_stage_id text, property_createdate timestamptz, property_closedate date);
  INSERT INTO deal VALUES (1, false, 'won', '2024-02-01Z', '2024-12-31'), (2, false, 'talk', '2024-02-01Z', '2024-03-01'),
    (3, true, 'talk', '2024-02-01Z', NULL), (4, false, 'lost', '2024-02-01Z', '2024-02-09');
  CREATE TABLE deal_company (deal_id bigint, company_id bigint, type_id int);
  INSERT INTO deal_company VALUES (1, 7, 341), (1, 8, 5), (2, 7, 5);
  CREATE TABLE deal_contact (deal_id bigint, contact_id bigint);
  INSERT INTO deal_contact VALUES (4, 10);
  CREATE TABLE deal_stage (deal_id bigint, value text, date_entered timestamptz);
  INSERT INTO deal_stage VALUES (1, 'talk', '2024-02-01Z'), (1, 'won', '2024-02-20Z'),
    (2, 'talk', '2024-02-01Z'), (2, 'lost', '2024-02-10Z'), (2, 'talk', '2024-02-15Z');
  CREATE TABLE deal_pipeline_stage (stage_id text, is_closed boolean, closed_won boolean);
  INSERT INTO deal_pipeline_stage VALUES ('talk', false, false), ('won', true, true), ('lost', true, false);
  CREATE TABLE contact_property_history (contact_id bigint, name text, value text, timestamp timestamptz);
  INSERT INTO contact_property_history VALUES
    (12, 'jobtitle', 'Engineer', '2024-01-03Z'), (12, 'jobtitle', 'Head of IT', '2024-02-03Z'), (10, 'jobtitle', 'Trainee', '2024-02-04Z'),
    (40, 'hs_email_optout', 'true', '2024-04-04Z'), (40, 'hs_email_optout', 'false', '2024-04-14Z'),
    (11, 'hs_email_optout', 'true', '2024-04-05Z'), (40, 'favourite_colour', 'red', '2024-04-05Z');
  RESET search_path`;

let database: TestDatabase;
let sources: Sources;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(tables);
  const { mapping } = await appliedTo(database.handle, hubspotFivetran, 'hubspot');
  sources = await probeSources(database.handle, parseConfig({ source: mapping.source }, 'test').source);
});
afterAll(() => database.drop());

async function rows(entity: Parameters<Sources['select']>[0], ...columns: string[]): Promise<unknown[][]> {
  const { rows } = await database.handle.pool.query({
    text: `SELECT ${columns.join(', ')} FROM (${sources.select(entity)}) AS s ORDER BY ${columns.map((_, place) => place + 1).join(', ')}`,
    rowMode: 'array',
  });
  return rows.map((row) => row.map((cell: unknown) => (cell instanceof Date ? cell.toISOString() : cell)));
}

describe('the dirt of HubSpot', () => {
  it('leaves one contact of those merged, none that was deleted, and the primary company', async () => {
    expect(await rows('contact', 'id', 'account_id', 'email', 'title')).toEqual([
      ['12', '8', 'twelve@a.example', 'Head of IT'],
      ['30', '7', 'info@b.example', null],
      ['31', null, 'info@b.example', null],
      ['40', null, 'forty@c.example', null],
    ]);
    expect(await rows('account', 'id', 'name')).toEqual([
      ['7', 'Seven'],
      ['8', 'Eight'],
    ]);
  });

  it('gives each event to one contact, by address, by merge, and from the day it was known', async () => {
    expect(await rows('event', 'contact_id', 'occurred_at', 'kind', 'ingested_at')).toEqual([
      ['12', '2024-04-01T09:00:00.000Z', 'email_sent', null],
      ['12', '2024-04-01T10:00:00.000Z', 'email_open', null],
      ['12', '2024-04-01T11:00:00.000Z', 'email_click', null],
      ['12', '2024-04-01T12:00:00.000Z', 'email_open', null],
      ['12', '2024-05-04T10:00:00.000Z', 'content_download', null],
      ['12', '2024-06-01T00:00:00.000Z', 'meeting', '2024-06-01T00:00:00.000Z'],
      ['30', '2024-06-01T00:00:00.000Z', 'meeting', '2024-06-01T00:00:00.000Z'],
      ['31', '2024-04-02T10:00:00.000Z', 'email_open', null],
      ['40', '2024-04-03T10:00:00.000Z', 'email_click', null],
      ['40', '2024-05-03T10:00:00.000Z', 'form_submission', null],
      ['40', '2024-06-02T00:00:00.000Z', 'note', '2024-06-09T00:00:00.000Z'],
    ]);
  });

  it('takes meetings of sales for touches, and its notes for none', async () => {
    expect(await rows('touch', 'contact_id', 'channel', 'occurred_at')).toEqual([
      ['12', 'meeting', '2024-06-01T00:00:00.000Z'],
      ['30', 'meeting', '2024-06-01T00:00:00.000Z'],
    ]);
  });

  it('takes forms that ask for a demo or a price as raised hands', async () => {
    expect(await rows('outcome', 'contact_id', 'occurred_at', 'kind')).toEqual([
      ['12', '2024-05-01T10:00:00.250Z', 'demo request'],
      ['40', '2024-05-02T10:00:00.000Z', 'pricing request'],
    ]);
  });

  it('closes a deal when it entered the closed stage it is in, and not by its plan', async () => {
    expect(await rows('opportunity', 'id', 'account_id', 'contact_id', 'closed_at', 'won')).toEqual([
      ['1', '8', null, '2024-02-20T00:00:00.000Z', true],
      ['2', '7', null, null, null],
      ['4', null, '12', '2024-02-09T23:59:59.999Z', false],
    ]);
  });

  it('keeps the history of the contact that is left', async () => {
    expect(await rows('attributeHistory', 'entity', 'entity_id', 'name', 'value', 'valid_from')).toEqual([
      ['contact', '12', 'title', 'Engineer', '2024-01-03T00:00:00.000Z'],
      ['contact', '12', 'title', 'Head of IT', '2024-02-03T00:00:00.000Z'],
    ]);
  });

  it('suppresses from when to when, and for good who is opted out without a date', async () => {
    expect(await rows('suppression', 'contact_id', 'since', 'until')).toEqual([
      ['12', '2024-04-05T00:00:00.000Z', null],
      ['31', null, null],
      ['40', '2024-04-04T00:00:00.000Z', '2024-04-14T00:00:00.000Z'],
    ]);
  });
});
