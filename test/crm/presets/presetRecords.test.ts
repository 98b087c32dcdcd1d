import { describe, expect, test } from 'vitest';
import { presetNames } from '../../../src/crm/presets/presetNames.ts';
import { presetNamed, presets } from '../../../src/crm/presets/presets.ts';

import { exportedRecords } from '../../contract/exportedRecords.ts';

/** What every preset must be known for; pages of docs/reference are drawn from the same. */
describe.each(presets.map((preset) => [preset.name, preset] as const))('preset %s', (name, preset) => {
  test('is described', () => {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)?$/);
    for (const text of [preset.title, preset.schema]) expect(text).toMatch(/^\S.*\S$/);
    for (const sentence of preset.cannotCarry) expect(sentence).toMatch(/\S/);
    expect(presetNamed(name)).toBe(preset);
  });

  test('says of each table and column what goes without it', () => {
    const { tables } = preset;
    expect(tables.some(({ required }) => required)).toBe(true);
    expect(new Set(tables.map((table) => table.name)).size).toBe(tables.length);
    for (const { name: table, without, columns } of tables) {
      expect(without, table).toMatch(/\S/);
      expect(columns.length, table).toBeGreaterThan(0);
      expect(new Set(columns.map((column) => column.name)).size, table).toBe(columns.length);
      for (const column of columns) expect(column.without, `${table}.${column.name}`).toMatch(/\S/);
    }
  });

  test('is read beside systems that there are', () => {
    const systems = presets.flatMap(({ crm }) => crm ?? []);
    for (const system of preset.beside ?? []) expect(systems).toContain(system);
  });
});

describe('the list of presets', () => {
  test('has the names that the command line offers', () => {
    expect(presets.map(({ name }) => name)).toEqual(presetNames);
  });

  test('has every preset that is defined', async () => {
    const defined = await exportedRecords('crm/presets/*.ts', (value) => 'cannotCarry' in value && 'map' in value);
    for (const [file, preset] of defined) expect(presets, file).toContain(preset);
  });
});
