import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConfigInput, configSchema } from '../../src/config/schema.ts';
import { checkCrm } from '../../src/crm/checkCrm.ts';
import { openDatabase } from '../../src/database/connection.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { told } from './told.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

beforeEach(() =>
  query(`
    DROP SCHEMA IF EXISTS crm CASCADE;
    CREATE SCHEMA crm;
    CREATE TABLE crm.company (id bigint, name text);
    CREATE TABLE crm.person (id bigint, company bigint, created timestamptz, tier text, score float8);
    CREATE TABLE crm.activity (id bigint, person bigint, at timestamptz, known timestamptz, kind text, value float8);
    CREATE TABLE crm.demo (person bigint, at timestamptz, kind text);
    INSERT INTO crm.company VALUES (1, 'One'), (2, 'Two');
    INSERT INTO crm.person SELECT i, 1 + i % 2, '2023-01-01'::timestamptz + i * interval '1 day', 'a', i FROM generate_series(1, 200) i;
    INSERT INTO crm.activity SELECT i, i, '2023-02-01'::timestamptz + i * interval '1 day', NULL, 'open', 1 FROM generate_series(1, 200) i;
    INSERT INTO crm.demo SELECT i, '2023-01-15'::timestamptz + i * interval '1 day', 'demo' FROM generate_series(1, 60) i;
  `),
);

const query = (text: string) => database.handle.pool.query(text);

/** 2024-06-01T00:00:00Z */
const now = Date.UTC(2024, 5, 1) * 1000;

const source = {
  account: { table: 'crm.company' },
  contact: { table: 'crm.person', columns: { accountId: 'company', createdAt: 'created' } },
  event: { table: 'crm.activity', columns: { contactId: 'person', occurredAt: 'at', ingestedAt: 'known' } },
  outcome: { table: 'crm.demo', columns: { contactId: 'person', occurredAt: 'at' } },
} satisfies ConfigInput['source'];

const programs = { default: { horizonDays: 30, cutoffs: { every: 'month' } } } satisfies ConfigInput['programs'];

/** Without what it says of these tables' age: they end months before now. */
async function check(input: ConfigInput = { source, programs }, handle = database.handle) {
  const report = await checkCrm(handle, configSchema.parse(input), now);
  return { ...report, problems: report.problems.filter(({ kind }) => kind !== 'feed-stopped').map(told) };
}

/** What is worse than information, in short. */
const findings = (report: Awaited<ReturnType<typeof check>>) =>
  report.problems
    .filter(({ severity }) => severity !== 'info')
    .map(({ entity, problem, rows, examples }) => [entity, problem, rows, examples.join(' ')]);

describe('sound data', () => {
  test('has rows, spans and programs, and nothing worse than information', async () => {
    const report = await check();
    expect(findings(report)).toEqual([]);
    expect(report.entities.filter(({ rows }) => rows > 0)).toEqual([
      { entity: 'account', relation: 'crm.company', rows: 2, spans: [] },
      {
        entity: 'contact',
        relation: 'crm.person',
        rows: 200,
        spans: [{ field: 'createdAt', first: Date.UTC(2023, 0, 2) * 1000, last: Date.UTC(2023, 6, 20) * 1000 }],
      },
      {
        entity: 'event',
        relation: 'crm.activity',
        rows: 200,
        spans: [{ field: 'occurredAt', first: Date.UTC(2023, 1, 2) * 1000, last: Date.UTC(2023, 7, 20) * 1000 }],
      },
      {
        entity: 'outcome',
        relation: 'crm.demo',
        rows: 60,
        spans: [{ field: 'occurredAt', first: Date.UTC(2023, 0, 16) * 1000, last: Date.UTC(2023, 2, 16) * 1000 }],
      },
    ]);
    expect(report.programs).toEqual([{ program: 'default', positives: 60, contacts: 200, days: 230 }]);
  });

  test('gives the same report whatever the order of its rows', async () => {
    await query(`UPDATE crm.activity SET person = 9000 + id WHERE id <= 8`);
    const before = await check();
    await query('CREATE TABLE crm.copy AS SELECT * FROM crm.activity ORDER BY id DESC');
    const after = await check({ source: { ...source, event: { ...source.event, table: 'crm.copy' } }, programs });
    expect(after.problems).toEqual(before.problems);
  });
});

