import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presetNamed, presets } from '../../../src/crm/presets/presets.ts';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { HandraiseError } from '../../../src/errors.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { typeOf } from './handmade.ts';
import { appliedTo, configOf, errorsOf } from './landedPreset.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadDemoCompany(database.handle, { contacts: 150, seed: 3, horizonDays: 60 });
});
afterAll(() => database.drop());

describe.each(presets.map(({ name }) => name))('without a table or column of %s', (schema) => {
  const preset = presetNamed(schema);
  const { tables } = preset;

  // Columns that the demo company has no use for are there too, empty.
  beforeAll(async () => {
    await demoLandings[schema]!(database.handle, schema);
    for (const { name, columns } of tables)
      for (const column of columns)
        await sql`ALTER TABLE ${sql.id(schema, name)} ADD COLUMN IF NOT EXISTS ${sql.id(column.name)} ${sql.raw(typeOf(column.name))}`.execute(
          database.handle.kysely,
        );
  });

  /** What applies while a table, or a column of it, goes by another name, and what check then says. */
  async function without(table: string, column?: string) {
    const rename = (from: string, to: string) =>
      column === undefined
        ? sql`ALTER TABLE ${sql.id(schema, from)} RENAME TO ${sql.id(to)}`
        : sql`ALTER TABLE ${sql.id(schema, table)} RENAME COLUMN ${sql.id(from)} TO ${sql.id(to)}`;
    await rename(column ?? table, '_away').execute(database.handle.kysely);
    try {
      const applied = await appliedTo(database.handle, preset, schema);
      const errors = await errorsOf(database.handle, configOf(applied));
      return { lost: applied.lost, errors, refused: null };
    } catch (error) {
      if (!(error instanceof HandraiseError)) throw error;
      return { lost: [], errors: [], refused: error };
    } finally {
      await rename('_away', column ?? table).execute(database.handle.kysely);
    }
  }

  it('all is there at first', async () => {
    const applied = await appliedTo(database.handle, preset, schema);
    expect(applied.lost).toEqual([]);
    expect(await errorsOf(database.handle, configOf(applied))).toEqual([]);
  });

  it.each(tables.map((table) => [table.name, table] as const))('table %s', async (name, table) => {
    const found = await without(name);
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
    const found = await without(table.name, column.name);
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
