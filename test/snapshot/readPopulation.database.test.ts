import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { probeSources } from '../../src/crm/source.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import type { Population } from '../../src/snapshot/population.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { trainingSnapshots } from '../../src/snapshot/trainingSnapshots.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { at, type ProgramInput, program } from './handmade.ts';

type SourceInput = NonNullable<ConfigInput['source']>;

const now = at('2024-07-01');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await run(`
    INSERT INTO handraise.account (id, name, domain, created_at, attributes) VALUES
      ('b', 'Bolt', 'bolt.example', '2023-01-01Z', '{"industry": "tools", "employees": 12}'),
      ('B', 'Brick', NULL, '-infinity', '{"industry": "", "employees": "many"}'),
      ('a', 'Arch', NULL, NULL, '{"industry": "arches"}'),
      ('z', 'Later', NULL, '2024-07-01Z', '{"industry": "unseen"}');
    INSERT INTO handraise.contact (id, account_id, name, email, title, created_at, attributes) VALUES
      ('p10', 'b', 'Ada', 'Ada@Bolt.example', 'CTO', '2023-03-01 00:00:00.000001Z', '{"source": "web"}'),
      ('p9', 'nowhere', 'Bob', NULL, NULL, '2023-02-01Z', '{"source": "fair"}'),
      ('é', 'a', NULL, 'x', 'CTO', '2023-04-01Z', '{}'),
      ('P1', NULL, 'Cyd', 'c@b.example', '', '2024-06-30 23:59:59.999999Z', '{"source": "web"}'),
      ('never', NULL, NULL, NULL, NULL, '-infinity', '{}'),
      ('future', 'b', NULL, NULL, NULL, '2024-07-01Z', '{"source": "unseen"}'),
      ('endless', 'b', NULL, NULL, NULL, 'infinity', '{}');
    INSERT INTO handraise.event (id, contact_id, occurred_at, ingested_at, kind) VALUES
      ('1', 'p9', '2022-12-31 10:00Z', NULL, 'visit'),
      ('2', 'p9', '2024-06-10Z', '2024-06-12 00:00:00.000007Z', 'visit'),
      ('3', 'p9', '2024-07-01Z', NULL, 'visit'),
      ('4', 'p9', '2024-06-20Z', '2024-07-01Z', 'visit'),
      ('5', 'p9', '-infinity', NULL, 'visit'),
      ('6', 'p9', 'infinity', NULL, 'visit'),
      ('7', 'p9', '2024-06-01Z', '-infinity', 'visit');
    INSERT INTO handraise.outcome (contact_id, occurred_at, ingested_at, kind) VALUES
      ('p9', '2024-05-05Z', '2024-05-06Z', 'demo'),
      ('p9', '2024-03-03 03:03:03.000003Z', NULL, 'demo'),
      ('p10', '2024-05-05Z', NULL, 'won'),
      ('p10', '2024-06-05Z', '-infinity', 'demo'),
      ('p10', '-infinity', NULL, 'demo'),
      ('p10', '2024-07-01Z', NULL, 'demo'),
      ('é', '2024-06-30Z', '2024-07-01Z', 'demo'),
      ('nobody', '2024-04-04Z', NULL, 'demo');
    INSERT INTO handraise.opportunity (id, account_id, contact_id, created_at, closed_at, won) VALUES
      ('1', 'b', 'p9', '2024-02-01Z', '2024-03-01Z', true),
      ('2', 'b', NULL, '2024-01-01Z', '2024-07-01Z', true),
      ('3', NULL, 'p9', '2024-01-01Z', '2024-02-01Z', false),
      ('4', 'nowhere', 'é', '2024-01-01Z', '2024-02-01Z', NULL),
      ('5', 'nowhere', 'nobody', '2024-01-01Z', NULL, NULL),
      ('6', 'b', NULL, '2024-07-01Z', NULL, NULL);
    INSERT INTO handraise.suppression (contact_id, reason, since, until) VALUES
      ('é', 'a', NULL, NULL), ('p9', 'b', '2024-01-01Z', '2024-02-01Z'), ('p9', 'c', '-infinity', '2030-01-01Z'),
      ('p9', 'd', '2024-02-02Z', 'infinity'), ('p10', 'e', '2024-07-01Z', NULL), ('nobody', 'f', NULL, NULL);
    INSERT INTO handraise.attribute_history (entity, entity_id, name, value, valid_from) VALUES
      ('contact', 'p9', 'stage', 'new', '2024-01-01Z'), ('contact', 'p9', 'stage', NULL, '2024-02-01Z'),
      ('contact', 'P1', 'stage', 'new', '2024-03-01Z'), ('contact', 'p9', 'stage', 'x', '2024-07-01Z'),
      ('contact', 'nobody', 'stage', 'x', '2024-01-01Z'), ('contact', 'p9', 'other', 'x', '2024-01-01Z'),
      ('account', 'b', 'stage', 'x', '2024-01-01Z'), ('account', 'b', 'size', '12', '-infinity');
    CREATE SCHEMA crm;`);
});
afterAll(() => database.drop());