describe('rows', () => {
  test.each<[string, string, unknown[]]>([
    [
      'orphans',
      'UPDATE crm.activity SET person = 9007199254740993 WHERE id = 7',
      ['event', 'contactId names no contact of the CRM', 1, '9007199254740993'],
    ],
    [
      'outcomes of nobody',
      'UPDATE crm.demo SET person = 999 WHERE person = 3',
      ['outcome', 'contactId names no contact of the CRM', 1, '999'],
    ],
    [
      'contacts of unknown accounts',
      'UPDATE crm.person SET company = 3 WHERE id IN (5, 6)',
      ['contact', 'accountId names no account of the CRM', 2, '3'],
    ],
    [
      'duplicate contacts',
      'INSERT INTO crm.person SELECT * FROM crm.person WHERE id IN (10, 9)',
      ['contact', 'id is the same in more than one row', 2, '10 9'],
    ],
    [
      'duplicate events',
      'INSERT INTO crm.activity SELECT * FROM crm.activity WHERE id = 4',
      ['event', 'contactId, id is the same in more than one row', 1, '4'],
    ],
    [
      'duplicate outcomes',
      'INSERT INTO crm.demo SELECT * FROM crm.demo WHERE person = 4',
      ['outcome', 'contactId, kind, occurredAt is the same in more than one row', 1, '4'],
    ],
    [
      'future dates',
      `UPDATE crm.person SET created = '2024-06-01 00:00:00.000001Z' WHERE id = 8`,
      ['contact', 'createdAt is in the future', 1, '8'],
    ],
    [
      'infinite dates',
      `UPDATE crm.activity SET at = 'infinity' WHERE id = 8`,
      ['event', 'occurredAt is infinite, or beyond the years 1 to 9999', 1, '8'],
    ],
    [
      'years that no program can reckon with',
      `UPDATE crm.activity SET at = '294276-12-31 23:59:59Z' WHERE id = 8`,
      ['event', 'occurredAt is infinite, or beyond the years 1 to 9999', 1, '8'],
    ],
    [
      'years before Christ',
      `UPDATE crm.person SET created = '4713-01-01 00:00Z BC' WHERE id = 8`,
      ['contact', 'createdAt is infinite, or beyond the years 1 to 9999', 1, '8'],
    ],
    ...(['0001-01-01', '1900-01-01', '1970-01-01', '1970-01-20'] as const).map((day): [string, string, unknown[]] => [
      `the placeholder ${day}`,
      `UPDATE crm.activity SET at = '${day} 00:00+01' WHERE id IN (8, 9)`,
      ['event', 'occurredAt is before 1971, like 1970-01-01, 1900-01-01 and other placeholders for no date', 2, '8 9'],
    ]),
    [
      'the placeholder 9999-12-31',
      `UPDATE crm.demo SET at = '9999-12-31Z' WHERE person = 8`,
      ['outcome', 'occurredAt is after 2200, like 9999-12-31 and other placeholders for never', 1, '8'],
    ],
    [
      'dates before everything',
      `UPDATE crm.activity SET at = '-infinity' WHERE id = 8`,
      ['event', 'occurredAt is infinite, or beyond the years 1 to 9999', 1, '8'],
    ],
    ['missing dates', 'UPDATE crm.person SET created = NULL WHERE id = 8', ['contact', 'createdAt is missing', 1, '8']],
    ['missing ids', 'UPDATE crm.person SET id = NULL WHERE id = 200', ['contact', 'id is missing', 1, '']],
    [
      'values that are no number',
      `UPDATE crm.activity SET value = 'NaN' WHERE id = 8`,
      ['event', 'value is NaN or infinite', 1, '8'],
    ],
    [
      'outcomes before creation',
      `UPDATE crm.demo SET at = '2022-12-31' WHERE person = 50`,
      ['outcome', 'was reached when the contact was created, or before', 1, '50'],
    ],
    [
      'facts known too soon',
      `UPDATE crm.activity SET known = at - interval '1 second' WHERE id = 50`,
      ['event', 'became known before it happened', 1, '50'],
    ],
  ])('%s are counted, with examples', async (_, statement, expected) => {
    await query(statement);
    expect(findings(await check())).toContainEqual(expected);
  });

  test('a date exactly now is not in the future', async () => {
    await query(`UPDATE crm.activity SET at = '2024-06-01T00:00:00Z' WHERE id = 8`);
    expect(findings(await check())).toEqual([]);
  });

  test('information says what is not wrong but worth knowing', async () => {
    await query(`
      UPDATE crm.activity SET value = -1 WHERE id = 1;
      UPDATE crm.activity SET known = at + interval '2 days' WHERE id <= 3;
      UPDATE crm.activity SET at = '2022-01-01' WHERE id = 9;
    `);
    const { problems } = await check();
    const ofEvents = problems
      .filter(({ entity }) => entity === 'event')
      .map(({ severity, problem, rows }) => [severity, problem, rows]);
    expect(ofEvents).toEqual([
      ['info', 'value is negative', 1],
      ['info', 'occurred before the contact was created', 1],
      ['info', 'became known more than a day after it happened', 3],
    ]);
  });

  test('other entities are looked at too', async () => {
    await query(`
      CREATE TABLE crm.deal (id int, account_id bigint, contact_id bigint, created_at timestamptz, closed_at timestamptz);
      INSERT INTO crm.deal VALUES (1, 77, 888, '2023-01-01', NULL), (2, 77, 1, '2023-01-01', '2022-01-01'), (3, 1, NULL, '2023-01-01', '2030-01-01');
      CREATE TABLE crm.history (entity text, entity_id text, name text, value text, valid_from timestamptz);
      INSERT INTO crm.history VALUES ('contact', '1', 'tier', 'a', '2023-01-01'), ('lead', '1', 'tier', 'a', '2023-01-01'),
        ('contact', '999', 'tier', 'a', '2023-01-01'), ('account', '999', 'size', '1', '2025-01-01');
    `);
    const linked = await check({
      source: {
        ...source,
        opportunity: { table: 'crm.deal' },
        opportunityContact: {
          query: 'SELECT * FROM (VALUES (1, 3), (9, 3), (2, 999)) AS links (opportunity_id, contact_id)',
        },
        contact: { ...source.contact, columns: { ...source.contact.columns, currentAccountId: 'score' } },
      },
      programs,
    });
    expect(findings(linked)).toEqual([
      ['contact', 'currentAccountId names no account of the CRM', 198, '10 100 101 102 103'],
      ['opportunity', 'accountId names no account of the CRM', 2, '77'],
      ['opportunity', 'was closed before it was opened', 1, '2'],
      ['opportunityContact', 'contactId names no contact of the CRM', 1, '999'],
      ['opportunityContact', 'opportunityId names no opportunity of the CRM', 1, '9'],
    ]);
    const report = await check({
      source: { ...source, opportunity: { table: 'crm.deal' }, attributeHistory: { table: 'crm.history' } },
      programs,
    });
    expect(findings(report)).toEqual([
      ['opportunity', 'neither accountId nor contactId names anybody of the CRM', 1, '1'],
      ['opportunity', 'accountId names no account of the CRM', 1, '77'],
      ['opportunity', 'was closed before it was opened', 1, '2'],
      ['attributeHistory', 'validFrom is in the future', 1, '999'],
      ['attributeHistory', 'entity is neither contact nor account', 1, '1'],
      ['attributeHistory', 'entityId names no contact of the CRM', 1, '999'],
      ['attributeHistory', 'entityId names no account of the CRM', 1, '999'],
    ]);
  });
});

