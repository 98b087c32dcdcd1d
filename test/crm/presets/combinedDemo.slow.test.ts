import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.ts';
import { presetNamed } from '../../../src/crm/presets/presets.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { presetsConfig } from '../../../src/pipeline/operate/presetConfig.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import type { Carried } from './carried/carried.ts';
import { salesforcePardotCarries } from './carried/salesforcePardot.ts';
import { configIn } from './landedPreset.ts';
import { demoQuestion, published, trainAndScore } from './trainedPreset.ts';

const carried = salesforcePardotCarries;
const names = ['salesforce-fivetran', 'pardot-fivetran'] as const;
const schemas = ['landed sf', 'landed pardot'] as const;

describe('the demo company through Salesforce and Pardot together', () => {
  let database: TestDatabase;
  let folder: string;
  let config: Config;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await loadDemoCompany(database.handle, { contacts: 5000, seed: 1, horizonDays: 60 });
    for (const [index, name] of names.entries()) await demoLandings[name]!(database.handle, schemas[index]!);
    const [crm, other] = names.map((name, index) => ({
      preset: presetNamed(name),
      schemas: [schemas[index]!] as const,
    }));
    config = configIn((await presetsConfig({ handle: database.handle }, [crm!, other!])).text);
  });
  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  async function differences([entity, columns, rest = '']: Carried['same'][number]) {
    const selects = [];
    for (const source of [demoQuestion(carried.source).source, config.source])
      selects.push(
        `SELECT ${columns} FROM (${(await probeSources(database.handle, source)).select(entity)}) AS source ${rest}`,
      );
    const { rows } = await database.handle.pool.query(`WITH expected AS (${selects[0]}), found AS (${selects[1]})
      SELECT (SELECT count(*) FROM expected)::int AS rows,
        (SELECT count(*) FROM (TABLE expected EXCEPT ALL TABLE found) AS e)::int AS missing,
        (SELECT count(*) FROM (TABLE found EXCEPT ALL TABLE expected) AS e)::int AS surplus`);
    return rows[0];
  }

  it.each(carried.same.map((part) => [part[0], part] as const))('has the same rows: %s', async (_entity, part) => {
    const found = await differences(part);
    expect(found).toEqual({ rows: expect.any(Number), missing: 0, surplus: 0 });
    expect(found.rows).toBeGreaterThan(10);
  });

  it('gives the probabilities of its own tables, restricted to what both hold', async () => {
    const { eventKinds, features } = carried.beyond;
    const question = { eventKinds: [...eventKinds], features: [...features] };
    const expected = await trainAndScore(database.handle, demoQuestion(carried.source), join(folder, 'own'));
    const found = await trainAndScore(database.handle, demoQuestion(config.source, question), join(folder, 'landed'));
    expect(found.findings.candidateModels).toEqual(expected.findings.candidateModels);
    expect(found.probabilities).toEqual(expected.probabilities);
    expect(found.probabilities.size).toBeGreaterThan(3000);
  }, 300_000);

  it('goes from init to a published ranking by the command line alone', async () => {
    const options = names.flatMap((name, index) => ['--preset', name, '--schema', schemas[index]!]);
    const asOf = ['--as-of', '2026-07-01'];
    for (const args of [['init', ...options], ['check'], ['train', '--promote', ...asOf], ['score', ...asOf]]) {
      const finished = await handraise(args, { cwd: folder, database: database.connectionString });
      expect(finished, `${args.join(' ')}: ${finished.stderr}\n${finished.stdout}`).toMatchObject({ code: 0 });
    }
    expect((await published(database.handle, 'default')).size).toBeGreaterThan(3000);
  }, 300_000);
});