async function run(statement: string): Promise<void> {
  await database.handle.pool.query(statement);
}

const imported: SourceInput = {
  contact: { attributes: { source: { type: 'category' }, stage: { type: 'category', availability: 'history' } } },
  account: {
    attributes: {
      industry: { type: 'category', availability: 'stable' },
      employees: { type: 'number', availability: 'stable' },
      size: { type: 'number', availability: 'history' },
    },
  },
};

async function read(
  source: SourceInput = imported,
  input: Partial<ProgramInput> = {},
  options: { readonly knownBefore?: number; readonly session?: string; readonly withRevisions?: boolean } = {},
): Promise<Population> {
  const sources = await probeSources(database.handle, parseConfig({ source }, 'test').source);
  return inSnapshot(database.handle, async (client) => {
    if (options.session !== undefined) await client.query(options.session);
    const { knownBefore = now, withRevisions = false } = options;
    return readPopulation(client, sources, program(input), { knownBefore, withRevisions });
  });
}

describe('imported tables', () => {
  let found: Population;
  beforeAll(async () => {
    found = await read();
  });

  test('contacts are in the order of their ids, of those known before the as-of', () => {
    const { contacts } = found;
    expect(contacts.ids).toEqual(['P1', 'p10', 'p9', 'é']);
    expect([...contacts.account]).toEqual([-1, 2, -1, 1]);
    expect([...contacts.createdAt]).toEqual([now - 1, at('2023-03-01') + 1, at('2023-02-01'), at('2023-04-01')]);
    expect(contacts.name).toEqual(['Cyd', 'Ada', 'Bob', null]);
    expect(contacts.title).toEqual(['', 'CTO', null, 'CTO']);
    expect(contacts.emailDomain).toEqual(['b.example', 'bolt.example', null, null]);
    expect(contacts.attributes).toEqual([
      { kind: 'category', name: 'source', codes: Int32Array.of(1, 1, 0, -1), levels: ['fair', 'web'] },
    ]);
  });

  test('accounts too', () => {
    const { accounts } = found;
    expect(accounts.ids).toEqual(['B', 'a', 'b']);
    expect(accounts.name).toEqual(['Brick', 'Arch', 'Bolt']);
    expect(accounts.domain).toEqual([null, null, 'bolt.example']);
    expect([...accounts.createdAt]).toEqual([Number.NaN, Number.NaN, at('2023-01-01')]);
    expect(accounts.attributes).toEqual([
      { kind: 'category', name: 'industry', codes: Int32Array.of(-1, 0, 1), levels: ['arches', 'tools'] },
      { kind: 'number', name: 'employees', values: Float64Array.of(Number.NaN, Number.NaN, 12) },
    ]);
  });

  test('outcomes are in the order of contact and time, to the microsecond', () => {
    const { contact, occurredAt, ingestedAt } = found.outcomes;
    expect([...contact]).toEqual([1, 1, 1, 2, 2]);
    expect([...occurredAt]).toEqual([
      Number.NEGATIVE_INFINITY,
      at('2024-05-05'),
      at('2024-06-05'),
      at('2024-03-03T03:03:03Z') + 3,
      at('2024-05-05'),
    ]);
    expect([...ingestedAt]).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, at('2024-05-06')]);
  });

  test('a program may ask for one kind of outcome', async () => {
    const { outcomes, highWater } = await read(imported, { outcome: { kind: 'won' } });
    expect([...outcomes.contact]).toEqual([1]);
    expect([...outcomes.occurredAt]).toEqual([at('2024-05-05')]);
    expect(highWater).toBe(found.highWater);
    const hostile = await read(imported, { outcome: { kind: `o'; DROP TABLE handraise.outcome; --\\` } });
    expect(hostile.outcomes.contact).toHaveLength(0);
  });

  test('opportunities belong to the account, and to contacts that it does not stand for; a closing date ahead leaves them open', () => {
    expect(found.accountOpportunities).toEqual({
      subject: Int32Array.of(2, 2),
      from: Float64Array.of(at('2024-01-01'), at('2024-02-01')),
      until: Float64Array.of(Number.NaN, at('2024-03-01')),
      won: Int8Array.of(-1, 1),
    });
    expect([...found.contactOpportunities.subject]).toEqual([2, 2, 2, 2, 3]);
    expect([...found.contactOpportunities.won]).toEqual([-1, -1, 0, 1, -1]);
  });

  test('suppressions that begin before the as-of; an end after it is open', () => {
    expect(found.suppressions).toEqual({
      subject: Int32Array.of(2, 2, 2, 3),
      from: Float64Array.of(Number.NaN, at('2024-01-01'), at('2024-02-02'), Number.NaN),
      until: Float64Array.of(Number.NaN, at('2024-02-01'), Number.NaN, Number.NaN),
    });
  });

  test('history of attributes declared otherwise, when asked for', async () => {
    const source: SourceInput = {
      contact: { attributes: { source: { type: 'category' }, stage: { type: 'category', availability: 'stable' } } },
      account: { attributes: { size: { type: 'number', availability: 'history' } } },
    };
    const without = await read(source);
    expect(without.revisions).toBeUndefined();
    const { revisions, history, fingerprint } = await read(source, {}, { withRevisions: true });
    expect(revisions).toEqual([
      {
        entity: 'contact',
        name: 'stage',
        subject: Int32Array.of(0, 2, 2),
        validFrom: Float64Array.of(at('2024-03-01'), at('2024-01-01'), at('2024-02-01')),
        value: ['new', 'new', null],
      },
    ]);
    expect(history).toEqual(without.history);
    expect(fingerprint).not.toBe(without.fingerprint);
  });

  test('history of the declared attributes', () => {
    expect(found.history).toEqual([
      {
        entity: 'contact',
        name: 'stage',
        subject: Int32Array.of(0, 2, 2),
        validFrom: Float64Array.of(at('2024-03-01'), at('2024-01-01'), at('2024-02-01')),
        value: ['new', 'new', null],
      },
      {
        entity: 'account',
        name: 'size',
        subject: Int32Array.of(2),
        validFrom: Float64Array.of(Number.NEGATIVE_INFINITY),
        value: ['12'],
      },
    ]);
  });

  test('what cannot be used is counted', () => {
    expect(found.anomalies).toEqual({
      'accounts created in the future': 1,
      'attribute values in the future': 1,
      'attribute values of unknown contacts': 1,
      'contacts created in the future': 2,
      'contacts of unknown accounts': 1,
      'contacts without a creation date': 1,
      'opportunities closed in the future': 1,
      'opportunities created in the future': 1,
      'opportunities of unknown accounts': 2,
      'outcomes in the future': 1,
      'outcomes not yet known': 1,
      'outcomes of unknown contacts': 1,
      'suppressions in the future': 1,
      'suppressions of unknown contacts': 1,
    });
  });

  test('facts span from the first event to the last outcome that was known', async () => {
    expect(found.firstFact).toBe(at('2022-12-31T10:00Z'));
    expect(found.highWater).toBe(at('2024-06-05'));
    const earlier = await read(imported, {}, { knownBefore: at('2024-06-05') });
    expect(earlier.highWater).toBeLessThan(at('2024-06-05'));
  });

  test('recordedUntil is the high-water mark, but never beyond the as-of', async () => {
    const until = async (recordedUntil: string) => (await read(imported, { outcome: { recordedUntil } })).highWater;
    expect(await until('2024-05-01')).toBe(at('2024-05-01'));
    expect(await until('2024-06-30T23:59:59.999999Z')).toBe(now - 1);
    expect(await until('2025-01-01')).toBe(now);
  });

  test('an earlier as-of knows less', async () => {
    const { contacts, outcomes, anomalies } = await read(imported, {}, { knownBefore: at('2024-03-03T03:03:03Z') + 3 });
    expect(contacts.ids).toEqual(['p10', 'p9', 'é']);
    expect([...outcomes.occurredAt]).toEqual([Number.NEGATIVE_INFINITY]);
    expect(anomalies['outcomes in the future']).toBe(7);
    const after = await read(imported, {}, { knownBefore: at('2024-03-03T03:03:03Z') + 4 });
    expect(after.outcomes.occurredAt).toHaveLength(2);
  });

  test.each(['America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe'])(
    'are read alike in a session in %s',
    async (zone) => {
      expect(await read(imported, {}, { session: `SET LOCAL TimeZone = '${zone}'` })).toEqual(found);
    },
  );

  test('give snapshots', () => {
    const settings = program({
      cutoffs: { every: 'month', from: '2024-05-01' },
      outcome: { coolDownDays: 30 },
      eligibility: { openOpportunity: 'keep' },
    });
    const { contact, asOf, label, unit, ledger } = trainingSnapshots(found, settings);
    expect([[...contact], [...asOf], [...label], [...unit]]).toEqual([[1], [at('2024-05-01')], [1], [2]]);
    expect(ledger).toEqual({
      considered: 8,
      kept: 1,
      excluded: { 'not yet created': 2, 'already converted': 2, suppressed: 3 },
    });
  });
});