describe('mappings', () => {
  test('a missing table is an error, and the rest is still looked at', async () => {
    const report = await check({ source: { ...source, event: { ...source.event, table: 'crm.gone' } }, programs });
    expect(report.problems[0]).toMatchObject({
      entity: 'event',
      severity: 'error',
      problem: expect.stringContaining('crm.gone'),
    });
    expect(report.entities.find(({ entity }) => entity === 'event')).toMatchObject({ relation: null, rows: 0 });
    expect(report.entities.find(({ entity }) => entity === 'contact')?.rows).toBe(200);
    expect(report.programs).toHaveLength(1);
  });

  test('every missing, mistyped or zoneless column is named', async () => {
    await query(`
      ALTER TABLE crm.activity ALTER at TYPE timestamp, ALTER value TYPE text, DROP COLUMN kind;
      ALTER TABLE crm.person DROP COLUMN company;
    `);
    const { problems } = await check();
    const errors = problems
      .filter(({ severity }) => severity === 'error')
      .map(({ problem, remedy }) => `${problem}: ${remedy}`);
    expect(errors).toEqual([
      expect.stringContaining('contact.accountId: expected column company in crm.person, found id, created'),
      expect.stringMatching(/event\.occurredAt: .* timestamp without time zone.*: declare the zone/),
      expect.stringContaining('event.kind: expected column kind'),
      expect.stringMatching(/event\.value: .* to be a number, found text/),
    ]);
  });

  test('a declared zone makes naive dates usable, and is mentioned', async () => {
    await query('ALTER TABLE crm.activity ALTER at TYPE timestamp');
    const { problems } = await check({
      source: { ...source, event: { ...source.event, zone: 'Europe/Berlin' } },
      programs,
    });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(problems).toContainEqual(
      expect.objectContaining({
        severity: 'info',
        problem: 'occurredAt has no time zone',
        effect: expect.stringContaining('Europe/Berlin'),
      }),
    );
  });

  test('a query that fails on its rows is an error of its entity alone', async () => {
    const event = {
      query: 'SELECT id, person AS contact_id, at AS occurred_at, kind, 1 / (id - 5) AS value FROM crm.activity',
    };
    const report = await check({ source: { ...source, event }, programs });
    expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ entity: 'event', problem: expect.stringContaining('division by zero') }),
    ]);
    expect(report.programs).toHaveLength(1);
  });

  test('a query cannot write', async () => {
    const event = {
      query: `SELECT nextval('crm.counter') AS id, person AS contact_id, at AS occurred_at, kind FROM crm.activity`,
    };
    await query('CREATE SEQUENCE crm.counter');
    const { problems } = await check({ source: { ...source, event }, programs });
    expect(problems[0]).toMatchObject({
      entity: 'event',
      severity: 'error',
      problem: expect.stringContaining('read-only'),
    });
  });

  test('names that look like statements are names', async () => {
    await query(`CREATE TABLE crm."x; DROP TABLE crm.person; --" ("na'me" bigint, "cre""ated" timestamptz)`);
    const contact = {
      table: 'crm."x; DROP TABLE crm.person; --"',
      columns: { id: "na'me", createdAt: 'cre"ated' },
      attributes: { 'it"s': { type: 'number', column: "na'me", availability: 'stable' } },
    } as const;
    const report = await check({ source: { ...source, contact }, programs });
    expect(report.problems).toContainEqual(
      expect.objectContaining({
        entity: 'contact',
        severity: 'error',
        problem: expect.stringContaining('has no rows'),
      }),
    );
    expect((await query('SELECT FROM crm.person')).rowCount).toBe(200);
  });

  test('ids longer than a ranking can hold are errors, each named in short', async () => {
    await query(`
      ALTER TABLE crm.company ALTER id TYPE text;
      ALTER TABLE crm.person ALTER id TYPE text;
      INSERT INTO crm.company VALUES (repeat('c', 3000)), (repeat('d', 800));
      INSERT INTO crm.person (id, created) VALUES (repeat('é', 401), '2023-01-01Z')`);
    const effect = expect.stringContaining('train and score refuse');
    expect((await check()).problems.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ entity: 'account', effect, rows: 1, examples: [`${'c'.repeat(40)}… (3000 bytes)`] }),
      expect.objectContaining({ entity: 'contact', effect, rows: 1, examples: [`${'é'.repeat(40)}… (802 bytes)`] }),
    ]);
  });

  test('a missing permission is an error that says what to grant', async () => {
    const role = `reader_${randomBytes(6).toString('hex')}`;
    await query(`
      CREATE ROLE ${role} LOGIN PASSWORD 'reader';
      GRANT USAGE ON SCHEMA crm, handraise TO ${role};
      GRANT SELECT ON ALL TABLES IN SCHEMA crm, handraise TO ${role};
      REVOKE SELECT ON crm.demo FROM ${role};
    `);
    const url = new URL(database.connectionString);
    url.username = role;
    url.password = 'reader';
    const handle = await openDatabase({ connectionString: url.href, directory: '' });
    try {
      const report = await check({ source, programs }, handle);
      expect(report.problems[0]).toMatchObject({
        entity: 'outcome',
        severity: 'error',
        problem: expect.stringContaining('permission'),
        remedy: expect.stringContaining(`GRANT SELECT ON crm.demo TO ${role}`),
      });
      expect(report.entities.find(({ entity }) => entity === 'event')?.rows).toBe(200);
      const ofQuery = { ...source, outcome: { query: 'SELECT person AS contact_id, at AS occurred_at FROM crm.demo' } };
      const remedy = async (mapped: ConfigInput['source']) =>
        (await check({ source: mapped, programs }, handle)).problems.find(({ entity }) => entity === 'outcome')?.remedy;
      expect(await remedy(ofQuery)).toBe(`GRANT SELECT ON crm.demo TO ${role}`);
      await query(`REVOKE USAGE ON SCHEMA crm FROM ${role}`);
      expect(await remedy(source)).toBe(`GRANT USAGE ON SCHEMA crm TO ${role}; GRANT SELECT ON crm.demo TO ${role}`);
      expect(await remedy(ofQuery)).toBe(`GRANT USAGE ON SCHEMA crm TO ${role}`);
    } finally {
      await handle.close();
      await query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });

  test('nothing mapped and nothing imported', async () => {
    const report = await check({ programs });
    expect(report.problems.map(({ entity, severity, problem }) => [entity, severity, problem])).toEqual([
      ['contact', 'error', 'is neither mapped nor imported'],
      ['outcome', 'error', 'is neither mapped nor imported'],
      ['event', 'warning', 'is neither mapped nor imported'],
    ]);
  });
});

