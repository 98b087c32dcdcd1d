import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubspotFivetran } from '../../../src/crm/presets/hubspotFivetran.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { inSnapshot } from '../../../src/database/transaction.ts';
import { demoEnd } from '../../../src/demo/company.ts';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { readPopulation } from '../../../src/snapshot/readPopulation.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { appliedTo, canonicalRows, configOf, errorsOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoCompany(database.handle, { contacts: 150, seed: 3, horizonDays: 60 });
  await demoLandings['hubspot-fivetran']!(database.handle, 'hubspot-fivetran');
});
afterAll(() => database.drop());

async function run(statement: string): Promise<void> {
  await database.handle.pool.query(statement);
}

describe('names that nobody should give', () => {
  /** Has the configuration written and checked, as somebody would. */
  async function initAndCheck(preset: string, schema: string) {
    const cwd = await temporaryFolder();
    const at = { cwd, database: database.connectionString };
    try {
      expect(await handraise(['init', '--preset', preset, '--schema', schema], at)).toMatchObject({ code: 0 });
      return await handraise(['check'], at);
    } finally {
      await rm(cwd, { recursive: true });
    }
  }

  const names = [
    'hub"spot; DROP SCHEMA handraise CASCADE; --',
    '100% $1 %I ?',
    '`$' + '{process.exit(7)}`',
    'ü'.repeat(31),
    "new\nline ' \\ \u202e */",
  ];

  it.each(names)(
    '%j as a schema, and as a property',
    async (name) => {
      const identifier = `"${name.replaceAll('"', '""')}"`;
      const preset = 'hubspot-fivetran';
      await run(`CREATE SCHEMA ${identifier}`);
      for (const { name: table } of hubspotFivetran.tables)
        await run(`CREATE TABLE ${identifier}."${table}" AS TABLE "${preset}"."${table}"`);
      const property = [...name].slice(0, 25).join('');
      await run(
        `ALTER TABLE ${identifier}.contact ADD COLUMN "property_${property.replaceAll('"', '""')}" text DEFAULT 'on'`,
      );
      // A property that is always the same is left out.
      await run(
        `UPDATE ${identifier}.contact SET "property_${property.replaceAll('"', '""')}" = 'off' WHERE id % 2 = 0`,
      );
      await run(`INSERT INTO ${identifier}.contact_property_history
      SELECT id, '${property.replaceAll("'", "''")}', 'on', 'CRM_UI', property_createdate, now() FROM ${identifier}.contact`);
      expect(await initAndCheck(preset, name)).toMatchObject({ code: 0 });
      const config = configOf(await appliedTo(database.handle, hubspotFivetran, name));
      expect(config.source.contact?.attributes[property]).toMatchObject({ type: 'category', availability: 'history' });
      const plain = configOf(await appliedTo(database.handle, hubspotFivetran, preset));
      expect(await canonicalRows(database.handle, 'event', '*', config)).toEqual(
        await canonicalRows(database.handle, 'event', '*', plain),
      );
      const sources = await probeSources(database.handle, config.source);
      const population = await inSnapshot(database.handle, (client) =>
        readPopulation(client, sources, config.programs.default!, { knownBefore: demoEnd }),
      );
      const history = population.history.find((candidate) => candidate.name === property);
      expect(history?.value).toHaveLength(population.contacts.ids.length);
      await run(`DROP TABLE ${identifier}.contact_property_history`);
      const without = configOf(await appliedTo(database.handle, hubspotFivetran, name));
      expect(await errorsOf(database.handle, without)).toEqual([]);
      expect(without.source.contact?.attributes[property]).toMatchObject({
        availability: 'current-state',
      });
    },
    60_000,
  );
});
