import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import type { Preset } from '../../../src/crm/presets/preset.ts';
import { salesforceId } from '../../../src/crm/presets/salesforce/salesforceId.ts';
import { salesforceAirbyte } from '../../../src/crm/presets/salesforceAirbyte.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { salesforceStitch } from '../../../src/crm/presets/salesforceStitch.ts';
import { presetConfig } from '../../../src/pipeline/operate/presetConfig.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { canonicalRows, configIn } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/**
 * Ids in both spellings, each from a public text: README.md of amureki/salesforce_id_converter, README.md of
 * Carburetor/salesforce_id; a check of every bit from the rule itself (the sixth character is the first bit of its five).
 */
const golden = [
  ['00558000001N0Ke', '00558000001N0KeAAK'],
  ['90630000000gy8o', '90630000000gy8oAAA'],
  ['ABCDEabcdeABCde', 'ABCDEabcdeABCde5AH'],
] as const;

const [ada, bo, cy, dee] = ['0035800001AbCdE', '0035800001AbCdF', '00Q5800001AbCdG', '00Q5800001AbCdH'];
const [acme, old, deal, hand, person] = [
  '0015800001AbCdI',
  '0015800001AbCdJ',
  '0065800001AbCdK',
  '7015800001AbCdL',
  '0PK5800001AbCdM',
];

/** A small company: every reference is `to` an id in one spelling, every row's own id `of` the other. */
function company(of: (id: string) => string, to: (id: string) => string): string {
  const day = (date: string) => `timestamptz '${date}Z'`;
  return `CREATE TABLE account AS SELECT * FROM (VALUES (${of(acme)}, 'Acme', NULL, false), (${of(old)}, 'Old', ${to(acme)}, true))
       AS a (id, name, master_record_id, is_deleted);
     CREATE TABLE contact AS SELECT id, account_id, individual_id, title, ${day('2025-01-01')} AS created_date FROM (VALUES
       (${of(ada)}, ${to(acme)}, ${to(person)}, 'CTO'), (${of(bo)}, ${to(old)}, NULL, 'CEO')) AS c (id, account_id, individual_id, title);
     CREATE TABLE lead AS SELECT id, converted_contact_id, converted_account_id, converted_opportunity_id, title, ${day('2024-06-01')} AS created_date,
       date '2025-01-01' AS converted_date FROM (VALUES (${of(cy)}, ${to(bo)}, ${to(acme)}, ${to(deal)}, 'CEO'))
       AS l (id, converted_contact_id, converted_account_id, converted_opportunity_id, title);
     INSERT INTO lead VALUES (${of(dee)}, NULL, NULL, NULL, NULL, ${day('2024-07-01')}, NULL);
     CREATE TABLE individual AS SELECT ${of(person)} AS id, true AS has_opted_out_solicit;
     CREATE TABLE task AS SELECT id, who_id, ${day('2025-02-01')} AS created_date FROM (VALUES ('T1', ${to(ada)}), ('T2', ${to(cy)}), ('T3', ${to(dee)}))
       AS t (id, who_id);
     CREATE TABLE event AS SELECT 'E1' AS id, ${to(bo)} AS who_id, ${day('2025-02-02')} AS created_date;
     CREATE TABLE campaign AS SELECT ${of(hand)} AS id, 'Request a demo' AS name;
     CREATE TABLE campaign_member AS SELECT 'M1' AS id, ${to(hand)} AS campaign_id, NULL AS contact_id, ${to(cy)} AS lead_id, date '2025-03-01' AS first_responded_date;
     CREATE TABLE opportunity AS SELECT ${of(deal)} AS id, ${to(old)} AS account_id, 'Won' AS stage_name, true AS is_closed, ${day('2025-01-05')} AS created_date,
       date '2025-05-01' AS close_date;
     CREATE TABLE opportunity_contact_role AS SELECT 'R1' AS id, ${to(deal)} AS opportunity_id, ${to(ada)} AS contact_id;
     CREATE TABLE opportunity_history AS SELECT ${to(deal)} AS opportunity_id, 'Won' AS stage_name, ${day('2025-04-01')} AS created_date;
     CREATE TABLE contact_history AS SELECT ${to(bo)} AS contact_id, 'Title' AS field, 'CFO' AS old_value, 'CEO' AS new_value, ${day('2025-02-03')} AS created_date;
     CREATE TABLE lead_history AS SELECT ${to(cy)} AS lead_id, 'Title' AS field, 'CIO' AS old_value, 'CEO' AS new_value, ${day('2024-08-01')} AS created_date`;
}

const short = (id: string) => `'${id}'`;
const long = (id: string) => `'${id}' || '${check(id)}'`;

