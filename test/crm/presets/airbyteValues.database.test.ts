import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubspotAirbyte } from '../../../src/crm/presets/hubspotAirbyte.ts';
import { salesforceAirbyte } from '../../../src/crm/presets/salesforceAirbyte.ts';
import { notice } from '../../../src/notice/notice.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf } from './landedPreset.ts';

describe('values as Airbyte writes them', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.handle.pool.query(`
      CREATE SCHEMA hubspot;
      CREATE TABLE hubspot.contacts (_airbyte_meta jsonb, id text, "createdAt" text, properties_budget text,
        properties_plan text, properties_team_size text, properties_renewal text, properties_start numeric, properties_since text, properties_area text);
      CREATE TABLE hubspot.companies (id text, "createdAt" text, properties_annualrevenue text);
      CREATE TABLE hubspot.contacts_form_submissions (canonical_vid text, "timestamp" text, form_id text);
      CREATE TABLE hubspot.deals (_airbyte_meta json, id text, "createdAt" text, contacts jsonb, properties_closedate text, properties_dealstage text);
      INSERT INTO hubspot.contacts SELECT
        CASE WHEN i % 4 = 0 THEN '{"changes": []}' WHEN i % 4 = 1 THEN '{"errors": ["Problem with \`properties_plan\`"]}'
          ELSE '{"changes": [{"field": "properties_plan", "change": "NULLED"}, {"field": "properties_note", "change": "TRUNCATED"}]}' END::jsonb,
        i::text, '1735689600000', (i % 3 + 1) || '.5E6', CASE WHEN i % 4 = 0 THEN 'a' END, (i % 9 + 1)::text,
        1735689600000 + 86400000::bigint * (i % 7), 1735689600000 + 86400000::bigint * (i % 7), '2025-01-0' || (i % 7 + 1), '0' || (i % 5 + 1001)
        FROM generate_series(1, 60) AS i;
      INSERT INTO hubspot.companies VALUES ('1', '2025-01-01T00:00:00Z', '1.2E7'), ('2', '2025-01-01T00:00:00Z', '-5.'), ('3', '2025-01-01T00:00:00Z', 'many');
      INSERT INTO hubspot.contacts_form_submissions VALUES ('1', '1743465600000', 'f');
      INSERT INTO hubspot.deals VALUES
        ('{"changes": [{"field": "properties_closedate", "change": "NULLED"}]}', 'a', '2025-01-01', '["1"]', '1751241600000.0', 'closedwon'),
        (null, 'b', '2025-01-01', '["1"]', '1751241600000', 'closedwon'), (null, 'c', '2025-01-01', '["1"]', '915148800000', 'closedlost'),
        (null, 'd', '2025-01-01', '["1"]', '1751241600', 'closedwon');
      CREATE SCHEMA salesforce;
      CREATE TABLE salesforce."Contact" (_airbyte_meta jsonb, "Id" text, "CreatedDate" timestamptz, "AccountId" text);
      CREATE TABLE salesforce."Lead" ("Id" text, "CreatedDate" timestamptz, "IsConverted" boolean, "ConvertedDate" date);
      INSERT INTO salesforce."Contact" VALUES ('{"changes": [{"field": "AccountId", "change": "NULLED"}]}', 'p', '2025-01-01', NULL);
    `);
  });

  afterAll(() => database.drop());

  const hubspot = () => appliedTo(database.handle, hubspotAirbyte, 'hubspot');

  it('says which values its destination left out', async () => {
    const { mapping } = await hubspot();
    expect(mapping.leftOut?.[0]).toEqual(
      notice('values-unwritten', {
        fields: [
          { table: 'contacts', field: 'properties_plan', percent: 50 },
          { table: 'contacts', field: 'Problem with `properties_plan`', percent: 25 },
          { table: 'deals', field: 'properties_closedate', percent: 25 },
        ],
        more: 0,
      }),
    );
    const salesforce = await appliedTo(database.handle, salesforceAirbyte, 'salesforce');
    expect(salesforce.mapping.leftOut?.[0]?.figures).toMatchObject({ fields: [{ field: 'AccountId', percent: 100 }] });
  });

  it('reads times since 1970 with decimals, and those before September 2001', async () => {
    const config = configOf(await hubspot());
    expect(await canonicalRows(database.handle, 'opportunity', 'id, closed_at', config)).toEqual([
      ['a', '2025-06-30T00:00:00.000Z'],
      ['b', '2025-06-30T00:00:00.000Z'],
      ['c', '1999-01-01T00:00:00.000Z'],
      ['d', '2025-06-30T00:00:00.000Z'],
    ]);
  });

  it('takes texts that are all numbers for numbers, codes for categories, and leaves times out', async () => {
    const { mapping } = await hubspot();
    const attributes = mapping.source.contact?.attributes ?? {};
    expect(Object.fromEntries(Object.entries(attributes).map(([name, { type }]) => [name, type]))).toEqual({
      area: 'category',
      budget: 'number',
      plan: 'category',
      team_size: 'number',
    });
    expect(mapping.leftOut).toContainEqual(
      notice('own-fields-left-out', { of: 'contacts', why: 'dates-or-lists', fields: ['renewal', 'start', 'since'] }),
    );
  });

  it('reads numbers with exponents', async () => {
    const { mapping } = await hubspot();
    const { rows } = await database.handle.pool.query(
      `SELECT id, "annualRevenue" FROM (${mapping.source.account?.query}) AS account ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: '1', annualRevenue: 12_000_000 },
      { id: '2', annualRevenue: -5 },
      { id: '3', annualRevenue: null },
    ]);
  });
});