describe('mapped tables', () => {
  const people = (rows: string) =>
    ({
      contact: {
        query: `SELECT * FROM (VALUES ${rows}) AS people (id, account_id, name, email, title, created_at, size)`,
        attributes: { size: { type: 'number' } },
      },
      account: {
        query: `SELECT * FROM (VALUES ('a', 'X', NULL::timestamptz), ('a', 'X', '2024-01-01Z')) AS a (id, name, created_at)`,
      },
      outcome: { query: `SELECT 'p' AS contact_id, timestamptz '2024-02-02Z' AS occurred_at` },
      event: { query: `SELECT 'p' AS contact_id, timestamptz '2024-02-02Z' AS occurred_at, 'visit' AS kind` },
    }) as const satisfies SourceInput;

  test('duplicate ids are merged: the one created first, then the least by the other fields', async () => {
    const rows = [
      `('p', 'a', 'Zoe', NULL, NULL, timestamptz '2024-01-01Z', 1::float8)`,
      `('p', NULL, 'Ada', NULL, NULL, '2024-01-01Z', 1)`,
      `('p', 'a', 'Zoe', 'z@z.example', NULL, '2024-01-01Z', NULL)`,
      `('p', 'a', 'Ada', NULL, NULL, '2024-01-01 00:00:00.000001Z', 0)`,
      `('p', 'a', 'Zoe', NULL, NULL, '2024-01-01Z', 0.5)`,
      `('p', 'a', 'Ada', NULL, NULL, NULL, 0)`,
      `(NULL, 'a', 'Ada', NULL, NULL, '2024-01-01Z', 0)`,
    ];
    const forward = await read(people(rows.join(', ')));
    const backward = await read(
      people(rows.toReversed().join(', ').replace('NULL, 0)', 'NULL::timestamptz, 0::float8)')),
    );
    expect(backward).toEqual(forward);
    const { contacts, accounts, anomalies } = forward;
    expect(contacts.ids).toEqual(['p']);
    expect(contacts.name).toEqual(['Zoe']);
    expect(contacts.emailDomain).toEqual([null]);
    expect(contacts.attributes).toEqual([{ kind: 'number', name: 'size', values: Float64Array.of(0.5) }]);
    expect([...accounts.createdAt]).toEqual([at('2024-01-01')]);
    expect(anomalies).toMatchObject({
      'contacts without a creation date': 1,
      'contacts without an id': 1,
      'duplicate accounts': 1,
      'duplicate contacts': 4,
    });
  });

  test('the fingerprint is of the content, not of its order', async () => {
    await run(`CREATE TABLE crm.people AS SELECT * FROM handraise.contact;
      CREATE TABLE crm.companies AS SELECT * FROM handraise.account;`);
    const source: SourceInput = {
      contact: {
        table: 'crm.people',
        columns: { accountId: 'account_id' },
        attributes: { title: { type: 'category' } },
      },
      account: { table: 'crm.companies' },
    };
    const first = await read(source);
    await run(`CREATE TABLE crm.shuffled AS SELECT * FROM crm.people ORDER BY md5(id);
      TRUNCATE crm.people; INSERT INTO crm.people SELECT * FROM crm.shuffled;`);
    expect(await read(source)).toEqual(first);
    expect(first.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    await run(`UPDATE crm.people SET name = 'Adah' WHERE id = 'p10'`);
    expect((await read(source)).fingerprint).not.toBe(first.fingerprint);
    await run(`UPDATE crm.people SET name = 'Ada' WHERE id = 'p10'`);
    expect((await read(source)).fingerprint).toBe(first.fingerprint);
  });

  test('without events or a known outcome the last contact created is the last fact', async () => {
    const source = people(`('p', 'a', 'Zoe', NULL, NULL, timestamptz '2024-01-01Z', 1)`);
    const { highWater, firstFact } = await read({
      ...source,
      outcome: { query: `SELECT 'p' AS contact_id, timestamptz '2024-08-02Z' AS occurred_at` },
      event: { query: `${source.event.query} WHERE false` },
    });
    expect([firstFact, highWater]).toEqual([at('2024-01-01'), at('2024-01-01')]);
  });

  test('the record begins with the first event, however long contacts were there before', async () => {
    const source = people(`('p', 'a', 'Zoe', NULL, NULL, timestamptz '2020-01-01Z', 1)`);
    const { firstFact } = await read({
      ...source,
      event: { query: `SELECT 'p' AS contact_id, timestamptz '2024-03-01Z' AS occurred_at, 'open' AS kind` },
    });
    expect(firstFact).toBe(at('2024-03-01'));
  });

  test('outcomes are recorded until the last one arrived, whatever date a wrong clock gave it and whatever events came after', async () => {
    const source = people(`('p', 'a', 'Zoe', NULL, NULL, timestamptz '2020-01-01Z', 1)`);
    const { highWater } = await read({
      ...source,
      event: {
        query: `SELECT 'p' AS contact_id, 'open' AS kind, timestamptz '2024-06-01Z' AS occurred_at`,
      },
      outcome: {
        query: `SELECT 'p' AS contact_id, timestamptz '2024-04-01Z' AS occurred_at,
                       timestamptz '2024-03-01Z' AS ingested_at`,
      },
    });
    expect(highWater).toBe(at('2024-03-01'));
  });

  test('a query may end in a comment', async () => {
    const source = people(`('p', 'a', 'Zoe', NULL, NULL, timestamptz '2024-01-01Z', 1)`);
    const query = `${source.contact.query} -- those we know`;
    expect((await read({ ...source, contact: { ...source.contact, query } })).contacts.ids).toEqual(['p']);
  });

  test('no usable contact is refused', async () => {
    const source = people(`('p', 'a', 'Zoe', NULL, NULL, timestamptz '2024-07-01Z', 1)`);
    await expect(read(source)).rejects.toMatchObject({ code: 'data', message: 'contact has no usable rows' });
  });
});

test('without outcomes there is nothing to learn', async () => {
  const bare = await createTestDatabase();
  try {
    await bare.handle.pool.query(`INSERT INTO handraise.contact (id, created_at) VALUES ('p', '2024-01-01Z')`);
    const sources = await probeSources(bare.handle, parseConfig({}, 'test').source);
    const attempt = inSnapshot(bare.handle, (client) =>
      readPopulation(client, sources, program(), { knownBefore: now }),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('outcome') });
  } finally {
    await bare.drop();
  }
});