describe('attributes', () => {
  test('declared as numbers that hold something else are counted, with examples', async () => {
    await query(`
      INSERT INTO handraise.contact (id, created_at, attributes) VALUES
        ('1', now(), '{"revenue": "12.5"}'), ('2', now(), '{"revenue": "1,234"}'), ('3', now(), '{"revenue": "1,234"}'),
        ('4', now(), '{"revenue": "n.v."}'), ('5', now(), '{"revenue": " "}'), ('6', now(), '{}');
      INSERT INTO handraise.attribute_history (entity, entity_id, name, value, valid_from) VALUES
        ('contact', '1', 'seats', '10', now()), ('contact', '1', 'seats', '10 seats', now() - interval '1 day')`);
    const attributes = {
      revenue: { type: 'number', availability: 'stable' },
      seats: { type: 'number', availability: 'history' },
    } as const;
    const found = findings(await check({ source: { contact: { attributes } } })).filter(([, problem]) =>
      String(problem).includes('declared as a number'),
    );
    expect(found).toEqual([
      ['contact', 'attribute revenue is declared as a number, but some values are no numbers', 3, '1,234 n.v.'],
      ['contact', 'attribute seats is declared as a number, but some values are no numbers', 1, '10 seats'],
    ]);
    await query('DELETE FROM handraise.contact; DELETE FROM handraise.attribute_history');
  });

  test('that cost something are named', async () => {
    await query('UPDATE crm.person SET score = NULL WHERE id > 5');
    const contact = {
      ...source.contact,
      attributes: {
        tier: { type: 'category' },
        score: { type: 'number', availability: 'stable' },
        size: { type: 'number', availability: 'history' },
        gone: { type: 'number', availability: 'stable' },
      },
    } as const;
    const { problems } = await check({ source: { ...source, contact }, programs });
    expect(
      problems
        .filter(({ entity }) => entity === 'contact')
        .map(({ severity, problem, rows }) => [severity, problem, rows]),
    ).toEqual([
      ['error', expect.stringContaining('contact.attributes.gone: expected column gone'), 0],
      ['warning', 'attribute score is missing in more than 95% of the rows', 195],
      ['warning', 'attribute size is declared as history, but attributeHistory has no value of it', 0],
      ['info', 'attribute tier is known only as it is today', 0],
    ]);
  });
});

