import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { scoringSnapshots } from '../../src/snapshot/scoringSnapshots.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { at, type ProgramInput, program } from './handmade.ts';

const now = at('2024-07-01');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.handle.pool.query(`
    INSERT INTO handraise.account (id, name) VALUES ('a', 'Arch'), ('b', 'Bolt'), ('c', 'Cube');
    INSERT INTO handraise.contact (id, account_id, current_account_id, created_at) VALUES
      ('converted', NULL, 'b', '2023-01-01Z'), ('elsewhere', 'a', 'nowhere', '2023-01-01Z'),
      ('linked', 'a', NULL, '2023-01-01Z'), ('mover', 'b', 'a', '2023-01-01Z'), ('partner', 'c', '', '2023-01-01Z'),
      ('refuses calls', NULL, NULL, '2023-01-01Z'), ('refuses everything', NULL, NULL, '2023-01-01Z'),
      ('refuses mails', NULL, NULL, '2023-01-01Z'), ('stays', 'b', NULL, '2023-01-01Z');
    INSERT INTO handraise.opportunity (id, account_id, contact_id, created_at, closed_at) VALUES
      ('of b', 'b', 'partner', '2024-01-01Z', NULL), ('of nobody', NULL, NULL, '2024-01-02Z', NULL),
      ('over', NULL, NULL, '2024-01-01Z', '2024-02-01Z'), ('to come', 'a', NULL, '2024-08-01Z', NULL);
    INSERT INTO handraise.opportunity_contact (opportunity_id, contact_id) VALUES
      ('of nobody', 'linked'), ('of b', 'stays'), ('of b', 'partner'), ('over', 'mover'), ('to come', 'mover'),
      ('merged away', 'mover'), ('of b', 'merged away');
    INSERT INTO handraise.suppression (contact_id, reason, channel) VALUES
      ('refuses calls', 'do not call', 'Call '), ('refuses everything', 'erased', ''),
      ('refuses mails', 'opted out', 'email'), ('refuses mails', 'opted out', 'text');`);
});
afterAll(() => database.drop());

/** Nobody has converted. */
const outcome = { query: 'SELECT NULL::text AS contact_id, NULL::timestamptz AS occurred_at WHERE false' };

async function read(source: ConfigInput['source'] = {}, input: Partial<ProgramInput> = {}, asOf = now) {
  const sources = await probeSources(database.handle, parseConfig({ source: { outcome, ...source } }, 'test').source);
  const settings = program(input);
  return inSnapshot(database.handle, async (client) => {
    const population = await readPopulation(client, sources, settings, { knownBefore: asOf, today: now });
    const kept = scoringSnapshots(population, settings, asOf).contact;
    return { population, candidates: Array.from(kept, (contact) => population.contacts.ids[contact]!) };
  });
}

describe('the account of today', () => {
  test('is beside the one a model may know, and that one where nothing else is said', async () => {
    const { population } = await read();
    const names = (account: Int32Array) => Array.from(account, (index) => population.accounts.name[index] ?? null);
    expect(names(population.contacts.account)).toEqual([
      null,
      'Arch',
      'Arch',
      'Bolt',
      'Cube',
      null,
      null,
      null,
      'Bolt',
    ]);
    expect(names(population.currentAccount)).toEqual(['Bolt', null, 'Arch', 'Arch', 'Cube', null, null, null, 'Bolt']);
    expect(population.anomalies['contacts of unknown accounts today']).toBe(1);
  });

  test('is part of the fingerprint only where it differs', async () => {
    const contact = (current: string) => ({
      query: `SELECT id, account_id, created_at, ${current} AS current_account_id FROM handraise.contact`,
    });
    const { population } = await read();
    const without = await read({ contact: contact('NULL') });
    const same = await read({ contact: contact('account_id') });
    expect(same.population.fingerprint).toBe(without.population.fingerprint);
    expect(population.fingerprint).not.toBe(without.population.fingerprint);
  });
});

test('an open deal keeps off the contacts of its account of today, its own contact and all that are linked to it', async () => {
  const { population, candidates } = await read();
  expect(candidates).toEqual(['elsewhere', 'mover']);
  const { subject, from } = population.contactOpportunities;
  expect(Array.from(subject, (contact, i) => [population.contacts.ids[contact], from[i]])).toEqual([
    ['linked', at('2024-01-02')],
    ['mover', at('2024-01-01')],
    ['partner', at('2024-01-01')],
  ]);
  expect(population.accountOpportunities.subject).toHaveLength(1);
  expect(population.anomalies).toEqual({
    'contacts of unknown accounts today': 1,
    'contacts of unknown opportunities': 1,
    'opportunities created in the future': 1,
    'opportunities of unknown contacts': 1,
  });
});

