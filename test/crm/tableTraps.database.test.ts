import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConfigInput, configSchema } from '../../src/config/schema.ts';
import { checkCrm } from '../../src/crm/checkCrm.ts';
import { filteredTables } from '../../src/crm/filteredTables.ts';
import { probeSources } from '../../src/crm/source.ts';
import { type DatabaseHandle, openDatabase } from '../../src/database/connection.ts';
import { planned } from '../../src/database/planned.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';

// What the catalogue of a database does to the rows that a mapped table seems to have.

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const query = (text: string) => database.handle.pool.query(text);

beforeEach(() =>
  query(`
    DROP SCHEMA IF EXISTS trap CASCADE;
    CREATE SCHEMA trap;
    CREATE TABLE trap.person (id text, created_at timestamptz);
    CREATE TABLE trap.activity (id bigint, contact_id text, occurred_at timestamptz, kind text, PRIMARY KEY (contact_id, id));
    INSERT INTO trap.person SELECT 'p' || i, '2024-01-01Z' FROM generate_series(1, 10) AS i;
    INSERT INTO trap.activity SELECT i, 'p' || i, '2024-05-01Z', 'open' FROM generate_series(1, 10) AS i;
  `),
);

/** 2024-06-01T00:00:00Z */
const now = Date.UTC(2024, 5, 1) * 1000;

const table = { contact: { table: 'trap.person' }, event: { table: 'trap.activity' } } satisfies ConfigInput['source'];

/** What check says of an entity that matches, in short. */
async function said(source: ConfigInput['source'], about: RegExp, handle: DatabaseHandle = database.handle) {
  const { problems } = await checkCrm(handle, configSchema.parse({ source }), now);
  return problems
    .filter(({ problem }) => about.test(problem))
    .map(({ entity, severity, problem, rows }) => [entity, severity, problem, rows]);
}

describe('tables that inherit from a mapped one', () => {
  beforeEach(() => query('CREATE TABLE trap."Activity 2023" () INHERITS (trap.activity)'));

  test('may hold the same rows again, whatever is unique in the mapped one', async () => {
    const unique = async () =>
      (await probeSources(database.handle, configSchema.parse({ source: table }).source)).unique('event');
    expect(await unique()).toBe(false);
    await query('INSERT INTO trap."Activity 2023" SELECT * FROM trap.activity WHERE id <= 4');
    expect(await said(table, /inherits|more than one row/)).toEqual([
      ['event', 'warning', 'trap.Activity 2023 inherits from trap.activity, and its rows are read with it', 4],
      ['event', 'warning', 'contactId, id stands in more than one row', 4],
    ]);
    await query('DROP TABLE trap."Activity 2023"');
    expect(await unique()).toBe(true);
  });

  test('are nothing to worry about where they hold all the rows', async () => {
    await query('INSERT INTO trap."Activity 2023" SELECT * FROM trap.activity; DELETE FROM ONLY trap.activity');
    expect(await said(table, /inherits/)).toEqual([
      ['event', 'info', 'trap.Activity 2023 inherits from trap.activity, and its rows are read with it', 10],
    ]);
  });

  test('are named where a query reads them besides', async () => {
    const all = 'SELECT * FROM trap.activity';
    const twice = `${all} UNION ALL SELECT * FROM trap."Activity 2023"`;
    expect(await said({ ...table, event: { query: twice } }, /inherits/)).toEqual([
      [
        'event',
        'warning',
        'trap.Activity 2023 inherits from trap.activity, and is read once with it and once by itself',
        0,
      ],
    ]);
    expect(await said({ ...table, event: { query: all } }, /inherits/)).toEqual([]);
  });

  test('are no matter where they are partitions', async () => {
    await query(`
      CREATE TABLE trap.parted (LIKE trap.activity INCLUDING ALL) PARTITION BY RANGE (id);
      CREATE TABLE trap.part PARTITION OF trap.parted FOR VALUES FROM (0) TO (100);
      INSERT INTO trap.parted SELECT * FROM ONLY trap.activity`);
    const source = configSchema.parse({ source: { event: { table: 'trap.parted' } } }).source;
    expect((await probeSources(database.handle, source)).unique('event')).toBe(true);
  });
});

describe('row-level security', () => {
  const role = 'trap_reader';
  let handle: DatabaseHandle;
  beforeAll(async () => {
    await query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'; GRANT USAGE ON SCHEMA handraise TO ${role};
      GRANT SELECT ON ALL TABLES IN SCHEMA handraise TO ${role}`);
    const url = new URL(database.connectionString);
    [url.username, url.password] = [role, 'reader'];
    handle = await openDatabase({ connectionString: url.href, directory: '' });
  });
  afterAll(async () => {
    await handle.close();
    await query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
  beforeEach(() =>
    query(`
      GRANT USAGE ON SCHEMA trap TO ${role};
      CREATE VIEW trap.lent AS SELECT * FROM trap.activity;
      CREATE VIEW trap.asked WITH (security_invoker = true) AS SELECT * FROM trap.activity;
      GRANT SELECT ON ALL TABLES IN SCHEMA trap TO ${role};
      ALTER TABLE trap.activity ENABLE ROW LEVEL SECURITY`),
  );
  const half = `CREATE POLICY half ON trap.activity FOR SELECT TO ${role} USING (id <= 5)`;

  const filtered = (event: string, by = handle) =>
    inSnapshot(by, async (client) => {
      const select = `SELECT * FROM trap.${event}`;
      await client.query(planned(select));
      return filteredTables(client, [select]);
    });

  test('is found where it hides rows from the role, through a view too that reads as the role', async () => {
    expect(await filtered('activity')).toEqual(['trap.activity']);
    await query(half);
    expect(await filtered('activity')).toEqual(['trap.activity']);
    expect(await filtered('asked')).toEqual(['trap.activity']);
  });

  test('is none where it hides nothing: for the owner, below a view of the owner, with a policy for all rows', async () => {
    await query(half);
    expect(await filtered('activity', database.handle)).toEqual([]);
    expect(await filtered('lent')).toEqual([]);
    await query(`CREATE POLICY every ON trap.activity FOR SELECT TO ${role} USING (true)`);
    expect(await filtered('activity')).toEqual([]);
    await query(`CREATE POLICY no_more ON trap.activity AS RESTRICTIVE FOR SELECT TO ${role} USING (id > 2)`);
    expect(await filtered('activity')).toEqual(['trap.activity']);
  });

  test('is named by check, which reads on as the role does', async () => {
    await query(half);
    expect(await said(table, /row-level/, handle)).toEqual([
      ['event', 'warning', `row-level security hides rows of trap.activity from the role ${role}`, 0],
    ]);
    expect(await said(table, /row-level/)).toEqual([]);
  });
});