describe('programs', () => {
  test('count a contact once that reached several kinds of outcome', async () => {
    await query(`INSERT INTO crm.demo SELECT person, at + interval '1 day', 'trial' FROM crm.demo WHERE person <= 10`);
    const { programs: found } = await check();
    expect(found).toEqual([{ program: 'default', positives: 60, contacts: 200, days: 230 }]);
  });

  const checkProgram = async (program: NonNullable<ConfigInput['programs']>[string]) =>
    findings(await check({ source, programs: { p: program } })).map(([, problem]) => problem);

  test('an outcome kind there is none of', async () => {
    const { problems } = await check({ source, programs: { p: { ...programs.default, outcome: { kind: 'trial' } } } });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ problem: 'program p: no contact of the CRM reached its outcome' }),
      expect.objectContaining({
        problem: 'program p: no outcome is of the kind "trial"',
        remedy: expect.stringContaining('"demo"'),
      }),
    ]);
  });

  test('are told as figures, beside which the sentence is for people', async () => {
    const { problems } = await check({
      source,
      programs: { p: { ...programs.default, horizonDays: 100, minimum: { trainPositives: 90 } } },
    });
    const figuresOf = (kind: string) => problems.find((found) => found.kind === kind)?.figures;
    expect(figuresOf('outcome-rare')).toEqual({
      ...{ entity: 'outcome', program: 'p' },
      ...{ positives: 60, trainPositives: 90, testPositives: 20 },
    });
    expect(figuresOf('history-short')).toEqual({ entity: 'outcome', program: 'p', days: 230, horizonDays: 100 });
  });

  test('too few outcomes, or too little time', async () => {
    expect(await checkProgram({ ...programs.default, minimum: { trainPositives: 90 } })).toEqual([
      'program p: 60 contacts reached its outcome, fewer than training and test need (90 + 20)',
    ]);
    expect(await checkProgram({ ...programs.default, horizonDays: 231 })).toEqual([
      'program p: the data covers 230 days, less than one horizon (231 days)',
    ]);
    expect(await checkProgram({ ...programs.default, horizonDays: 100 })).toEqual([
      'program p: the data covers 230 days, which is little for a horizon of 100 days',
    ]);
    expect(await checkProgram({ horizonDays: 30, cutoffs: { daysAfterCreation: 201 } })).toEqual([
      'program p: the data covers 230 days, less than one horizon (231 days)',
    ]);
  });

  test('outcomes that were recorded late only', async () => {
    await query(`DELETE FROM crm.demo WHERE at < '2023-02-10'`);
    const few = { ...programs.default, minimum: { trainPositives: 20, testPositives: 10 } };
    expect(await checkProgram(few)).toEqual(['program p: its first outcome comes 39 days after the first fact']);
    expect(await checkProgram({ ...few, outcome: { recordedSince: '2023-02-10' } })).toEqual([]);
  });
});

