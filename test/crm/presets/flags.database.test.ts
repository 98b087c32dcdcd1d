import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubspotFivetran } from '../../../src/crm/presets/hubspotFivetran.ts';
import { salesforceAirbyte } from '../../../src/crm/presets/salesforceAirbyte.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf } from './landedPreset.ts';

/** Ways in which loaders and companies write yes and no, each with the id of a contact. */
const yes = ['true', 'TRUE', 't', 'Yes', ' yes ', 'y', 'on', '1', '1.0'];
const no = ['false', 'f', 'No', 'n', '0', '', null];

describe('flags that land as text', () => {
  let database: TestDatabase;
  const expected = yes.map((_, at) => [`c${at + 1}`]);

  beforeAll(async () => {
    database = await createTestDatabase();
    const values = [...yes, ...no];
    await database.handle.pool.query(`
      CREATE SCHEMA hubspot;
      CREATE TABLE hubspot.contact (id text, property_createdate timestamptz, property_do_not_call text);
      CREATE TABLE hubspot.contact_property_history (contact_id text, name text, value text, "timestamp" timestamptz);
      CREATE TABLE hubspot.contact_form_submission (contact_id text, "timestamp" timestamptz);
      CREATE SCHEMA salesforce;
      CREATE TABLE salesforce."Contact" ("Id" text, "CreatedDate" timestamptz, "HasOptedOutOfEmail" text);
      CREATE TABLE salesforce."Lead" ("Id" text, "CreatedDate" timestamptz, "IsConverted" text, "ConvertedDate" date, "IsDeleted" text);
    `);
    const flags = `unnest($1::text[]) WITH ORDINALITY AS flag (value, place)`;
    await database.handle.pool.query(
      `INSERT INTO hubspot.contact SELECT 'c' || place, '2025-01-01Z', value FROM ${flags}`,
      [values],
    );
    await database.handle.pool.query(
      `INSERT INTO salesforce."Contact" SELECT 'c' || place, '2025-01-01Z', value FROM ${flags}`,
      [values],
    );
    await database.handle.pool.query(
      `INSERT INTO salesforce."Lead" SELECT 'l' || place, '2025-01-01Z', 'false', NULL, value FROM ${flags}`,
      [values],
    );
  });

  afterAll(() => database.drop());

  it('keep who refused off the list, however yes is written', async () => {
    for (const [preset, schema] of [
      [hubspotFivetran, 'hubspot'],
      [salesforceAirbyte, 'salesforce'],
    ] as const) {
      const config = configOf(await appliedTo(database.handle, preset, schema));
      const refused = await canonicalRows(database.handle, 'suppression', 'DISTINCT contact_id', config);
      expect(refused, schema).toEqual(expected);
    }
  });

  it('leave out who was deleted, however yes is written', async () => {
    const config = configOf(await appliedTo(database.handle, salesforceAirbyte, 'salesforce'));
    const leads = (await canonicalRows(database.handle, 'contact', 'id', config))
      .flat()
      .filter((id) => String(id).startsWith('l'));
    expect(leads.sort()).toEqual(no.map((_, at) => `l${yes.length + at + 1}`).sort());
  });
});