test('an open deal of an account that the CRM does not have keeps off whoever names it, in any order of rows', async () => {
  const opportunity = {
    query: "SELECT '1' AS id, 'nowhere' AS account_id, timestamptz '2024-01-01Z' AS created_at",
  };
  const suppression = { query: 'SELECT NULL::text AS contact_id WHERE false' };
  const opportunityContact = { query: 'SELECT NULL::text AS opportunity_id, NULL::text AS contact_id WHERE false' };
  const contact = {
    query: `SELECT * FROM (VALUES ('one', 'nowhere'), ('two', 'elsewhere'), ('two', 'nowhere'), ('three', NULL)) AS people (id, account_id),
      (VALUES (timestamptz '2023-01-01Z')) AS dates (created_at) ORDER BY account_id`,
  };
  const backwards = { query: `${contact.query} DESC` };
  const found = await read({ opportunity, suppression, opportunityContact, contact });
  expect(found.candidates).toEqual(['three', 'two']);
  expect(found.population.anomalies).toEqual({
    'contacts of unknown accounts': 2,
    'duplicate contacts': 1,
    'opportunities of unknown accounts': 1,
  });
  const turned = await read({ opportunity, suppression, opportunityContact, contact: backwards });
  expect(turned.population.fingerprint).toBe(found.population.fingerprint);
  expect(turned.candidates).toEqual(found.candidates);
});

describe('channels of suppressions', () => {
  const refusing = async (suppressionChannels?: string[]) => {
    const eligibility = { openOpportunity: 'keep' as const, ...(suppressionChannels && { suppressionChannels }) };
    const { candidates } = await read({}, { eligibility });
    return candidates.filter((id) => id.startsWith('refuses'));
  };

  test('all count by default', async () => {
    expect(await refusing()).toEqual([]);
  });

  test('a program names those that count, however written; a suppression without one always counts', async () => {
    expect(await refusing(['EMAIL'])).toEqual(['refuses calls']);
    expect(await refusing(['E-Mail'])).toEqual(['refuses calls']);
    expect(await refusing(['call'])).toEqual(['refuses mails']);
    expect(await refusing(['call', 'Text'])).toEqual([]);
    expect(await refusing(['pigeon'])).toEqual(['refuses calls', 'refuses mails']);
  });

  test('the order in which a program names them means nothing, and none at all is refused', () => {
    const named = (suppressionChannels: string[]) => program({ eligibility: { suppressionChannels } });
    expect(named(['mail', 'Call', 'call'])).toEqual(named(['call', 'mail']));
    expect(() => named([])).toThrow('suppressionChannels');
    expect(program().eligibility).not.toHaveProperty('suppressionChannels');
  });
});

test('whoever has converted, is in talks or has objected since a past as-of is left out, and no past date sees it', async () => {
  const dated = (table: string, columns: string) => ({
    query: `SELECT ${columns}, timestamptz '2024-06-30T23:00Z' AS ${table === 'suppression' ? 'since' : table === 'outcome' ? 'occurred_at' : 'created_at'}`,
  });
  const none = {
    opportunity: { query: "SELECT '1' AS id, now() AS created_at WHERE false" },
    opportunityContact: { query: 'SELECT NULL::text AS opportunity_id, NULL::text AS contact_id WHERE false' },
    suppression: { query: 'SELECT NULL::text AS contact_id WHERE false' },
  };
  const then = at('2024-03-01');
  const before = await read(none, {}, then);
  expect(before.candidates).toHaveLength(9);
  const after = await read(
    {
      outcome: dated('outcome', "'converted' AS contact_id"),
      opportunity: dated('opportunity', "'1' AS id, 'a' AS account_id, 'partner' AS contact_id"),
      opportunityContact: { query: "SELECT '1' AS opportunity_id, 'elsewhere' AS contact_id" },
      suppression: dated('suppression', "'refuses calls' AS contact_id, 'email' AS channel"),
    },
    {},
    then,
  );
  // Of account a today: linked, mover.
  expect(after.candidates).toEqual(['refuses everything', 'refuses mails', 'stays']);
  expect({ ...after.population, today: null, anomalies: null }).toEqual({
    ...before.population,
    today: null,
    anomalies: null,
  });
});

test('what a past as-of kept off the list stays off, though it is over by today', async () => {
  const none = {
    opportunityContact: { query: 'SELECT NULL::text AS opportunity_id, NULL::text AS contact_id WHERE false' },
  };
  const { candidates } = await read(
    {
      ...none,
      opportunity: { query: "SELECT '1' AS id, NULL AS contact_id, now() AS created_at WHERE false" },
      suppression: {
        query: "SELECT 'stays' AS contact_id, timestamptz '2024-02-01Z' AS since, timestamptz '2024-04-01Z' AS until",
      },
    },
    {},
    at('2024-03-01'),
  );
  expect(candidates).not.toContain('stays');
});
