import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../../src/config/schema.ts';
import { presetNamed, presets } from '../../../src/crm/presets/presets.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { demoLandings } from '../../../src/demo/landing/landing.ts';
import { loadDemoCompany } from '../../../src/demo/load.ts';
import { handraise } from '../../cli/handraise.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';
import type { Carried } from './carried/carried.ts';
import { hubspotCarries } from './carried/hubspot.ts';
import { marketoCarries } from './carried/marketo.ts';
import { odooCarries } from './carried/odoo.ts';
import { pardotCarries } from './carried/pardot.ts';
import { salesforceCarries } from './carried/salesforce.ts';
import { segmentCarries } from './carried/segment.ts';
import { appliedTo, configOf } from './landedPreset.ts';
import { demoQuestion, published, type Ranked, trainAndScore } from './trainedPreset.ts';

const carriedBy: Readonly<Record<string, Carried>> = {
  'hubspot-fivetran': hubspotCarries,
  'hubspot-airbyte': hubspotCarries,
  'salesforce-fivetran': salesforceCarries,
  'salesforce-airbyte': salesforceCarries,
  'salesforce-stitch': salesforceCarries,
  'marketo-fivetran': marketoCarries,
  'pardot-fivetran': pardotCarries,
  odoo: odooCarries,
  segment: segmentCarries,
  rudderstack: segmentCarries,
};
const asOf = ['--as-of', '2026-07-01'];

let database: TestDatabase;
let folder: string;
/** What the demo company's own tables gave, as far as each source carries them. */
const canonical = new Map<Carried, Ranked>();

beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  await loadDemoCompany(database.handle, { contacts: 5000, seed: 1, horizonDays: 60 });
});

afterAll(async () => {
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
});

/** How many rows there are by one configuration, and how many of them the other lacks, or has beyond. */
async function compared(configs: readonly [Config, Config], [entity, columns, rest = '']: Carried['same'][number]) {
  const [expected, found] = await Promise.all(
    configs.map(async ({ source }) => {
      const select = (await probeSources(database.handle, source)).select(entity);
      return `SELECT ${columns} FROM (${select}) AS source ${rest}`;
    }),
  );
  const { rows } = await database.handle.pool.query(`
    WITH expected AS (${expected}), found AS (${found})
    SELECT (SELECT count(*) FROM expected)::int AS rows,
      (SELECT count(*) FROM (TABLE expected EXCEPT ALL TABLE found) AS e)::int AS missing,
      (SELECT count(*) FROM (TABLE found EXCEPT ALL TABLE expected) AS e)::int AS surplus`);
  return rows[0];
}

async function succeed(cwd: string, ...args: string[]): Promise<string> {
  const finished = await handraise(args, { cwd, database: database.connectionString });
  expect(finished, `${args.join(' ')}: ${finished.stderr}\n${finished.stdout}`).toMatchObject({ code: 0 });
  return finished.stdout;
}

describe.each(presets.map(({ name }) => name))('the demo company through %s', (name) => {
  const preset = presetNamed(name);
  const schema = `landed ${name}`;
  const carried = carriedBy[name]!;

  beforeAll(async () => {
    await demoLandings[name]!(database.handle, schema);
    // Each is a company of its own: its scorings have none of another one's to be compared with.
    await database.handle.pool.query('TRUNCATE handraise.run_profile');
  });

  it.each(carried.same.map((part) => [part[0], part] as const))('has the same rows: %s', async (_entity, part) => {
    const config = configOf(await appliedTo(database.handle, preset, schema));
    const found = await compared([demoQuestion(carried.source), config], part);
    expect(found).toEqual({ rows: expect.any(Number), missing: 0, surplus: 0 });
    expect(found.rows).toBeGreaterThan(10);
  });

  it('gives the probabilities of its own tables, restricted to what both hold', async () => {
    const { mapping } = await appliedTo(database.handle, preset, schema);
    const { eventKinds, features } = carried.beyond;
    const question = demoQuestion(mapping.source, { eventKinds: [...eventKinds], features: [...features] });
    const known = canonical.get(carried);
    const expected = known ?? (await trainAndScore(database.handle, demoQuestion(carried.source), join(folder, 'own')));
    canonical.set(carried, expected);
    const found = await trainAndScore(database.handle, question, join(folder, `restricted ${name}`));
    expect(found.findings.fallback).toBe(false);
    expect(found.findings.candidateModels).toEqual(expected.findings.candidateModels);
    expect(found.probabilities.size).toBeGreaterThan(3000);
    expect(found.probabilities).toEqual(expected.probabilities);
  });

  it('goes from init to a published ranking by the command line alone', async () => {
    const cwd = join(folder, name);
    await mkdir(cwd);
    const written = JSON.parse(await succeed(cwd, 'init', '--preset', name, '--schema', schema, '--json'));
    expect(written.found.map(({ table }: { table: string }) => table)).toEqual(
      preset.tables.map((table) => table.name),
    );
    const { problems } = JSON.parse(await succeed(cwd, 'check', '--json'));
    expect(problems.filter((problem: { severity: string }) => problem.severity === 'error')).toEqual([]);
    const { modelId } = JSON.parse(await succeed(cwd, 'train', '--json', ...asOf));
    await succeed(cwd, 'models', 'promote', modelId, '--override', 'so few contacts tell little');
    await succeed(cwd, 'score', ...asOf);
    // As written it sees more, and is split otherwise: the same people, not the same probabilities.
    const ranked = await published(database.handle, 'default');
    expect([...ranked.keys()].sort()).toEqual([...canonical.get(carried)!.probabilities.keys()].sort());
  });
});
