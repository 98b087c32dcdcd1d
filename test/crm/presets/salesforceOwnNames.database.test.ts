import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import type { Preset } from '../../../src/crm/presets/preset.ts';
import { salesforceAirbyte } from '../../../src/crm/presets/salesforceAirbyte.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { salesforceStitch } from '../../../src/crm/presets/salesforceStitch.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { createHandmade, hostileColumn, hostileSchema } from './handmade.ts';
import { appliedTo, canonicalRows, configOf, errorsOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Fills a schema, and gives what the preset makes of it. */
async function landed(preset: Preset, schema: string, tables: string) {
  await database.handle.pool.query(
    `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tables}; RESET search_path`,
  );
  const applied = await appliedTo(database.handle, preset, schema);
  const config = configOf(applied);
  return {
    applied,
    config,
    rows: (entity: EntityName, columns: string) => canonicalRows(database.handle, entity, columns, config),
  };
}

describe('Salesforce as Airbyte lands it', () => {
  it('reads names, texts and appended rows as the destination writes them', async () => {
    const { rows, config, applied } = await landed(
      salesforceAirbyte,
      'airbyte',
      `CREATE TABLE "Account" ("Id" varchar, "Name" varchar, "Website" varchar, "NumberOfEmployees" bigint, "IsDeleted" boolean,
         _airbyte_raw_id varchar, _airbyte_extracted_at timestamptz);
       INSERT INTO "Account" VALUES ('001', 'Acme', 'acme.example', 50, false, 'a', '2026-01-02Z'), ('001', 'Old', 'old.example', 9, false, 'b', '2026-01-01Z');
       CREATE TABLE "Contact" ("Id" varchar, "AccountId" varchar, "CreatedDate" varchar, "IsDeleted" boolean, "DoNotCall" boolean, _airbyte_extracted_at timestamptz,
         _ab_cdc_deleted_at varchar);
       INSERT INTO "Contact" VALUES ('0031', '001', '2025-01-01T10:00:00.000+0000', false, true, '2026-01-02Z', NULL),
         ('0031', '009', '2025-01-01T10:00:00.000+0000', false, false, '2026-01-01Z', NULL),
         ('0032', '001', '2025-01-01T10:00:00.000+0000', false, false, '2026-01-01Z', NULL), ('0032', '001', NULL, true, false, '2026-01-02Z', NULL),
         ('0033', '001', '2025-01-01T10:00:00.000+0000', false, false, '2026-01-01Z', '2026-01-01');
       CREATE TABLE "Campaign" AS SELECT '701' AS "Id", 'Request a demo' AS "Name";
       CREATE TABLE "CampaignMember" AS SELECT '00v' AS "Id", '701' AS "CampaignId", '0031' AS "ContactId", '2025-03-04' AS "FirstRespondedDate",
         '2025-03-01T08:00:00.000+0000' AS "CreatedDate"`,
    );
    expect(await rows('account', 'id, name, domain, "attribute:number_of_employees"')).toEqual([
      ['001', 'Acme', 'acme.example', 50],
    ]);
    expect(await rows('contact', 'id, account_id, created_at')).toEqual([['0031', '001', '2025-01-01T10:00:00.000Z']]);
    expect(await rows('suppression', 'contact_id, channel')).toEqual([['0031', 'call']]);
    expect(await rows('outcome', 'contact_id, kind, occurred_at, ingested_at')).toEqual([
      ['0031', 'demo request', '2025-03-04T00:00:00.000Z', '2025-03-04T23:59:59.999Z'],
    ]);
    expect(await errorsOf(database.handle, config)).toEqual([]);
    expect(applied.lost).toContainEqual({
      missing: 'Lead',
      without: expect.stringContaining('only contacts are ranked'),
    });
    expect(applied.lost).toContainEqual({
      missing: 'Contact.FirstName',
      without: expect.stringContaining('names come from'),
    });
  });

  it.each(['json', 'jsonb'])(
    'reads values that were landed as %s like those that were landed as texts',
    async (type) => {
      const { rows } = await landed(
        salesforceAirbyte,
        `values_as_${type}`,
        `CREATE TABLE "Contact" AS SELECT '003' || i AS "Id", 'T' || i AS "Title", to_json(i = 2)::${type} AS "DoNotCall", timestamptz '2025-01-01Z' AS "CreatedDate" FROM generate_series(1, 2) AS i;
       CREATE TABLE "ContactHistory" AS SELECT '0031' AS "ContactId", 'Title' AS "Field", '"T2"'::${type} AS "OldValue", '"T1"'::${type} AS "NewValue",
         timestamptz '2025-02-01Z' AS "CreatedDate";
       CREATE TABLE "Opportunity" AS SELECT '006' AS "Id", '001' AS "AccountId", 'Won' AS "StageName", timestamptz '2025-01-01Z' AS "CreatedDate", '"true"'::${type} AS "IsClosed",
         date '2025-04-01' AS "CloseDate";
       CREATE TABLE "OpportunityFieldHistory" AS SELECT '006' AS "OpportunityId", 'StageName' AS "Field", 'null'::${type} AS "OldValue", '"Won"'::${type} AS "NewValue",
         timestamptz '2025-02-01Z' AS "CreatedDate";
       CREATE TABLE "Lead" ("Id" text, "CreatedDate" timestamptz, "ConvertedDate" date)`,
      );
      expect(await rows('attributeHistory', 'entity_id, value')).toEqual([
        ['0031', 'T1'],
        ['0032', 'T2'],
      ]);
      expect(await rows('opportunity', 'id, closed_at')).toEqual([['006', '2025-02-01T00:00:00.000Z']]);
      expect(await rows('suppression', 'contact_id')).toEqual([['0032']]);
    },
  );

  it('finds the changes of fields whose names are several words', async () => {
    const { rows } = await landed(
      salesforceAirbyte,
      'words',
      `CREATE TABLE "Contact" AS SELECT '0031' AS "Id", '001' AS "AccountId", timestamptz '2025-01-01Z' AS "CreatedDate";
       CREATE TABLE "Account" AS SELECT '001' AS "Id", timestamptz '2025-01-01Z' AS "CreatedDate", 90 AS "NumberOfEmployees";
       CREATE TABLE "AccountHistory" AS SELECT '001' AS "AccountId", 'NumberOfEmployees' AS "Field", '50' AS "OldValue", '90' AS "NewValue",
         timestamptz '2025-02-01Z' AS "CreatedDate";
       CREATE TABLE "Lead" ("Id" text, "CreatedDate" timestamptz, "ConvertedDate" date)`,
    );
    expect(await rows('attributeHistory', 'entity_id, name, value')).toEqual([['001', 'number_of_employees', '90']]);
  });

  it.each(['_airbyte_extracted_at', '_airbyte_emitted_at', '_sdc_batched_at', '_sdc_extracted_at', '_sdc_received_at'])(
    'takes the latest of the rows of a record that were appended, by %s',
    async (loadedAt) => {
      const { rows } = await landed(
        salesforceAirbyte,
        `appended${loadedAt}`,
        `CREATE TABLE "Contact" AS SELECT '0031' AS "Id", timestamptz '2025-01-01Z' AS "CreatedDate", title AS "Title", at::timestamptz AS ${loadedAt}
           FROM (VALUES ('CTO', '2025-02-01Z'), ('CEO', '2025-02-02Z')) AS v (title, at);
         CREATE TABLE "Opportunity" AS SELECT '006' AS "Id", '001' AS "AccountId", timestamptz '2025-01-01Z' AS "CreatedDate", date '2025-03-01' AS "CloseDate",
           closed AS "IsClosed", at::timestamptz AS ${loadedAt} FROM (VALUES (false, '2025-02-01Z'), (true, '2025-02-02Z')) AS v (closed, at);
         CREATE TABLE "Lead" ("Id" text, "CreatedDate" timestamptz, "ConvertedDate" date)`,
      );
      expect(await rows('contact', 'id, title')).toEqual([['0031', 'CEO']]);
      expect(await rows('opportunity', 'id, closed_at IS NOT NULL')).toEqual([['006', true]]);
    },
  );

  it('takes the later change of two that were loaded at once', async () => {
    const { rows } = await landed(
      salesforceAirbyte,
      'at_once',
      `CREATE TABLE "Contact" ("Id" text, "CreatedDate" timestamptz, "DoNotCall" boolean, "LastModifiedDate" timestamptz, _ab_cdc_updated_at text,
         _ab_cdc_deleted_at text, _airbyte_raw_id text, _airbyte_extracted_at timestamptz);
       INSERT INTO "Contact" VALUES
         ('0031', '2025-01-01Z', false, '2025-02-01Z', NULL, NULL, 'z', '2025-03-01Z'), ('0031', '2025-01-01Z', true, '2025-02-02Z', NULL, NULL, 'a', '2025-03-01Z'),
         ('0032', '2025-01-01Z', false, NULL, '2025-02-01T10:00:00Z', NULL, 'z', '2025-03-01Z'),
         ('0032', NULL, NULL, NULL, '2025-02-01T10:00:05Z', '2025-02-01T10:00:05Z', 'a', '2025-03-01Z');
       CREATE TABLE "Lead" ("Id" text, "CreatedDate" timestamptz, "ConvertedDate" date)`,
    );
    expect(await rows('contact', 'id')).toEqual([['0031']]);
    expect(await rows('suppression', 'contact_id, channel')).toEqual([['0031', 'call']]);
  });

  it('leaves a table out that lacks what makes it of use, under its own name too', async () => {
    const { applied, rows } = await landed(
      salesforceAirbyte,
      'useless',
      `CREATE TABLE "Contact" AS SELECT '0031' AS "Id", timestamptz '2025-01-01Z' AS "CreatedDate";
       CREATE TABLE "Task" AS SELECT '00T' AS "Id", timestamptz '2025-01-01Z' AS "CreatedDate";
       CREATE TABLE "Lead" AS SELECT '00Q' AS "Id", timestamptz '2025-01-01Z' AS "CreatedDate", date '2025-02-01' AS "ConvertedDate"`,
    );
    expect(applied.lost).toContainEqual({ missing: 'Task.WhoId', without: expect.stringContaining('no calls') });
    expect(applied.mapping.source.event).toBeUndefined();
    expect(await rows('outcome', 'contact_id')).toEqual([['00Q']]);
  });

  it('passes the check in a schema, and with an own field, of a name that nobody should give', async () => {
    await createHandmade(database.handle, salesforceAirbyte, ['Contact', 'Lead', 'Account'], {
      Contact: [{ Id: '0031', CreatedDate: '2025-01-01T00:00:00Z', [hostileColumn]: 'red' }],
      ContactHistory: [
        {
          ContactId: '0031',
          Field: hostileColumn,
          OldValue: 'blue',
          NewValue: 'red',
          CreatedDate: '2025-02-01T00:00:00Z',
        },
      ],
      Lead: [{ Id: '00Q', CreatedDate: '2025-01-01T00:00:00Z', ConvertedDate: '2025-06-01' }],
    });
    const config = configOf(await appliedTo(database.handle, salesforceAirbyte, hostileSchema));
    expect(await errorsOf(database.handle, config)).toEqual([]);
    expect(await canonicalRows(database.handle, 'attributeHistory', 'name, value', config)).toEqual([
      [hostileColumn, 'red'],
    ]);
  });
});

describe('Salesforce as Stitch lands it', () => {
  const contact = `CREATE TABLE "Contact" AS SELECT '0031' AS "Id", timestamp '2025-01-01 10:00' AS "CreatedDate", false AS "IsDeleted", 7 AS _sdc_sequence`;

  it('reads instants without a zone as UTC, days from instants, and columns split by type', async () => {
    const { rows } = await landed(
      salesforceStitch,
      'stitch',
      `${contact};
       INSERT INTO "Contact" VALUES ('0031', '2020-01-01', true, 6);
       CREATE TABLE "Task" ("Id" text, "WhoId" text, "CreatedDate" timestamp, "ActivityDate" timestamp, "IsClosed" boolean, "Type" text,
         "CallDurationInSeconds__it" bigint, "CallDurationInSeconds__fl" float8);
       INSERT INTO "Task" VALUES ('00T1', '0031', '2025-02-01 09:00', '2025-02-03', true, 'Call', 60, NULL), ('00T2', '0031', '2025-02-01 09:00', NULL, true, 'Call', NULL, 90.0);
       CREATE TABLE "Lead" AS SELECT '00Q' AS "Id", timestamp '2025-01-01' AS "CreatedDate", timestamp '2025-02-01' AS "ConvertedDate"`,
    );
    expect(await rows('contact', 'id, created_at')).toEqual([
      ['0031', '2025-01-01T10:00:00.000Z'],
      ['00Q', '2025-01-01T00:00:00.000Z'],
    ]);
    expect(await rows('event', 'id, value, occurred_at, ingested_at')).toEqual([
      ['00T1', 1, '2025-02-03T23:59:59.999Z', '2025-02-03T23:59:59.999Z'],
      ['00T2', 1.5, '2025-02-01T09:00:00.000Z', '2025-02-01T09:00:00.000Z'],
    ]);
    expect(await rows('outcome', 'occurred_at, ingested_at')).toEqual([
      ['2025-02-01T00:00:00.000Z', '2025-02-01T23:59:59.999Z'],
    ]);
  });
});

describe('changes of tracked fields', () => {
  const people = `CREATE TABLE contact AS SELECT id, timestamptz '2025-01-01Z' AS created_date, title, has_opted_out_of_email, tier_c, note_c
      FROM (VALUES ('C1', 'Head', true, 'gold', 'x'), ('C2', 'Clerk', false, 'tin', 'y'), ('C3', NULL, true, NULL, 'z')) AS c (id, title, has_opted_out_of_email, tier_c, note_c);
    CREATE TABLE lead AS SELECT 'L' AS id, timestamptz '2025-01-01Z' AS created_date, date '2025-02-01' AS converted_date;
    CREATE TABLE contact_history (id text, contact_id text, field text, old_value text, new_value text, created_date timestamptz);
    INSERT INTO contact_history VALUES ('1', 'C1', 'Title', 'Clerk', 'Lead', '2025-03-01Z'), ('2', 'C1', 'Title', 'Lead', 'Head', '2025-04-01Z'),
      ('3', 'C1', 'HasOptedOutOfEmail', 'false', 'true', '2025-05-01Z'), ('4', 'C2', 'HasOptedOutOfEmail', 'true', 'false', '2025-06-01Z'),
      ('5', 'C0', 'Title', NULL, 'Boss', '2025-02-01Z'), ('6', 'C0', 'HasOptedOutOfEmail', 'false', 'true', '2024-02-01Z'),
      ('7', 'C2', 'Tier__c', 'gold', 'tin', '2025-02-01Z'), ('8', 'C1', 'Note__c', NULL, NULL, '2025-02-01Z');`;

  it('are the history of a field, its first value from its creation or the first change of any', async () => {
    const { rows, config } = await landed(salesforceFivetran, 'changes', people);
    expect(config.source.contact!.attributes).toMatchObject({
      title: { availability: 'history' },
      tier_c: { availability: 'history' },
    });
    expect(Object.keys(config.source.contact!.attributes)).not.toContain('note_c');
    const history = await rows('attributeHistory', 'entity_id, name, value, valid_from');
    expect(history.filter(([id]) => id !== 'C0')).toEqual([
      ['C1', 'tier_c', 'gold', '2025-02-01T00:00:00.000Z'],
      ['C1', 'title', 'Clerk', '2025-02-01T00:00:00.000Z'],
      ['C1', 'title', 'Head', '2025-04-01T00:00:00.000Z'],
      ['C1', 'title', 'Lead', '2025-03-01T00:00:00.000Z'],
      ['C2', 'tier_c', 'tin', '2025-02-01T00:00:00.000Z'],
      ['C2', 'title', 'Clerk', '2025-02-01T00:00:00.000Z'],
    ]);
  });

  it('tell since when somebody opted out', async () => {
    const { rows } = await landed(salesforceFivetran, 'opt_outs', people);
    expect(await rows('suppression', 'contact_id, since, until')).toEqual([
      ['C1', '2025-05-01T00:00:00.000Z', null],
      ['C2', '2025-01-01T00:00:00.000Z', '2025-06-01T00:00:00.000Z'],
      ['C3', '2025-01-01T00:00:00.000Z', null],
    ]);
  });

  it('tell when a deal was closed, the last time', async () => {
    const deals = `${people} CREATE TABLE opportunity AS SELECT id, 'A' AS account_id, timestamptz '2025-01-01Z' AS created_date, stage_name, is_closed,
        date '2025-12-31' AS close_date FROM (VALUES ('O1', 'Lost', true), ('O2', 'New', false), ('O3', 'Won', true)) AS o (id, stage_name, is_closed);`;
    const expected = [
      ['O1', '2025-05-01T00:00:00.000Z'],
      ['O2', null],
      ['O3', '2025-12-31T23:59:59.999Z'],
    ];
    const fields = await landed(
      salesforceFivetran,
      'deal_fields',
      `${deals} CREATE TABLE opportunity_field_history (opportunity_id text, field text, old_value text, new_value text, created_date timestamptz);
       INSERT INTO opportunity_field_history VALUES ('O1', 'StageName', 'New', 'Won', '2025-02-01Z'), ('O1', 'StageName', 'Won', 'New', '2025-03-01Z'),
         ('O1', 'StageName', 'New', 'Won', '2025-05-01Z'), ('O1', 'StageName', 'Won', 'Lost', '2025-07-01Z'), ('O1', 'Amount', '1', '2', '2025-08-01Z')`,
    );
    expect(await fields.rows('opportunity', 'id, closed_at')).toEqual(expected);
    const moves = await landed(
      salesforceFivetran,
      'deal_moves',
      `${deals} CREATE TABLE opportunity_history (opportunity_id text, stage_name text, created_date timestamptz);
       INSERT INTO opportunity_history VALUES ('O1', 'New', '2025-01-01Z'), ('O1', 'Won', '2025-02-01Z'), ('O1', 'New', '2025-03-01Z'), ('O1', 'Won', '2025-05-01Z'), ('O1', 'Lost', '2025-07-01Z')`,
    );
    expect(await moves.rows('opportunity', 'id, closed_at')).toEqual(expected);
  });
});
