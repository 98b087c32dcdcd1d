import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { copyIn } from '../../src/database/copyIn.ts';
import { type CopyRow, copyOut } from '../../src/database/copyOut.ts';
import { RowParser } from '../../src/database/rowParser.ts';
import { inSnapshot, inTransaction } from '../../src/database/transaction.ts';
import { fc } from '../property/fastCheck.ts';
import { createTestDatabase, type TestDatabase } from './testDatabase.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase({ migrate: false });
  await database.handle.pool.query(
    `CREATE SCHEMA strange;
     CREATE TABLE strange."the ""table""" (
       n integer, t text, f float8, i timestamptz, b boolean, s smallint, "j;--" jsonb, big bigint)`,
  );
});
afterAll(() => database.drop());
beforeEach(async () => {
  client = new pg.Client({ connectionString: database.connectionString });
  client.on('error', () => undefined);
  await client.connect();
  return () => client.end();
});

const target = {
  schema: 'strange',
  table: 'the "table"',
  columns: ['n', 't', 'f', 'i', 'b', 's', 'j;--', 'big'],
};
const everything =
  'SELECT n::text, t, f, i, b, s::text, "j;--"::text, big::text FROM strange."the ""table""" o ORDER BY o.n';

interface Row {
  text: string | null;
  float: number;
  instant: number;
  boolean: boolean | null;
  small: number | null;
  json: unknown;
  big: bigint | null;
}

const microseconds = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  fc.constantFrom(946_684_800_000_000, 946_684_799_999_999, 0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '"quoted"', 'a\nb\r\n\tc', "it's", '\\.', '\\N', '𝒜🙂', 'é'.repeat(40_000)),
  )
  .map((value) => value.replaceAll('\0', '').toWellFormed());
const row: fc.Arbitrary<Row> = fc.record({
  text: fc.option(text),
  float: fc.oneof(fc.double(), fc.constantFrom(-0, 1e308, -1e308, 5e-324, Number.POSITIVE_INFINITY)),
  instant: microseconds,
  boolean: fc.option(fc.boolean()),
  small: fc.option(fc.integer({ min: -32_768, max: 32_767 })),
  json: fc.option(fc.record({ name: text, list: fc.array(fc.integer()) })),
  big: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
});

async function write(rows: readonly Row[]): Promise<number> {
  await client.query('DELETE FROM strange."the ""table"""');
  return copyIn(client, target, function* (field) {
    for (const [n, { text, float, instant, boolean, small, json, big }] of rows.entries()) {
      field.integer(n);
      field.text(text);
      field.float(float);
      field.instant(instant);
      field.boolean(boolean);
      field.smallint(small);
      field.json(json);
      field.bigint(big);
      yield;
    }
  });
}

function read(row: CopyRow): Row {
  const [small, json, big] = [row.text(5), row.text(6), row.text(7)];
  return {
    text: row.text(1),
    float: row.float(2),
    instant: row.instant(3),
    boolean: row.boolean(4),
    small: small === null ? null : Number(small),
    json: json === null ? null : JSON.parse(json),
    big: big === null ? null : BigInt(big),
  };
}

