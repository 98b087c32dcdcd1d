import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubspotAirbyte } from '../../../src/crm/presets/hubspotAirbyte.ts';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf, errorsOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoCompany(database.handle, { contacts: 150, seed: 3, horizonDays: 60 });
  await demoLandings['hubspot-airbyte']!(database.handle, 'hubspot-airbyte');
});
afterAll(() => database.drop());

async function run(statement: string): Promise<void> {
  await database.handle.pool.query(statement);
}

describe('properties of Airbyte in one column of JSON', () => {
  it('give the same rows as properties in columns of their own', async () => {
    const schema = 'airbyte_json';
    await run(`CREATE SCHEMA ${schema}`);
    for (const { name, columns } of hubspotAirbyte.tables) {
      await run(`CREATE TABLE ${schema}.${name} AS TABLE "hubspot-airbyte".${name}`);
      const properties = columns.map((column) => column.name).filter((column) => column.startsWith('properties_'));
      if (properties.length === 0) continue;
      const pairs = properties.map((column) => `'${column.slice('properties_'.length)}', ${column}`);
      await run(`ALTER TABLE ${schema}.${name} ADD COLUMN properties jsonb`);
      await run(`UPDATE ${schema}.${name} SET properties = jsonb_build_object(${pairs.join(', ')})`);
      await run(`ALTER TABLE ${schema}.${name} ${properties.map((column) => `DROP COLUMN ${column}`).join(', ')}`);
    }
    const [asColumns, asJson] = await Promise.all(
      ['hubspot-airbyte', schema].map((landed) => appliedTo(database.handle, hubspotAirbyte, landed)),
    );
    expect(asJson!.lost).toEqual(asColumns!.lost);
    expect(await errorsOf(database.handle, configOf(asJson!))).toEqual([]);
    for (const entity of ['contact', 'event', 'outcome', 'suppression', 'opportunity'] as const)
      expect(await canonicalRows(database.handle, entity, '*', configOf(asJson!))).toEqual(
        await canonicalRows(database.handle, entity, '*', configOf(asColumns!)),
      );
  });
});
