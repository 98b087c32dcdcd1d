import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ConfigInput, configSchema } from '../../src/config/schema.ts';
import { checkCrm } from '../../src/crm/checkCrm.ts';
import { filteredTables } from '../../src/crm/filteredTables.ts';
import { probeSources } from '../../src/crm/source.ts';
import { type DatabaseHandle, openDatabase } from '../../src/database/connection.ts';
import { planned } from '../../src/database/planned.ts';
import { inSnapshot } from '../../src/database/transaction.ts';
import { readPopulation } from '../../src/snapshot/readPopulation.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { told } from './told.ts';

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

async function toldBy(...args: Parameters<typeof checkCrm>) {
  const { problems } = await checkCrm(...args);
  return { problems: problems.map(told) };
}

/** What check says of an entity that matches, in short. */
async function said(source: ConfigInput['source'], about: RegExp, handle: DatabaseHandle = database.handle) {
  const { problems } = await toldBy(handle, configSchema.parse({ source }), now);
  return problems
    .filter(({ problem }) => about.test(problem))
    .map(({ entity, severity, problem, rows }) => [entity, severity, problem, rows]);
}

test('a unique index in an order that the system no longer has promises nothing', async () => {
  const unique = async () =>
    (await probeSources(database.handle, configSchema.parse({ source: table }).source)).unique('event');
  // What an index that no longer finds its entries lets in.
  await query(`UPDATE pg_index SET indisready = false WHERE indexrelid = 'trap.activity_pkey'::regclass;
    INSERT INTO trap.activity SELECT * FROM trap.activity WHERE id <= 3;
    UPDATE pg_index SET indisready = true WHERE indexrelid = 'trap.activity_pkey'::regclass`);
  expect(await unique()).toBe(true);
  expect(await said(table, /sorted texts/)).toEqual([]);
  await query(`UPDATE pg_database SET datcollversion = 'of before' WHERE datname = current_database()`);
  try {
    expect(await unique()).toBe(false);
    expect(await said(table, /sorted texts|more than one row/)).toEqual([
      ['event', 'warning', 'trap.activity_pkey was made when the system sorted texts in another way', 0],
      ['event', 'warning', 'contactId, id is the same in more than one row', 3],
    ]);
  } finally {
    await query(`ALTER DATABASE ${new URL(database.connectionString).pathname.slice(1)} REFRESH COLLATION VERSION`);
  }
  expect(await unique()).toBe(true);
});

test('a materialized view that holds nothing yet is refused, saying how to fill it', async () => {
  await query('CREATE MATERIALIZED VIEW trap.view AS SELECT * FROM trap.person WITH NO DATA');
  const { problems } = await toldBy(
    database.handle,
    configSchema.parse({ source: { contact: { table: 'trap.view' } } }),
    now,
  );
  expect(problems[0]).toMatchObject({
    entity: 'contact',
    severity: 'error',
    problem: expect.stringContaining('has not been populated'),
    remedy: expect.stringContaining('REFRESH MATERIALIZED VIEW'),
  });
});

test('a table that logical replication has stopped to fill is named', async () => {
  await query(
    `CREATE SUBSCRIPTION feed CONNECTION 'dbname=nowhere' PUBLICATION all_of_it WITH (connect = false, slot_name = NONE)`,
  );
  try {
    await query(`INSERT INTO pg_subscription_rel (srsubid, srrelid, srsubstate)
      SELECT oid, 'trap.activity'::regclass, 'r' FROM pg_subscription WHERE subname = 'feed'`);
    expect(await said(table, /subscription/)).toEqual([
      ['event', 'warning', 'subscription feed, which fills trap.activity, is switched off', 0],
    ]);
    await query(`UPDATE pg_subscription SET subenabled = true WHERE subname = 'feed'`);
    expect(await said(table, /subscription/)).toEqual([]);
    await query(`UPDATE pg_subscription_rel SET srsubstate = 'd' WHERE srrelid = 'trap.activity'::regclass`);
    expect(await said(table, /subscription/)).toEqual([
      ['event', 'warning', 'subscription feed has not copied all of trap.activity yet', 0],
    ]);
  } finally {
    await query(`UPDATE pg_subscription SET subenabled = false WHERE subname = 'feed'`);
    await query('DROP SUBSCRIPTION feed');
  }
});

