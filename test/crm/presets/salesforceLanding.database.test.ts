import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Fills a schema, and gives the canonical rows that the preset makes of it. */
async function landed(schema: string, tables: string) {
  await database.handle.pool.query(
    `CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${tables}; RESET search_path`,
  );
  const config = configOf(await appliedTo(database.handle, salesforceFivetran, schema));
  return (entity: EntityName, columns: string) => canonicalRows(database.handle, entity, columns, config);
}

const noOutcome = `CREATE TABLE lead (id text, created_date timestamptz, converted_date date)`;

describe('Salesforce as Fivetran lands it', () => {
  it('follows an account through a chain of merges to the one that is left', async () => {
    const rows = await landed(
      'chain',
      `CREATE TABLE account AS SELECT 'A' || i AS id, CASE WHEN i < 7 THEN 'A' || i + 1 END AS master_record_id,
         i < 7 AS is_deleted FROM generate_series(1, 7) AS i;
       CREATE TABLE contact AS SELECT 'C' || i AS id, 'A' || i AS account_id, timestamptz '2025-01-01Z' AS created_date
         FROM generate_series(1, 7) AS i;
       CREATE TABLE opportunity AS SELECT 'O' AS id, 'A1' AS account_id, timestamptz '2025-01-01Z' AS created_date;
       ${noOutcome}`,
    );
    expect(new Set((await rows('contact', 'account_id')).flat())).toEqual(new Set(['A7']));
    expect(await rows('opportunity', 'account_id')).toEqual([['A7']]);
  });

  it('knows a response at the end of its day, whatever type the day was landed as', async () => {
    const rows = await landed(
      'days',
      `CREATE TABLE contact AS SELECT 'C' AS id, timestamptz '2025-01-01Z' AS created_date;
       CREATE TABLE campaign_member AS SELECT id, 'V' AS campaign_id, 'C' AS contact_id,
         timestamp '2025-02-03' AS first_responded_date, timestamptz '2025-02-01Z' AS created_date FROM (VALUES ('M')) AS m (id);
       ${noOutcome}`,
    );
    expect(await rows('event', 'id, occurred_at, ingested_at')).toEqual([
      ['M', '2025-02-03T12:00:00.000Z', '2025-02-03T23:59:59.999Z'],
    ]);
  });

  it('has no history of a field that never had a value', async () => {
    const rows = await landed(
      'empty',
      `CREATE TABLE contact AS SELECT 'C' || i AS id, timestamptz '2025-01-01Z' AS created_date, true AS _fivetran_active,
         timestamptz '2025-01-01Z' AS _fivetran_start, CASE WHEN i = 1 THEN 'red' END AS colour_c FROM generate_series(1, 3) AS i;
       INSERT INTO contact VALUES ('C2', '2025-01-01Z', false, '2024-12-01Z', 'blue');
       ${noOutcome}`,
    );
    expect(await rows('attributeHistory', 'entity_id, name, value, valid_from')).toEqual([
      ['C1', 'colour_c', 'red', '2025-01-01T00:00:00.000Z'],
      ['C2', 'colour_c', 'blue', '2024-12-01T00:00:00.000Z'],
      ['C2', 'colour_c', null, '2025-01-01T00:00:00.000Z'],
    ]);
  });
});