describe('what people hardly do one by one, of their own accord', () => {
  const suppressed = (input: ConfigInput['programs'] = programs) =>
    check({ source: { ...source, suppression: { table: 'crm.refusal' } }, programs: input });

  test('more than three contacts in ten reach the outcome', async () => {
    await query(`INSERT INTO crm.demo SELECT 100, '2023-05-01', 'demo'`);
    const report = await check();
    expect(findings(report)).toEqual([
      ['outcome', 'program default: 31% of all contacts reached its outcome (61 of 200)', 0, ''],
    ]);
    expect(report.problems[0]).toMatchObject({
      effect: expect.stringContaining('downloads'),
      remedy: expect.stringContaining('source.outcome'),
    });
    await query('DELETE FROM crm.demo WHERE person = 100; INSERT INTO crm.demo SELECT * FROM crm.demo');
    expect(findings(await check()).map(([, problem]) => problem)).not.toContainEqual(
      expect.stringContaining('all contacts'),
    );
  });

  test('the outcome comes with the contact', async () => {
    await query(`UPDATE crm.demo SET at = '2023-01-01'::timestamptz + person * interval '1 day' + person * interval '1 second'
                 WHERE person <= 25`);
    expect(findings(await check())).toEqual([
      [
        'outcome',
        'program default: 42% of the contacts that reached its outcome did so within 60 seconds of their creation, or before (25 of 60)',
        0,
        '',
      ],
    ]);
    await query(`UPDATE crm.demo SET at = at + interval '1 minute' WHERE person <= 25`);
    expect(findings(await check())).toEqual([]);
    await query(`UPDATE crm.demo SET at = '2023-01-01'::timestamptz + person * interval '1 day' WHERE person = 7`);
    expect(findings(await check())).toEqual([
      ['outcome', 'was reached when the contact was created, or before', 1, '7'],
    ]);
  });

  test.each([
    ['minute', '2023-04-02 10:20:30Z', '1 second', '2023-04-02T10:20Z'],
    ['hour', '2023-04-02 10:02:00Z', '2 minutes', '2023-04-02T10:00Z'],
    ['day', '2023-04-02 01:00:00Z', '40 minutes', '2023-04-02'],
  ])('outcomes are dated within one %s', async (unit, from, apart, said) => {
    await query(`UPDATE crm.demo SET at = at + interval '7 hours';
      UPDATE crm.demo SET at = '${from}'::timestamptz + (person - 41) * interval '${apart}' WHERE person > 40`);
    expect(findings(await check())).toEqual([
      [
        'outcome',
        `program default: 33% of its outcomes are dated within one ${unit}, from ${said} on (20 of 60)`,
        0,
        '',
      ],
    ]);
  });

  test('dates without a time of day are no burst of a minute', async () => {
    await query(`UPDATE crm.demo SET at = '2023-04-02Z' WHERE person > 35;
      INSERT INTO crm.demo SELECT i, '2023-05-02Z'::timestamptz + i * interval '1 day', 'demo' FROM generate_series(1, 40) i`);
    expect(findings(await check())).toEqual([]);
  });

  test('opportunities are all closed on one day', async () => {
    await query(`CREATE TABLE crm.deal AS SELECT i AS id, 1 + i % 2 AS account_id, '2023-01-01'::timestamptz + i * interval '1 day' AS created_at,
      CASE WHEN i <= 30 THEN '2023-12-31 08:00Z'::timestamptz + i * interval '1 minute' WHEN i < 50 THEN '2023-09-01'::timestamptz + i * interval '1 day' END AS closed_at
      FROM generate_series(1, 60) i`);
    const report = await check({ source: { ...source, opportunity: { table: 'crm.deal' } }, programs });
    expect(findings(report)).toEqual([
      ['opportunity', '61% of closed opportunities were closed on one day, 2023-12-31', 30, ''],
    ]);
  });

  test('nearly everybody is suppressed, by the channels that a program counts', async () => {
    await query(`CREATE TABLE crm.refusal AS SELECT i AS contact_id, CASE WHEN i % 10 = 0 THEN 'Call' ELSE 'email' END AS channel
      FROM generate_series(1, 170) i`);
    expect(findings(await suppressed())).toEqual([
      ['suppression', 'program default: 85% of all contacts are suppressed today (170 of 200)', 0, ''],
    ]);
    const by = (suppressionChannels: string[]) =>
      suppressed({ default: { ...programs.default, eligibility: { suppressionChannels } } });
    expect(findings(await by(['EMAIL']))).toEqual([]);
    const { problems } = await by(['pigeon', 'call']);
    expect(problems[0]).toMatchObject({
      ...{ entity: 'suppression', severity: 'warning' },
      problem: 'program default: no suppression is of the channel "pigeon"',
      remedy: 'set eligibility.suppressionChannels to some of these: "email", "Call"',
    });
  });

  test('a program names channels where suppressions have none', async () => {
    await query('CREATE TABLE crm.refusal AS SELECT 1 AS contact_id');
    const { problems } = await suppressed({
      p: { ...programs.default, eligibility: { suppressionChannels: ['email'] } },
    });
    expect(problems[0]).toMatchObject({
      problem: 'program p: no suppression is of the channel "email"',
      remedy: 'map suppression.channel, or leave eligibility.suppressionChannels out',
    });
  });
});