describe('rows written and read back', () => {
  test('are the same, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        expect(await write(rows)).toBe(rows.length);
        const found: Row[] = [];
        expect(await copyOut(client, everything, (row) => void found.push(read(row)))).toBe(rows.length);
        expect(found).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test('mean to Postgres what they mean here', async () => {
    await write([
      {
        text: '🙂',
        float: -0,
        instant: 1_709_208_000_000_001,
        boolean: true,
        small: -1,
        json: { a: 1 },
        big: 2n ** 62n,
      },
      { text: '', float: 1e308, instant: Number.POSITIVE_INFINITY, boolean: false, small: 0, json: [], big: -1n },
      { text: null, float: Number.NaN, instant: Number.NaN, boolean: null, small: null, json: null, big: null },
    ]);
    const { rows } = await client.query({
      rowMode: 'array',
      text: `SELECT t, f::text, (i AT TIME ZONE 'UTC')::text, b, s, "j;--"::text, big FROM strange."the ""table""" o ORDER BY o.n`,
    });
    expect(rows).toEqual([
      ['🙂', '-0', '2024-02-29 12:00:00.000001', true, -1, '{"a": 1}', '4611686018427387904'],
      ['', '1e+308', 'infinity', false, 0, '[]', '-1'],
      [null, null, null, null, null, null, null],
    ]);
  });

  test('are read the same wherever the chunks are cut', async () => {
    const rows = fc
      .sample(row, { numRuns: 12, seed: 1 })
      .map((one) => ({ ...one, text: one.text?.slice(0, 50) ?? null }));
    await write(rows);
    const pieces: Buffer[] = [];
    for await (const piece of client.query(copyTo(`COPY (${everything}) TO STDOUT (FORMAT binary)`)))
      pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    for (const size of [1, 2, 3, 5, 7, 11, 19, 64, 1000, bytes.length]) {
      const found: Row[] = [];
      const parser = new RowParser((row) => void found.push(read(row)));
      for (let at = 0; at < bytes.length; at += size) parser.push(bytes, at, Math.min(at + size, bytes.length));
      parser.finish(rows.length);
      expect(found).toEqual(rows);
    }
    for (let end = 0; end < bytes.length; end++) {
      const parser = new RowParser(() => undefined);
      parser.push(bytes, 0, end);
      expect(() => parser.finish(rows.length)).toThrow(/broken binary COPY/);
    }
  });

  test('cross many network packets, with fields of every size', async () => {
    const sizes = [0, 1, 65_535, 65_536, 70_000, 5_000_000, 3, 200_000];
    const rows: Row[] = Array.from({ length: 2000 }, (_, n) => ({
      text: String.fromCodePoint(97 + (n % 26)).repeat(n < sizes.length ? sizes[n]! : n % 97),
      float: n / 3,
      instant: n,
      boolean: n % 2 === 0,
      small: n,
      json: null,
      big: null,
    }));
    expect(await write(rows)).toBe(2000);
    let n = 0;
    await copyOut(client, everything, (row) => {
      const { text, ...rest } = read(row);
      expect(text === rows[n]?.text).toBe(true);
      expect({ ...rest, text }).toEqual(rows[n++]);
    });
    expect(n).toBe(2000);
  });
});

describe('reading', () => {
  test('of no row gives none', async () => {
    expect(await copyOut(client, 'SELECT 1 WHERE false', () => expect.unreachable())).toBe(0);
  });

  test('takes a statement that ends in a comment', async () => {
    expect(await copyOut(client, "SELECT 'x' -- the last line", () => undefined)).toBe(1);
  });

  test('leaves the connection ready for the next statement', async () => {
    const seen: (string | null)[] = [];
    const first = copyOut(client, "SELECT 'a' FROM generate_series(1, 3000)", (row) => void seen.push(row.text(0)));
    await first;
    await copyOut(client, "SELECT 'b'", (row) => void seen.push(row.text(0)));
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(new Set(seen)).toEqual(new Set(['a', 'b']));
    expect(seen.length).toBe(3001);
  });

  test('of a column that is not there is refused, and the connection lives on', async () => {
    await expect(copyOut(client, 'SELECT nothing FROM pg_class', () => undefined)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('"nothing"'),
    });
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('fails as a whole when the server fails after many rows', async () => {
    let seen = 0;
    await expect(
      copyOut(client, 'SELECT 1 / (100000 - g) FROM generate_series(1, 200000) g', () => void seen++),
    ).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('division by zero') });
    expect(seen).toBe(99_999);
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  test('fails as a whole when the connection is cut in mid-stream', async () => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    let seen = 0;
    const reading = copyOut(client, 'SELECT generate_series(1, 100000000)', () => {
      if (++seen === 1000) void database.handle.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    });
    await expect(reading).rejects.toMatchObject({ code: 'database' });
    expect(seen).toBeGreaterThanOrEqual(1000);
  });

  test('ends with the error of its reader', async () => {
    const broken = new TypeError('a bug in the reader');
    await expect(
      copyOut(client, 'SELECT generate_series(1, 100000000)', () => {
        throw broken;
      }),
    ).rejects.toBe(broken);
  });

  test('ends when it is aborted, before and during', async () => {
    const endless = 'SELECT generate_series(1, 1000000000)';
    await expect(copyOut(client, endless, () => undefined, AbortSignal.abort())).rejects.toMatchObject({
      code: 'interrupted',
    });
    const abort = new AbortController();
    let seen = 0;
    const reading = copyOut(client, endless, () => ++seen === 1000 && abort.abort(), abort.signal);
    await expect(reading).rejects.toMatchObject({ code: 'interrupted' });
  });

  test('refuses a column of another type than it is read as', async () => {
    const reading = copyOut(client, 'SELECT 1::int4', (row) => void row.float(0));
    await expect(reading).rejects.toThrow(/not a float8/);
  });

  test('sees one instant of the database in a snapshot', async () => {
    await write([]);
    const counts = await inSnapshot(database.handle, async (reader) => {
      const before = await copyOut(reader, everything, () => undefined);
      await client.query('INSERT INTO strange."the ""table""" (n) VALUES (1)');
      return [before, await copyOut(reader, everything, () => undefined)];
    });
    expect(counts).toEqual([0, 0]);
  });

  test('that breaks off in a snapshot leaves the pool usable', async () => {
    const reading = inSnapshot(database.handle, (reader) =>
      copyOut(reader, 'SELECT generate_series(1, 100000000)', () => {
        throw new Error('enough');
      }),
    );
    await expect(reading).rejects.toThrow('enough');
    expect((await database.handle.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('writing', () => {
  const texts = { schema: 'strange', table: 'the "table"', columns: ['t'] };

  test.each([
    ['NUL', 'a\0b', /NUL/],
    ['half a surrogate pair', '\ud83d', /surrogate/],
  ])('refuses %s and writes nothing', async (_, text, message) => {
    await write([]);
    const writing = copyIn(client, texts, function* (row) {
      row.text('good');
      yield;
      row.text(text);
      yield;
    });
    await expect(writing).rejects.toMatchObject({ code: 'data', message: expect.stringMatching(message) });
    expect(await copyOut(client, everything, () => undefined)).toBe(0);
  });

  test.each([
    ['a number of microseconds with a fraction', 'i', (row: { instant(v: number): void }) => row.instant(0.5)],
    ['an integer beyond 32 bits', 'n', (row: { integer(v: number): void }) => row.integer(2 ** 31)],
    ['JSON with a NaN', 'j;--', (row: { json(v: unknown): void }) => row.json({ a: [Number.NaN] })],
    ['JSON with undefined', 'j;--', (row: { json(v: unknown): void }) => row.json({ a: undefined })],
  ] as const)('refuses %s', async (_, column, field) => {
    const writing = copyIn(client, { ...texts, columns: [column] }, function* (row) {
      field(row);
      yield;
    });
    await expect(writing).rejects.toMatchObject({ code: 'data' });
  });

  test('refuses a row that is half written', async () => {
    const writing = copyIn(client, target, function* (row) {
      row.integer(1);
      yield;
    });
    await expect(writing).rejects.toThrow('1 of 8 fields');
  });

  test('takes rows from an asynchronous source, several at a time', async () => {
    await write([]);
    const rows = await copyIn(client, texts, async function* (row) {
      for (let batch = 0; batch < 20; batch++) {
        for (let i = 0; i < 1000; i++) row.text(`${batch} ${i} ${'x'.repeat(100)}`);
        yield await Promise.resolve();
      }
    });
    expect(rows).toBe(20_000);
    expect(await copyOut(client, everything, () => undefined)).toBe(20_000);
  });

  test('undoes everything when the source fails, and says why', async () => {
    await write([]);
    const writing = copyIn(client, texts, function* (row) {
      for (let i = 0; i < 10_000; i++) {
        row.text('x'.repeat(50));
        yield;
      }
      throw new RangeError('line 10001');
    });
    await expect(writing).rejects.toThrow('line 10001');
    expect(await copyOut(client, everything, () => undefined)).toBe(0);
  });

  test('fails as data when the server refuses a row early in a long stream', async () => {
    await client.query('CREATE TABLE strange.once (id text PRIMARY KEY)');
    const writing = inTransaction(database.handle, (writer) =>
      copyIn(writer, { schema: 'strange', table: 'once', columns: ['id'] }, async function* (row) {
        for (let i = 0; i < 300_000; i++) {
          row.text(String(i % 1000));
          yield;
        }
      }),
    );
    await expect(writing).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('duplicate key') });
    expect((await client.query('SELECT 1 FROM strange.once')).rows).toEqual([]);
  });

  test('ends when it is aborted, and writes nothing', async () => {
    await write([]);
    const abort = new AbortController();
    const writing = inTransaction(database.handle, (writer) =>
      copyIn(
        writer,
        texts,
        async function* (row) {
          for (let i = 0; ; i++) {
            if (i === 5000) abort.abort();
            row.text('x'.repeat(100));
            yield await Promise.resolve();
          }
        },
        abort.signal,
      ),
    );
    await expect(writing).rejects.toMatchObject({ code: 'interrupted' });
    expect(await copyOut(client, everything, () => undefined)).toBe(0);
  });

  test('fails as a whole when the connection is cut in mid-stream', async () => {
    await write([]);
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const writing = copyIn(client, texts, async function* (row) {
      for (let i = 0; ; i++) {
        if (i === 5000) await database.handle.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
        row.text('x'.repeat(100));
        yield await Promise.resolve();
      }
    });
    await expect(writing).rejects.toMatchObject({ code: 'database' });
    const { rows: left } = await database.handle.pool.query('SELECT 1 FROM strange."the ""table"""');
    expect(left).toEqual([]);
  });

  test('names the table when it is not there', async () => {
    const writing = copyIn(client, { ...texts, table: 'gone' }, function* () {});
    await expect(writing).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('strange.gone') });
  });
});
