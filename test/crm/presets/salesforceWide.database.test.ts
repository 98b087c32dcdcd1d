import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntityName } from '../../../src/config/entity.ts';
import type { Config } from '../../../src/config/schema.ts';
import type { Preset } from '../../../src/crm/presets/preset.ts';
import { salesforceAirbyte } from '../../../src/crm/presets/salesforceAirbyte.ts';
import { salesforceFivetran } from '../../../src/crm/presets/salesforceFivetran.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import { typeOf } from './handmade.ts';
import { appliedTo, configOf } from './landedPreset.ts';

interface Node {
  readonly 'Node Type': string;
  readonly 'Plan Width': number;
  readonly Plans?: readonly Node[];
}

describe('Salesforce objects with 300 fields of the company’s own', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  /** Every table of the preset, empty, with 300 fields more. */
  async function landed(preset: Preset, schema: string, more: string): Promise<Config> {
    const own = Array.from({ length: 300 }, (_, i) => `"f${i}__c" text`);
    const tables = preset.tables.map(({ name, columns }) => {
      const declared = columns
        .filter((column) => !column.name.startsWith('_'))
        .map((column) => `"${column.name}" ${typeOf(column.name)}`);
      return `CREATE TABLE ${schema}."${name}" (${[...declared, ...(more === '' ? [] : [more]), ...own].join(', ')})`;
    });
    await database.handle.pool.query(`CREATE SCHEMA ${schema}; ${tables.join('; ')}`);
    return configOf(await appliedTo(database.handle, preset, schema));
  }

  function widths(node: Node): [string, number][] {
    return [[node['Node Type'], node['Plan Width']], ...(node.Plans ?? []).flatMap(widths)];
  }

  // A column of a table that was never analysed counts 32 bytes: all 300 would be 9,600.
  it.each([
    ['salesforce-fivetran', salesforceFivetran, ''],
    ['salesforce-airbyte', salesforceAirbyte, '_airbyte_extracted_at timestamptz'],
  ] as const)('are nowhere sorted, joined or kept whole: %s', async (_name, preset, more) => {
    const { source } = await landed(preset, preset.name.replace('-', '_'), more);
    const sources = await probeSources(database.handle, source);
    const entities = Object.keys(source).filter((entity) => source[entity as EntityName]) as EntityName[];
    expect(entities.length).toBeGreaterThan(5);
    for (const entity of entities) {
      const { rows } = await database.handle.pool.query(`EXPLAIN (FORMAT JSON) ${sources.select(entity)}`);
      const wide = widths(rows[0]['QUERY PLAN'][0].Plan).filter(([, width]) => width > 1200);
      expect(wide, entity).toEqual([]);
    }
  });

  it('are named where nothing tells what they were before', async () => {
    const { mapping } = await appliedTo(database.handle, salesforceFivetran, 'salesforce_fivetran');
    const named = (mapping.leftOut ?? []).map(({ figures }) => figures);
    expect(named).toEqual([
      { of: 'contacts and leads', why: 'past-unknown', fields: expect.any(Array) },
      { of: 'accounts', why: 'past-unknown', fields: expect.any(Array) },
    ]);
    for (const figures of named)
      expect('fields' in figures && figures.fields).toEqual(
        Array.from({ length: 300 }, (_, field) => `f${field}__c`).sort(),
      );
  });
});