describe('tables that inherit from a mapped one', () => {
  beforeEach(() => query('CREATE TABLE trap."Activity 2023" () INHERITS (trap.activity)'));

  test('may hold the same rows again, whatever is unique in the mapped one', async () => {
    const unique = async () =>
      (await probeSources(database.handle, configSchema.parse({ source: table }).source)).unique('event');
    expect(await unique()).toBe(false);
    await query('INSERT INTO trap."Activity 2023" SELECT * FROM trap.activity WHERE id <= 4');
    expect(await said(table, /inherits|more than one row/)).toEqual([
      ['event', 'warning', 'trap.Activity 2023 inherits from trap.activity, and its rows are read with it', 4],
      ['event', 'warning', 'contactId, id is the same in more than one row', 4],
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

  test('are named where a query reads them by themselves too', async () => {
    const all = 'SELECT * FROM trap.activity';
    const twice = `${all} UNION ALL SELECT * FROM trap."Activity 2023"`;
    expect(await said({ ...table, event: { query: twice } }, /inherits/)).toEqual([
      [
        'event',
        'warning',
        'trap.Activity 2023 inherits from trap.activity, and the query reads the rows twice: with that table and by themselves',
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

  test('is what is missing where the role reads with row_security off, not a GRANT', async () => {
    await query(half);
    await query(`ALTER ROLE ${role} SET row_security = off`);
    const url = new URL(handle.connectionString());
    const strict = await openDatabase({ connectionString: url.href, directory: '' });
    try {
      await expect(probeSources(strict, configSchema.parse({ source: table }).source)).rejects.toMatchObject({
        exitCode: 5,
        message: 'row-level security hides rows of trap.activity, and row_security is off for this role',
        hint: `CREATE POLICY handraise_reads ON trap.activity FOR SELECT TO ${role} USING (true)`,
      });
    } finally {
      await strict.close();
      await query(`ALTER ROLE ${role} RESET row_security`);
    }
  });

  test('is named by check, which reads on as the role does', async () => {
    await query(half);
    expect(await said(table, /row-level/, handle)).toEqual([
      ['event', 'warning', `row-level security hides rows of trap.activity from the role ${role}`, 0],
    ]);
    expect(await said(table, /row-level/)).toEqual([]);
  });
});

describe('several rows of one contact', () => {
  const versioned = { ...table, contact: { table: 'trap.person', version: 'updated_at' } };
  beforeEach(() =>
    query(`
      ALTER TABLE trap.person ADD COLUMN title text, ADD COLUMN updated_at timestamptz DEFAULT '2024-01-01Z';
      INSERT INTO trap.person VALUES ('p1', '2024-01-01Z', 'Adviser', '2024-03-01Z'), ('p1', '2024-01-01Z', 'Clerk', NULL),
        ('p2', '2024-01-01Z', NULL, '2024-01-01Z')`),
  );

  const titleOf = async (source: ConfigInput['source'], id: string) => {
    const config = configSchema.parse({ source, programs: { p: { horizonDays: 30, cutoffs: { every: 'month' } } } });
    const sources = await probeSources(database.handle, config.source);
    const { contacts, anomalies } = await inSnapshot(database.handle, (client) =>
      readPopulation(
        client,
        { ...sources, select: (entity) => (entity === 'outcome' ? noOutcomes : sources.select(entity)) },
        config.programs.p!,
        { knownBefore: now },
      ),
    );
    return { title: contacts.title[contacts.ids.indexOf(id)], anomalies };
  };
  const noOutcomes =
    'SELECT NULL::text AS contact_id, NULL::timestamptz AS occurred_at, NULL::timestamptz AS ingested_at, NULL::text AS kind WHERE false';

  test('are named by check, with the column that tells which is the latest', async () => {
    const { problems } = await toldBy(database.handle, configSchema.parse({ source: table }), now);
    expect(problems.find(({ problem }) => /say different things/.test(problem))).toMatchObject({
      entity: 'contact',
      severity: 'warning',
      problem: '1 id has several rows that say different things',
      remedy: "if the latest row counts: source.contact.version = 'updated_at'",
      examples: ['p1'],
    });
  });

  test('give the latest one, where its column is declared, and the others are counted', async () => {
    await query("UPDATE trap.person SET title = 'Zookeeper', updated_at = '2024-04-01Z' WHERE title = 'Adviser'");
    expect(await titleOf(table, 'p1')).toMatchObject({ title: null, anomalies: { 'duplicate contacts': 3 } });
    expect(await titleOf(versioned, 'p1')).toMatchObject({
      title: 'Zookeeper',
      anomalies: { 'earlier versions of contacts': 2, 'duplicate contacts': 1 },
    });
    expect(await said(versioned, /versions|different things/)).toEqual([
      ['contact', 'info', 'rows are earlier versions, by updated_at', 2],
    ]);
    // In a query as well, whatever the order of its rows.
    const query2 = { ...table, contact: { query: 'SELECT * FROM trap.person ORDER BY title', version: 'updated_at' } };
    expect(await titleOf(query2, 'p1')).toMatchObject({ title: 'Zookeeper' });
  });

  test('a declared column that is not there, or has no order, is refused', async () => {
    const refused = (version: string) =>
      probeSources(
        database.handle,
        configSchema.parse({ source: { contact: { table: 'trap.person', version } } }).source,
      );
    await expect(refused('changed')).rejects.toMatchObject({
      exitCode: 3,
      message: 'contact.version: expected column changed in trap.person, found id, created_at, title, updated_at',
    });
    await expect(refused('title')).rejects.toMatchObject({
      exitCode: 3,
      message: 'contact.version: expected column title of trap.person to be a date, a time or a number, found text',
    });
    expect(() => configSchema.parse({ source: { event: { table: 'x', version: 'y' } } })).toThrow(
      /rows of event have no versions/,
    );
  });

  test('an opportunity that was closed in its latest version is closed', async () => {
    await query(`
      CREATE TABLE trap.deal (id text, contact_id text, created_at timestamptz, closed_at timestamptz, revision int);
      INSERT INTO trap.deal VALUES ('d1', 'p3', '2024-02-01Z', NULL, 9), ('d1', 'p3', '2024-02-01Z', '2024-03-01Z', 10)`);
    const closed = async (version?: string) => {
      const opportunity = { table: 'trap.deal', ...(version === undefined ? {} : { version }) };
      const sources = await probeSources(database.handle, configSchema.parse({ source: { opportunity } }).source);
      return (await query(sources.select('opportunity'))).rows.map((row) => row.closed_at !== null);
    };
    expect(await closed()).toEqual([false, true]);
    expect(await closed('revision')).toEqual([true]);
  });
});

describe('columns that mark rows as deleted', () => {
  test.each([
    ['_fivetran_deleted', 'boolean', 'true', '"_fivetran_deleted" IS NOT TRUE'],
    ['IsDeleted', 'text', "'True'", `coalesce(lower("IsDeleted"), '') NOT IN ('true', 't', 'yes', 'y', '1')`],
    ['deleted_at', 'timestamptz', 'now()', '"deleted_at" IS NULL'],
    ['_ab_cdc_deleted_at', 'text', "'2024-01-01'", `coalesce("_ab_cdc_deleted_at", '') = ''`],
    ['archived', 'integer', '1', 'coalesce("archived", 0) = 0'],
    ['_fivetran_active', 'boolean', 'false', '"_fivetran_active" IS NOT FALSE'],
    ['_peerdb_is_deleted', 'boolean', 'true', '"_peerdb_is_deleted" IS NOT TRUE'],
    ['__hevo__marked_deleted', 'boolean', 'true', '"__hevo__marked_deleted" IS NOT TRUE'],
    ['dbt_is_deleted', 'text', "'True'", `coalesce(lower("dbt_is_deleted"), '') NOT IN ('true', 't', 'yes', 'y', '1')`],
    ['dbt_valid_to', 'timestamptz', "'2024-01-01'", '("dbt_valid_to" IS NULL OR "dbt_valid_to" > now())'],
  ])('%s of type %s is named with its rows and a query that leaves them out', async (column, type, mark, kept) => {
    await query(
      `ALTER TABLE trap.person ADD COLUMN "${column}" ${type}; UPDATE trap.person SET "${column}" = ${mark} WHERE id IN ('p1', 'p2')`,
    );
    const { problems } = await toldBy(database.handle, configSchema.parse({ source: table }), now);
    const found = problems.find(({ problem }) => problem.startsWith(column));
    expect(found).toMatchObject({ entity: 'contact', severity: 'warning', rows: 2 });
    expect(found?.remedy).toContain(`source.contact.query = \`SELECT * FROM trap.person WHERE ${kept}\``);
    expect(
      await said({ ...table, contact: { query: `SELECT * FROM trap.person WHERE ${kept}` } }, /marks rows/),
    ).toEqual([]);
  });

  test('that end versions leave those in force that end in a year to come, as dbt may write it', async () => {
    await query("ALTER TABLE trap.person ADD COLUMN dbt_valid_to timestamp DEFAULT '9999-12-31'");
    expect(await said({ ...table, contact: { table: 'trap.person' } }, /marks rows/)).toEqual([]);
  });

  test('are no matter where they mark nothing, or are used', async () => {
    await query(
      `ALTER TABLE trap.person ADD COLUMN is_deleted boolean DEFAULT false, ADD COLUMN archived boolean DEFAULT true`,
    );
    const contact = { table: 'trap.person', attributes: { archived: { type: 'category' as const } } };
    expect(await said({ ...table, contact }, /marks rows/)).toEqual([]);
  });
});

describe('what events say of themselves', () => {
  const events = (of: string) => query(`TRUNCATE trap.activity; INSERT INTO trap.activity ${of}`);

  test('thousands of one kind in one instant are named', async () => {
    await events(`SELECT i, 'p' || (1 + i % 10), CASE WHEN i <= 1200 THEN timestamptz '2024-05-20 03:04:05Z'
      ELSE timestamptz '2024-05-01 00:00:01Z' + i * interval '10 minutes' END, 'page_view' FROM generate_series(1, 2000) AS i`);
    expect(await said(table, /one instant/)).toEqual([
      ['event', 'warning', '1,200 events of the kind "page_view" are dated at one instant, 2024-05-20T03:04:05Z', 1200],
    ]);
  });

  test('those of one contact are a burst, whatever the others do, also where instants are days', async () => {
    await events(`SELECT i, CASE WHEN i <= 1000 THEN 'p1' WHEN i <= 2999 THEN 'p' || (2 + i % 2) ELSE 'p' || (1 + i % 10) END,
      CASE WHEN i <= 2999 THEN timestamptz '2024-05-20Z' ELSE timestamptz '2024-05-01Z' + i % 9 * interval '1 day' END, 'page_view'
      FROM generate_series(1, 4000) AS i`);
    const ofOne =
      '1,000 events of the kind "page_view" of one contact are dated at one instant, 2024-05-20T00:00:00Z, and 1 more such bursts';
    expect(await said(table, /one instant/)).toEqual([['event', 'warning', ofOne, 2000]]);
    const { problems } = await toldBy(database.handle, configSchema.parse({ source: table }), now);
    expect(problems.find(({ problem }) => problem === ofOne)).toMatchObject({
      effect: expect.stringContaining('as one event'),
      examples: ['p1'],
    });
    await query("UPDATE trap.activity SET occurred_at = occurred_at + interval '1 second'");
    expect((await said(table, /one instant/)).map(([, , problem]) => problem)).toEqual([
      ofOne.replace('00:00:00Z', '00:00:01Z'),
    ]);
    await query("INSERT INTO trap.activity SELECT 5000, 'p4', '2024-05-20 00:00:01Z', 'page_view'");
    expect((await said(table, /one instant/)).map(([, , problem]) => problem)).toEqual([
      ofOne.replace('00:00:00Z', '00:00:01Z'),
      '1,000 events of the kind "page_view" are dated at one instant, 2024-05-20T00:00:01Z',
    ]);
  });

  test('copies of one event are no burst', async () => {
    await query('ALTER TABLE trap.activity DROP CONSTRAINT activity_pkey');
    await events(
      `SELECT CASE WHEN i < 999 THEN i ELSE 999 END, 'p1', timestamptz '2024-05-20 03:04:05Z', 'page_view' FROM generate_series(1, 1500) AS i`,
    );
    expect((await said(table, /one instant/)).map(([, , problem]) => problem)).toEqual([
      '1,500 events of the kind "page_view" are dated at one instant, 2024-05-20T03:04:05Z',
    ]);
  });

  test('dates without a time of day are no instants', async () => {
    await events(`SELECT i, 'p' || (1 + i % 10), timestamptz '2024-05-20Z' + (i % 2) * interval '1 day', 'page_view'
      FROM generate_series(1, 2400) AS i`);
    expect(await said(table, /one instant/)).toEqual([]);
  });

  test('events that end weeks before today are named, where they have never paused for so long', async () => {
    const ending = (last: string, every: string) =>
      events(
        `SELECT i, 'p1', timestamptz '${last}Z' - i * interval '${every}', 'open' FROM generate_series(0, 300) AS i`,
      );
    await ending('2024-05-10 12:00', '1 day');
    expect(await said(table, /newest/)).toEqual([
      [
        'event',
        'warning',
        'the newest row is of 2024-05-10, 22 days ago, and the longest pause in the year before was 1 day',
        0,
      ],
    ]);
    // A few rows whose clock runs ahead do not break it.
    await events(`SELECT 1000 + i, 'p' || j, '2024-05-10Z'::timestamptz - i * interval '1 day', 'open'
      FROM generate_series(0, 60) AS i, generate_series(1, 40) AS j;
      INSERT INTO trap.activity VALUES (9999, 'p1', '2024-05-31Z', 'open')`);
    expect((await said(table, /newest/))[0]?.[2]).toMatch('the newest row is of 2024-05-10,');
    await ending('2024-05-10 12:00', '13 days');
    expect(await said(table, /newest/)).toEqual([]);
    await ending('2024-05-25 12:00', '1 day');
    expect(await said(table, /newest/)).toEqual([]);
  });
});

test('foreign tables are named, below views too', async () => {
  const url = new URL(database.connectionString);
  await query(`
    CREATE EXTENSION postgres_fdw;
    CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw
      OPTIONS (host '${url.hostname}', port '${url.port}', dbname '${url.pathname.slice(1)}');
    CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere OPTIONS (user '${url.username}', password '${url.password}');
    CREATE FOREIGN TABLE trap.far (id bigint, contact_id text, occurred_at timestamptz, kind text)
      SERVER elsewhere OPTIONS (schema_name 'trap', table_name 'activity');
    CREATE VIEW trap.near AS SELECT * FROM trap.far`);
  expect(await said({ ...table, event: { table: 'trap.near' } }, /another server/)).toEqual([
    ['event', 'info', 'trap.far is on another server', 0],
  ]);
  await query('DROP EXTENSION postgres_fdw CASCADE');
});
