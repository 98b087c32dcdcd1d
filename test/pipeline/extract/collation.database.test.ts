import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import { checkCrm } from '../../../src/crm/checkCrm.ts';
import { probeSources } from '../../../src/crm/source.ts';
import { extract } from '../../../src/pipeline/extract/extract.ts';
import { silent } from '../../../src/progress.ts';
import { scoringSnapshots } from '../../../src/snapshot/scoringSnapshots.ts';
import { parseInstant } from '../../../src/time/instant.ts';
import { told } from '../../crm/told.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';

const asOf = parseInstant('2026-01-01');

/** The same rows, of ids and kinds that differ in their case only, in columns of another collation. */
const tables = (schema: string, text: string) => `
  CREATE SCHEMA ${schema};
  CREATE TABLE ${schema}.person (id ${text}, account_id ${text}, created_at timestamptz);
  CREATE TABLE ${schema}.company (id ${text}, created_at timestamptz);
  CREATE TABLE ${schema}.activity (id ${text}, contact_id ${text}, occurred_at timestamptz, kind ${text});
  CREATE TABLE ${schema}.conversion (contact_id ${text}, occurred_at timestamptz, kind ${text});
  INSERT INTO ${schema}.person VALUES ('p1', 'a1', '2025-01-01Z'), ('P1', 'A1', '2025-01-01Z'), ('p2', 'a1', '2025-01-01Z');
  INSERT INTO ${schema}.company VALUES ('a1', '2025-01-01Z'), ('A1', '2025-01-01Z');
  INSERT INTO ${schema}.activity
    SELECT id, contact, '2025-12-20Z', kind FROM unnest(ARRAY['e1', 'E1']) AS id, unnest(ARRAY['p1', 'P1']) AS contact,
      unnest(ARRAY['open', 'OPEN']) AS kind WHERE (id = 'e1') = (kind = 'open');
  INSERT INTO ${schema}.conversion VALUES ('p2', '2025-12-25Z', 'Demo'), ('P1', '2025-12-26Z', 'demo');`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(
    `CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
     CREATE EXTENSION citext;
     ${tables('plain', 'citext')} ${tables('loose', 'text COLLATE caseless')} ${tables('strict', 'text')}`,
  );
});
afterAll(() => database.drop());

function configOf(schema: string): Config {
  const source = {
    account: { table: `${schema}.company` },
    contact: { table: `${schema}.person` },
    event: { query: `SELECT * FROM ${schema}.activity` },
    outcome: { table: `${schema}.conversion` },
  };
  const program = { horizonDays: 30, cutoffs: { every: 'month' }, outcome: { kind: 'demo' } };
  return parseConfig({ source, programs: { default: program } }, 'the configuration');
}

function read(schema: string) {
  const config = configOf(schema);
  const program = config.programs.default!;
  const workbench = {
    ...{ handle: database.handle, config, models: '', reports: '', memoryBudget: 2 ** 30, threads: 1 },
    ...{ clock: () => 0, progress: silent, signal: new AbortController().signal },
  };
  return extract(workbench, program, {
    knownBefore: asOf,
    snapshotsOf: (population) => scoringSnapshots(population, program, asOf),
  });
}

test('columns whose collation takes different texts for equal give the same features as any other', async () => {
  const strict = await read('strict');
  expect(strict.eventKinds.toSorted()).toEqual(['OPEN', 'open']);
  for (const schema of ['loose', 'plain']) {
    const loose = await read(schema);
    expect(loose.eventKinds).toEqual(strict.eventKinds);
    expect(loose.anomalies).toEqual(strict.anomalies);
    expect(loose.features.table).toEqual(strict.features.table);
    expect(loose.fingerprint).toBe(strict.fingerprint);
  }
});

test('columns of any other collation are read as they are, so that a sharded database knows what it is sharded by', async () => {
  const selectOf = async (schema: string) =>
    (await probeSources(database.handle, configOf(schema).source)).select('contact');
  expect(await selectOf('strict')).not.toContain('COLLATE');
  expect(await selectOf('loose')).toContain('COLLATE "C"');
});

test('check names such columns', async () => {
  const of = async (schema: string) =>
    (await checkCrm(database.handle, configOf(schema), asOf)).problems
      .map(told)
      .filter(({ kind }) => kind === 'loose-text');
  expect(await of('strict')).toEqual([]);
  expect((await of('plain')).map(({ problem }) => problem)).toContain(
    'contactId and kind have the type citext, which treats some different texts as equal',
  );
  expect((await of('loose')).map(({ entity, problem }) => [entity, problem])).toEqual([
    ['account', 'id has the collation caseless, which treats some different texts as equal'],
    ['contact', 'id and accountId have the collation caseless, which treats some different texts as equal'],
    ['event', 'id, contactId and kind have the collation caseless, which treats some different texts as equal'],
    ['outcome', 'contactId and kind have the collation caseless, which treats some different texts as equal'],
  ]);
});
