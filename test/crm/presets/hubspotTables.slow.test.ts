import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { applyPreset } from '../../../src/crm/presets/applyPreset.ts';
import { probeLanding } from '../../../src/crm/presets/landing.ts';
import { presetNamed } from '../../../src/crm/presets/presets.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { inSnapshot } from '../../../src/database/transaction.ts';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { HandraiseError } from '../../../src/errors.ts';
import { readPopulation } from '../../../src/snapshot/readPopulation.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { rowsOf } from './demoRows.ts';

const now = Date.UTC(2026, 6, 1) * 1000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoCompany(database.handle, { contacts: 150, seed: 3, horizonDays: 60 });
  for (const [name, land] of Object.entries(demoLandings)) await land(database.handle, name);
}, 60_000);
afterAll(() => database.drop());

async function run(statement: string): Promise<void> {
  await database.handle.pool.query(statement);
}

async function apply(preset: string, schema = preset) {
  return applyPreset(presetNamed(preset), await probeLanding(database.handle, presetNamed(preset), schema));
}

async function configOf(preset: string, schema = preset) {
  const { mapping } = await apply(preset, schema);
  const program = { horizonDays: 60, cutoffs: { every: 'month' }, ...mapping.program };
  return parseConfig({ source: mapping.source, programs: { default: program } }, 'test');
}

async function errorsOf(preset: string, schema = preset) {
  const { problems } = await checkCrm(database.handle, await configOf(preset, schema), now);
  return problems.filter(({ severity }) => severity === 'error');
}

async function rows(
  preset: string,
  entity: 'contact' | 'event' | 'outcome' | 'suppression' | 'opportunity',
  schema = preset,
) {
  const sources = await probeSources(database.handle, (await configOf(preset, schema)).source);
  return rowsOf(database.handle, sources.select(entity));
}

describe.each(['hubspot-fivetran', 'hubspot-airbyte'])('without a table or column of %s', (preset) => {
  const quoted = `"${preset}"`;
  const { tables } = presetNamed(preset);

  /** What applies while something is away, and what check then says. */
  async function without(away: string, back: string) {
    await run(away);
    try {
      const { lost } = await apply(preset);
      return { lost, errors: await errorsOf(preset), refused: null };
    } catch (error) {
      if (!(error instanceof HandraiseError)) throw error;
      return { lost: [], errors: [], refused: error };
    } finally {
      await run(back);
    }
  }

  it('all is there at first', async () => {
    expect((await apply(preset)).lost).toEqual([]);
    expect(await errorsOf(preset)).toEqual([]);
  });

  it.each(tables.map((table) => [table.name, table] as const))('table %s', async (name, table) => {
    const found = await without(
      `ALTER TABLE ${quoted}."${name}" RENAME TO away`,
      `ALTER TABLE ${quoted}.away RENAME TO "${name}"`,
    );
    if (table.required) {
      expect(found.refused).toMatchObject({ code: 'data', exitCode: 3 });
      expect(found.refused?.message).toContain(`no ${name}`);
      expect(found.refused?.hint).toMatch(/--schema/);
      return;
    }
    expect(found.refused).toBeNull();
    expect(found.lost).toEqual([{ missing: name, without: table.without }]);
    expect(found.errors).toEqual([]);
  });

  it.each(
    tables.flatMap((table) => table.columns.map((column) => [`${table.name}.${column.name}`, table, column] as const)),
  )('column %s', async (title, table, column) => {
    const found = await without(
      `ALTER TABLE ${quoted}."${table.name}" RENAME COLUMN "${column.name}" TO away`,
      `ALTER TABLE ${quoted}."${table.name}" RENAME COLUMN away TO "${column.name}"`,
    );
    if (table.required && column.required) {
      expect(found.refused).toMatchObject({ code: 'data', exitCode: 3 });
      expect(found.refused?.message).toContain(`no ${title}`);
      return;
    }
    expect(found.refused).toBeNull();
    const sentence = column.required ? table.without : column.without;
    expect(sentence).toMatch(/^[a-z].{15,}/);
    expect(found.lost).toEqual([{ missing: title, without: sentence }]);
    expect(found.errors).toEqual([]);
  });
});

describe('properties of Airbyte in one column of JSON', () => {
  it('give the same rows as properties in columns of their own', async () => {
    const schema = 'airbyte_json';
    await run(`CREATE SCHEMA ${schema}`);
    for (const { name, columns } of presetNamed('hubspot-airbyte').tables) {
      await run(`CREATE TABLE ${schema}.${name} AS TABLE "hubspot-airbyte".${name}`);
      const properties = columns.map((column) => column.name).filter((column) => column.startsWith('properties_'));
      if (properties.length === 0) continue;
      const pairs = properties.map((column) => `'${column.slice('properties_'.length)}', ${column}`);
      await run(`ALTER TABLE ${schema}.${name} ADD COLUMN properties jsonb`);
      await run(`UPDATE ${schema}.${name} SET properties = jsonb_build_object(${pairs.join(', ')})`);
      await run(`ALTER TABLE ${schema}.${name} ${properties.map((column) => `DROP COLUMN ${column}`).join(', ')}`);
    }
    expect((await apply('hubspot-airbyte', schema)).lost).toEqual([]);
    expect(await errorsOf('hubspot-airbyte', schema)).toEqual([]);
    for (const entity of ['contact', 'event', 'outcome', 'suppression', 'opportunity'] as const)
      expect(await rows('hubspot-airbyte', entity, schema)).toEqual(await rows('hubspot-airbyte', entity));
  });
});

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
      for (const { name: table } of presetNamed(preset).tables)
        await run(`CREATE TABLE ${identifier}."${table}" AS TABLE "${preset}"."${table}"`);
      const property = [...name].slice(0, 25).join('');
      await run(
        `ALTER TABLE ${identifier}.contact ADD COLUMN "property_${property.replaceAll('"', '""')}" text DEFAULT 'on'`,
      );
      await run(`INSERT INTO ${identifier}.contact_property_history
      SELECT id, '${property.replaceAll("'", "''")}', 'on', 'CRM_UI', property_createdate, now() FROM ${identifier}.contact`);
      expect(await initAndCheck(preset, name)).toMatchObject({ code: 0 });
      const config = await configOf(preset, name);
      expect(config.source.contact?.attributes[property]).toMatchObject({ type: 'category', availability: 'history' });
      expect(await rows(preset, 'event', name)).toEqual(await rows(preset, 'event'));
      const sources = await probeSources(database.handle, config.source);
      const population = await inSnapshot(database.handle, (client) =>
        readPopulation(client, sources, config.programs.default!, { knownBefore: now }),
      );
      const history = population.history.find((candidate) => candidate.name === property);
      expect(history?.value).toHaveLength(population.contacts.ids.length);
      await run(`DROP TABLE ${identifier}.contact_property_history`);
      expect(await errorsOf(preset, name)).toEqual([]);
      expect((await configOf(preset, name)).source.contact?.attributes[property]).toMatchObject({
        availability: 'current-state',
      });
    },
    60_000,
  );
});
