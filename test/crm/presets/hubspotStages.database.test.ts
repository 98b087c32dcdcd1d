import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { hubspotAirbyte } from '../../../src/crm/presets/hubspotAirbyte.ts';
import { hubspotFivetran } from '../../../src/crm/presets/hubspotFivetran.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { told } from '../told.ts';
import { appliedTo, canonicalRows, configOf } from './landedPreset.ts';

/** What users of Airbyte reported (airbytehq/airbyte#46576): the history of stages lacks changes that the deal shows. */
const deals = `('won', 'closedwon', '2025-06-30Z'), ('reopened', 'open', '2026-12-31Z'), ('lost', 'closedlost', '2025-07-30Z'), ('undated', 'closedwon', NULL)`;
const stages = `('won', 'open', '2025-05-01Z'), ('reopened', 'open', '2025-05-01Z'), ('reopened', 'closedlost', '2025-06-01Z'), ('lost', 'open', '2025-05-01Z'), ('lost', 'closedlost', '2025-06-02Z')`;

describe.each([hubspotAirbyte, hubspotFivetran])('deals of $name whose history lacks their last stage', (preset) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.handle.pool.query(`
      CREATE SCHEMA airbyte;
      CREATE TABLE airbyte.contacts (id text, "createdAt" timestamptz);
      INSERT INTO airbyte.contacts VALUES ('1', '2025-01-01Z');
      CREATE TABLE airbyte.deals (id text, properties_dealstage text, properties_closedate timestamptz, "createdAt" timestamptz DEFAULT '2025-05-01Z', contacts jsonb DEFAULT '["1"]');
      INSERT INTO airbyte.deals VALUES ${deals};
      CREATE TABLE airbyte.deals_property_history ("dealId" text, value text, "timestamp" timestamptz, property text DEFAULT 'dealstage');
      INSERT INTO airbyte.deals_property_history VALUES ${stages};
      CREATE SCHEMA fivetran;
      CREATE TABLE fivetran.contact (id text, property_createdate timestamptz);
      INSERT INTO fivetran.contact VALUES ('1', '2025-01-01Z');
      CREATE TABLE fivetran.deal (deal_id text, deal_pipeline_stage_id text, property_closedate timestamptz, property_createdate timestamptz DEFAULT '2025-05-01Z');
      INSERT INTO fivetran.deal VALUES ${deals};
      CREATE TABLE fivetran.deal_contact (deal_id text, contact_id text);
      INSERT INTO fivetran.deal_contact SELECT deal_id, '1' FROM fivetran.deal;
      CREATE TABLE fivetran.deal_stage (deal_id text, value text, date_entered timestamptz);
      INSERT INTO fivetran.deal_stage VALUES ${stages};
    `);
  });

  afterAll(() => database.drop());

  it('goes by the stage that the deal is in today, and says where nothing tells when it was won', async () => {
    const config = configOf(await appliedTo(database.handle, preset, preset.name.slice('hubspot-'.length)));
    expect(await canonicalRows(database.handle, 'opportunity', 'id, closed_at, won', config)).toEqual([
      ['lost', '2025-06-02T00:00:00.000Z', false],
      ['reopened', null, null],
      ['undated', null, true],
      ['won', '2025-06-30T00:00:00.000Z', true],
    ]);
    const { problems } = await checkCrm(database.handle, config, demoEnd);
    expect(problems.map(told).find(({ kind }) => kind === 'won-without-date')).toMatchObject({
      rows: 1,
      examples: ['undated'],
    });
  });
});
