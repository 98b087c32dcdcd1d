import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listedRecords } from '../../../src/pipeline/reports/listedRecords.ts';
import type { RankedAccount, RankedContact } from '../../../src/ranking/ranking.ts';
import { type PreparedWorkbench, prepareWorkbench } from '../../../src/workbench/prepareWorkbench.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testDatabase.ts';

let database: TestDatabase;
let folder: string;
let prepared: PreparedWorkbench;
const page = {
  accountLink: 'https://crm.example/o/{id}?tab=all',
  contactLink: 'https://crm.example/p/{id}',
  reach: ['email', 'phone'],
};
beforeAll(async () => {
  [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
  await database.handle.pool.query(`
    CREATE SCHEMA crm;
    CREATE TABLE crm.company (id text, industry text, land text);
    INSERT INTO crm.company VALUES ('a/1', ' Software ', 'DE'), ('a2', NULL, 'BR'), ('a3', 'Energy', '');
    CREATE TABLE crm.person (id text, created_at timestamptz, email text, phone text, "in care of" text);
    INSERT INTO crm.person VALUES ('p1', '2024-01-01Z', 'p1@mail.example', '+49 30 1', 'Kim'), ('p2', '2024-01-01Z', NULL, NULL, NULL);
    CREATE TABLE crm.call (person text, at timestamptz, who text);
    INSERT INTO crm.call VALUES ('p1', '2024-03-01Z', 'Kim'), ('p1', '2024-02-01Z', 'Ola'), ('p1', '2999-01-01Z', 'Rui'), ('p1', 'infinity', 'Mia')`);
  const config = {
    source: {
      account: {
        table: 'crm.company',
        attributes: { industry: { type: 'category' }, country: { column: 'land', type: 'category' } },
      },
      contact: {
        table: 'crm.person',
        attributes: { phone: { type: 'category' }, owner: { column: 'in care of', type: 'category' } },
      },
      touch: {
        query: "SELECT person, at, who, 'call' AS channel FROM crm.call",
        columns: { contactId: 'person', occurredAt: 'at', by: 'who' },
      },
    },
    programs: {
      shown: { horizonDays: 60, cutoffs: { every: 'month' }, page },
      bare: { horizonDays: 60, cutoffs: { every: 'month' } },
    },
  };
  const path = join(folder, 'handraise.config.ts');
  await writeFile(path, `export default ${JSON.stringify(config)};`);
  prepared = await prepareWorkbench({ config: path, database: database.connectionString, cwd: folder });
});
afterAll(async () => {
  await prepared?.close();
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
});

const accounts = ['a/1', 'a2', 'a3', 'gone'].map((accountId) => ({ accountId }) as RankedAccount);
const contacts = ['p1', 'p2', 'gone'].map((contactId) => ({ contactId }) as RankedContact);
const records = (program: string) =>
  listedRecords(prepared, program, prepared.config.programs[program]!, accounts, contacts);

test('a page shows what the CRM says today of the accounts and people it lists', async () => {
  const { accountRecords, contactRecords } = await records('shown');
  expect([...accountRecords]).toEqual([
    ['a/1', { facets: { industry: 'Software', country: 'DE' }, link: 'https://crm.example/o/a%2F1?tab=all' }],
    ['a2', { facets: { country: 'BR' }, link: 'https://crm.example/o/a2?tab=all' }],
    ['a3', { facets: { industry: 'Energy' }, link: 'https://crm.example/o/a3?tab=all' }],
    ['gone', { facets: {}, link: 'https://crm.example/o/gone?tab=all' }],
  ]);
  expect([...contactRecords]).toEqual([
    [
      'p1',
      {
        facets: { owner: 'Kim' },
        link: 'https://crm.example/p/p1',
        reach: { email: 'p1@mail.example', phone: '+49 30 1' },
        lastTouch: { at: Date.UTC(2024, 2, 1) * 1000, channel: 'call', by: 'Kim' },
        evidence: [],
        handOff: null,
      },
    ],
    [
      'p2',
      { facets: {}, link: 'https://crm.example/p/p2', reach: {}, lastTouch: 'never', evidence: [], handOff: null },
    ],
    [
      'gone',
      { facets: {}, link: 'https://crm.example/p/gone', reach: {}, lastTouch: 'never', evidence: [], handOff: null },
    ],
  ]);
});

test('nobody can be reached from a page whose program does not allow it', async () => {
  const { contactRecords } = await records('bare');
  expect([...contactRecords.values()].map(({ reach, link }) => [reach, link])).toEqual([
    [{}, null],
    [{}, null],
    [{}, null],
  ]);
});

test('a page that is to show e-mail addresses is refused where no column holds any', async () => {
  await database.handle.pool.query('ALTER TABLE crm.person RENAME COLUMN email TO mail');
  await expect(records('shown')).rejects.toMatchObject({
    code: 'config',
    message: 'page.reach names email, and no column holds the e-mail address of contacts',
  });
  expect((await records('bare')).contactRecords.size).toBe(3);
  await database.handle.pool.query('ALTER TABLE crm.person RENAME COLUMN mail TO email');
});