/** The three characters behind an id, by the rule as Salesforce words it. */
function check(id: string): string {
  return [0, 5, 10]
    .map((first) =>
      [...id.slice(first, first + 5)].reduce((sum, one, bit) => sum + (/[A-Z]/.test(one) ? 2 ** bit : 0), 0),
    )
    .map((sum) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[sum])
    .join('');
}

/** What the written configuration reads of a schema, every relation that joins anything. */
async function read(preset: Preset, schema: string, tables: string) {
  await database.handle.pool.query(
    `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tables}; RESET search_path`,
  );
  const { text } = await presetConfig(database, preset, schema);
  const rows = (entity: EntityName, columns: string) => canonicalRows(database.handle, entity, columns, configIn(text));
  return {
    text,
    account: await rows('account', 'id, name'),
    contact: await rows('contact', 'id, account_id, current_account_id, created_at'),
    event: await rows('event', 'id, contact_id'),
    outcome: await rows('outcome', 'contact_id, kind'),
    opportunity: await rows('opportunity', 'id, account_id, closed_at'),
    opportunityContact: await rows('opportunityContact', 'opportunity_id, contact_id'),
    attributeHistory: await rows('attributeHistory', 'entity_id, name, value, valid_from'),
    suppression: await rows('suppression', 'contact_id, reason'),
  };
}

describe('ids of Salesforce', () => {
  it('are spelled in 18 characters', async () => {
    for (const [id, spelled] of golden) {
      const { rows } = await database.handle.pool.query(
        `SELECT ${salesforceId('$1::text')} AS spelled, ${salesforceId('$2::text')} AS again, ${salesforceId('$3::text')} AS other`,
        [id, spelled, '15 characters !'],
      );
      expect(rows).toEqual([{ spelled, again: spelled, other: '15 characters !' }]);
    }
  });

  it.each([
    ['fivetran', salesforceFivetran],
    ['airbyte', salesforceAirbyte],
    ['stitch', salesforceStitch],
  ] as const)('are the same in both spellings, in every join: %s', async (name, preset) => {
    const { text, ...both } = await read(preset, `long_${name}`, company(long, long));
    expect(both.contact).toHaveLength(3);
    expect(both.event).toHaveLength(4);
    expect(both.outcome).toEqual([[bo + check(bo), 'demo request']]);
    expect(both.opportunity).toEqual([[deal + check(deal), acme + check(acme), '2025-04-01T00:00:00.000Z']]);
    expect(both.opportunityContact).toHaveLength(2);
    expect(both.attributeHistory).toHaveLength(3);
    expect(both.suppression).toEqual([[ada + check(ada), 'do not market']]);
    expect(text).toContain('${salesforceId(');
    expect(await read(preset, `mixed_${name}`, company(long, short))).toMatchObject(both);
    expect(await read(preset, `turned_${name}`, company(short, long))).toMatchObject(both);
    expect(await read(preset, `short_${name}`, company(short, short))).toMatchObject(both);
  });

  it('make one row of the two of a record that was loaded under both', async () => {
    const twice = (
      type: string,
    ) => `CREATE TABLE "Contact" ("Id" ${type}, "CreatedDate" timestamptz, "AccountId" text, _airbyte_extracted_at timestamptz);
      INSERT INTO "Contact" VALUES (${short(ada)}, '2025-01-01Z', 'A', '2025-06-01Z'), (${long(ada)}, '2025-01-01Z', 'B', '2025-06-02Z');
      CREATE TABLE "Account" AS SELECT * FROM (VALUES ('A'), ('B')) AS a ("Id");
      CREATE TABLE "Lead" ("Id" text, "CreatedDate" timestamptz, "ConvertedDate" date)`;
    for (const type of ['text', 'character(18)', 'varchar(18)']) {
      const schema = `twice_${type.slice(0, 4)}`;
      await database.handle.pool.query(
        `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${twice(type)}; RESET search_path`,
      );
      const { text } = await presetConfig(database, salesforceAirbyte, schema);
      expect(await canonicalRows(database.handle, 'contact', 'id, account_id', configIn(text))).toEqual([
        [ada + check(ada), 'B'],
      ]);
    }
  });

  it('raise hands under the spelling that a person typed', async () => {
    await database.handle.pool.query(
      `CREATE SCHEMA typed; SET search_path = typed; ${company(long, long)}; RESET search_path`,
    );
    const { text } = await presetConfig(database, salesforceFivetran, 'typed');
    const typed = text.replaceAll(hand + check(hand), hand);
    expect(typed).not.toBe(text);
    expect(await canonicalRows(database.handle, 'outcome', 'kind', configIn(typed))).toEqual([['demo request']]);
  });
});