test('ids that no ranking can hold are refused and named, accounts and contacts alike', async () => {
  const long = (id: string, length: number) => `${id}${'0'.repeat(length - id.length)}`;
  await run(`
    CREATE TABLE crm.long_person AS SELECT * FROM handraise.contact;
    INSERT INTO crm.long_person (id, created_at) VALUES ('${long('edge', 800)}', '2023-01-01Z');
    CREATE TABLE crm.long_company AS SELECT * FROM handraise.account;`);
  const source = { contact: { table: 'crm.long_person' }, account: { table: 'crm.long_company' } };
  expect((await read(source)).contacts.ids).toContain(long('edge', 800));
  await run(`INSERT INTO crm.long_company (id) VALUES ('${long('company', 900)}')`);
  await expect(read(source)).rejects.toMatchObject({
    ...{ code: 'data', exitCode: 3 },
    message: expect.stringMatching(/^accounts: the id "company0+…" is 900 bytes long; /),
  });
  await run(`
    DELETE FROM crm.long_company WHERE id LIKE 'company%';
    INSERT INTO crm.long_person (id, created_at) VALUES ('${long('y', 801)}', '2023-01-01Z'), ('é${'é'.repeat(400)}', '2023-01-01Z')`);
  await expect(read(source)).rejects.toMatchObject({
    message: expect.stringMatching(/^contacts: the id "y0+…" is 801 bytes long, and of 1 more; /),
  });
});
