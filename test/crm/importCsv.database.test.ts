import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EntityName } from '../../src/config/entity.ts';
import { type ImportOptions, importOptionsSchema } from '../../src/config/schema.ts';
import { ImportRefusedError, importCsv } from '../../src/crm/importCsv.ts';
import { notice } from '../../src/notice/notice.ts';
import type { RowProblem } from '../../src/notice/refusedRows.ts';
import { rowProblemText } from '../../src/wording/refusedRows.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { fc } from '../property/fastCheck.ts';

const refused = (problem: RowProblem, rows: number, lines: readonly number[]) =>
  notice('rows-refused', { problem, rows, lines });

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'handraise-import-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
  for (const table of [
    'account',
    'contact',
    'event',
    'outcome',
    'opportunity',
    'opportunity_contact',
    'attribute_history',
    'suppression',
  ])
    await query(`DELETE FROM handraise.${table}`);
});

type Options = Partial<ImportOptions>;

async function query<T = Record<string, unknown>>(text: string): Promise<T[]> {
  return (await database.handle.pool.query(text)).rows as T[];
}

async function load(entity: EntityName, content: string | Buffer, options: Options = {}, numbers: string[] = []) {
  const declared = Object.fromEntries([entity, 'contact'].map((of) => [of, new Set(numbers)]));
  const file = join(directory, `${entity}.csv`);
  await writeFile(file, content);
  const parsed = importOptionsSchema.parse({ onBadRow: 'skip', ...options });
  const rejected = join(directory, 'rejects.csv');
  return importCsv(
    database.handle,
    entity,
    file,
    parsed,
    { path: rejected, words: rowProblemText },
    undefined,
    declared,
  );
}

async function refusal(attempt: Promise<unknown>): Promise<ImportRefusedError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ImportRefusedError);
  return error as ImportRefusedError;
}

async function rejects(): Promise<Record<'line' | 'reason' | 'record', string>[]> {
  return parse(await readFile(join(directory, 'rejects.csv')), { columns: true });
}

const instants = (column: string, table: string, order: string) =>
  query<{ at: string }>(
    `SELECT to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS at FROM handraise.${table} ORDER BY ${order}`,
  ).then((rows) => rows.map(({ at }) => at));

describe('numbers', () => {
  test('of a declared format are read by it, or their rows are rejected; never another number', async () => {
    const content =
      'contactId,occurredAt,kind,value\n1,2024-01-01,buy,"1,234"\n1,2024-01-02,buy,"1,234.5"\n1,2024-01-03,buy,1.5\n';
    const plain = await load('event', content);
    expect(plain).toMatchObject({
      loaded: 1,
      rejected: 2,
      problems: [refused({ why: 'not-a-number', field: 'value' }, 2, [2, 3])],
    });
    expect((await load('event', content, { numberFormat: '1,234.5' })).loaded).toBe(3);
    expect(await query('SELECT value FROM handraise.event ORDER BY occurred_at, value')).toEqual(
      [1234, 1234.5, 1.5].map((value) => ({ value })),
    );
    await expect(load('event', content, { numberFormat: '1,234' })).rejects.toMatchObject({ code: 'config' });
  });

  test('of attributes are counted where they cannot be read, and kept', async () => {
    const content =
      'id,created_at,revenue,plan\n1,2024-01-01,"1.234,50 €",a\n2,2024-01-02,> 5000,>5\n3,2024-01-03, 7 ,c\n4,2024-01-04,,d\n';
    const attributes = { revenue: 'revenue', plan: 'plan' };
    const result = await load('contact', content, { attributes, numberFormat: '1.234,5 €' }, ['revenue']);
    expect(result).toMatchObject({ loaded: 4, rejected: 0 });
    expect(result.notices).toContainEqual(
      notice('imported-not-numeric', {
        ...{ attribute: 'revenue', cells: 1, lines: [3], examples: ['> 5000'], written: '1.234,5 €' },
      }),
    );
    expect(await query('SELECT attributes FROM handraise.contact ORDER BY id')).toEqual(
      [
        { revenue: '1234.5', plan: 'a' },
        { revenue: '> 5000', plan: '>5' },
        { revenue: '7', plan: 'c' },
        { plan: 'd' },
      ].map((attributes) => ({ attributes })),
    );
  });

  test('of the history of attributes are read by the format too, where the attribute is declared as a number', async () => {
    const content =
      'entity,entityId,name,value,validFrom\ncontact,1,revenue,"1.234,5",2024-01-01\ncontact,1,revenue,viel,2024-01-02\n' +
      'contact,1,version,"1.234,5",2024-01-03\naccount,1,revenue,"1.234,5",2024-01-04\ncontact,1,revenue,,2024-01-05\n';
    const result = await load('attributeHistory', content, { numberFormat: '1.234,5' }, ['revenue']);
    expect(result).toMatchObject({ loaded: 5, rejected: 0 });
    expect(result.notices).toContainEqual(
      notice('imported-not-numeric', {
        ...{ attribute: 'revenue', cells: 1, lines: [3], examples: ['viel'], written: '1.234,5' },
      }),
    );
    const stored = await query('SELECT value FROM handraise.attribute_history ORDER BY valid_from');
    expect(stored.map(({ value }) => value)).toEqual(['1234.5', 'viel', '1.234,5', '1.234,5', null]);
  });

  test('say that no number is read where a format is given and none is declared', async () => {
    const content = 'entity,entityId,name,value,validFrom\ncontact,1,revenue,"1.234,5",2024-01-01\n';
    const { notices } = await load('attributeHistory', content, { numberFormat: '1.234,5' });
    expect(notices).toContainEqual(notice('number-format-unused', {}));
  });
});

describe('rows', () => {
  test('arrive in their types, missing ones as null, attributes as they were written', async () => {
    const result = await load(
      'contact',
      'id,account_id,name,Mail,createdAt,source,age\n9007199254740993,a1,Ann,n/a,2024-01-31T12:00:00+02:00,web,007\n2,,,b@x.org,2024-02-01,,',
      { columns: { email: 'Mail' }, attributes: { source: 'source', age: 'age' }, missing: ['', 'n/a'] },
    );
    expect(result).toMatchObject({ read: 2, loaded: 2, inserted: 2, updated: 0, rejected: 0, rejectFile: null });
    expect(result.notices).toMatchObject([{ kind: 'zone-assumed', figures: { zone: 'UTC' } }]);
    expect(
      await query('SELECT id, account_id, name, email, title, attributes FROM handraise.contact ORDER BY id DESC'),
    ).toEqual([
      {
        id: '9007199254740993',
        account_id: 'a1',
        name: 'Ann',
        email: null,
        title: null,
        attributes: { source: 'web', age: '007' },
      },
      { id: '2', account_id: null, name: null, email: 'b@x.org', title: null, attributes: {} },
    ]);
    expect(await instants('created_at', 'contact', 'id DESC')).toEqual([
      '2024-01-31 10:00:00.000000',
      '2024-02-01 23:59:59.999999',
    ]);
    expect(await readdir(directory)).toEqual(['contact.csv']);
  });

  test('replace the columns the file has, and leave the others', async () => {
    await load('contact', 'id,name,title,created_at,tier\n1,Ann,CEO,2024-01-01,a\n2,Bo,,2024-01-01,b\n', {
      attributes: { tier: 'tier' },
    });
    const result = await load('contact', 'id,name,created_at\n1,Anna,2024-01-02\n3,Cy,2024-01-03\n');
    expect(result).toMatchObject({ inserted: 1, updated: 1, loaded: 2 });
    expect(await query('SELECT id, name, title, attributes FROM handraise.contact ORDER BY id')).toEqual([
      { id: '1', name: 'Anna', title: 'CEO', attributes: { tier: 'a' } },
      { id: '2', name: 'Bo', title: null, attributes: { tier: 'b' } },
      { id: '3', name: 'Cy', title: null, attributes: {} },
    ]);
    await load('contact', 'id,created_at,plan\n1,2024-01-02,pro\n', { attributes: { plan: 'plan' } });
    expect(await query(`SELECT attributes FROM handraise.contact WHERE id = '1'`)).toEqual([
      { attributes: { plan: 'pro' } },
    ]);
  });

  test('hold any text verbatim', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const hostile = fc.constantFrom(
      `'); DROP TABLE handraise.contact; --`,
      '\\N',
      '\\.',
      '%s',
      '=cmd|1',
      '\u2028"\u202e',
      '{"a":1}',
    );
    const cell = fc.oneof(text, hostile).filter((value) => !value.includes('\0'));
    const written = (value: string) => `"${value.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 }), async (rows) => {
        await query('DELETE FROM handraise.contact');
        const lines = rows.map(([name, kept], index) => `${index},${written(name)},2024-01-01,${written(kept)}`);
        const content = `id,name,created_at,kept\n${lines.join('\n')}`;
        await load('contact', content, { attributes: { kept: 'kept', constructor: 'kept' }, missing: [] });
        const found = await query<{ name: string; attributes: Record<string, string> }>(
          'SELECT name, attributes FROM handraise.contact ORDER BY id::int',
        );
        expect(found.map(({ name, attributes }) => [name, attributes.kept])).toEqual(rows);
        expect(found.map(({ attributes }) => attributes.constructor)).toEqual(rows.map(([, kept]) => kept));
      }),
      { numRuns: 25 },
    );
  });

  test('take constants, booleans and defaults of the table', async () => {
    await load('opportunity', 'id,accountId,createdAt,closedAt,won\n1,a,2024-01-01,2024-02-01,YES\n2,a,2024-01-01,,\n');
    expect(await query('SELECT id, won, closed_at IS NULL AS open FROM handraise.opportunity ORDER BY id')).toEqual([
      { id: '1', won: true, open: false },
      { id: '2', won: null, open: true },
    ]);
    await load('outcome', 'contactId,occurredAt,kind\n1,2024-01-01,\n1,2024-01-02,demo\n');
    await load('outcome', 'contactId,occurredAt\n2,2024-01-01\n');
    expect(await query('SELECT contact_id, kind FROM handraise.outcome ORDER BY contact_id, kind')).toEqual([
      { contact_id: '1', kind: 'demo' },
      { contact_id: '1', kind: 'outcome' },
      { contact_id: '2', kind: 'outcome' },
    ]);
    await load('suppression', 'contactId\n1\n');
    expect(await load('suppression', 'contactId\n1\n')).toMatchObject({ inserted: 0, updated: 1 });
    expect(await query('SELECT contact_id, reason FROM handraise.suppression')).toEqual([
      { contact_id: '1', reason: 'suppressed' },
    ]);
    const error = await refusal(load('attributeHistory', 'entity,entityId,name,validFrom\nlead,1,x,2024-01-01\n'));
    expect(error.result.problems).toEqual([
      refused({ why: 'not-allowed', field: 'entity', allowed: ['contact', 'account'] }, 1, [2]),
    ]);
  });
});

test('what is true today: accounts, contacts of deals, and one refusal per channel', async () => {
  await load('contact', 'id,current_account_id,created_at\n1,a1,2024-01-01\n2,,2024-01-01');
  expect(await query('SELECT id, account_id, current_account_id FROM handraise.contact ORDER BY id')).toEqual([
    { id: '1', account_id: null, current_account_id: 'a1' },
    { id: '2', account_id: null, current_account_id: null },
  ]);
  const links = 'opportunityId,contactId\no1,1\no1,2\no1,1';
  expect(await load('opportunityContact', links)).toMatchObject({ read: 3, inserted: 2, rejected: 1 });
  const refusals = 'contactId,reason,channel\n1,opted out,email\n1,opted out,call\n1,opted out,\n1,opted out,call';
  expect(await load('suppression', refusals)).toMatchObject({ inserted: 3, rejected: 1 });
  expect(await query('SELECT channel FROM handraise.suppression ORDER BY channel COLLATE "C"')).toEqual([
    { channel: '' },
    { channel: 'call' },
    { channel: 'email' },
  ]);
  expect(await load('suppression', 'contactId,reason\n1,opted out')).toMatchObject({ inserted: 0, updated: 1 });
});

describe('a file as a spreadsheet writes it', () => {
  const text = 'id;name\n1;Lærke\n2;Žižka\n';

  test('is separated as its first line says, and of the encoding of its mark', async () => {
    await load('account', Buffer.from(`\uFEFFsep=;\r\n${text}`, 'utf16le'));
    expect(await query('SELECT id, name FROM handraise.account ORDER BY id')).toEqual([
      { id: '1', name: 'Lærke' },
      { id: '2', name: 'Žižka' },
    ]);
  });

  test('has lines that are counted from the first one', async () => {
    const { rejected } = await load('account', `sep=;\n${text}3;"x"y\n`);
    expect(rejected).toBe(1);
    expect(await rejects()).toMatchObject([{ line: '5' }]);
  });

  test('is refused when it is a workbook, or of another encoding than declared', async () => {
    await expect(load('account', Buffer.from('PK\x03\x04', 'latin1'))).rejects.toMatchObject({ code: 'data' });
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    await expect(load('account', wide, { encoding: 'utf-8', delimiter: ';' })).rejects.toMatchObject({ code: 'data' });
    await expect(load('account', wide.subarray(2), { delimiter: ';' })).rejects.toMatchObject({
      code: 'data',
      hint: expect.stringContaining('--encoding utf-16le'),
    });
  });
});

describe('dates of a declared zone', () => {
  // Berlin 2024: clocks forward at 2024-03-31 01:00 UTC, back at 2024-10-27 01:00 UTC (IANA tz database, EU rules).
  test('are instants, on days of 23 and 25 hours too', async () => {
    const rows = [
      ['1', '2024-03-31 01:59', '2024-03-31 00:59:00.000000'],
      ['2', '2024-03-31 03:00', '2024-03-31 01:00:00.000000'],
      ['3', '2024-10-27 01:59', '2024-10-26 23:59:00.000000'],
      ['4', '2024-10-27 03:00', '2024-10-27 02:00:00.000000'],
      // Skipped: moved forward by the hour. Twice: the second.
      ['5', '2024-03-31 02:30', '2024-03-31 01:30:00.000000'],
      ['6', '2024-10-27 02:30', '2024-10-27 01:30:00.000000'],
      ['7', '2024-10-27 02:30+02:00', '2024-10-27 00:30:00.000000'],
      // A day counts when it is over.
      ['8', '2024-07-01', '2024-07-01 21:59:59.999999'],
    ];
    const content = `id,created_at\n${rows.map(([id, written]) => `${id},${written}`).join('\n')}\n`;
    const result = await load('contact', content, { zone: 'Europe/Berlin' });
    expect(result.notices).toMatchObject([{ kind: 'zone-assumed', figures: { zone: 'Europe/Berlin' } }]);
    expect(await instants('created_at', 'contact', 'id')).toEqual(rows.map(([, , expected]) => expected));
  });

  // ISO 8601: an offset is the local time less UTC.
  test.each([
    ['+02:00', '2024-07-01 10:00:00.000000'],
    ['-03:30', '2024-07-01 15:30:00.000000'],
    ['+0545', '2024-07-01 06:15:00.000000'],
  ])('may be the offset %s, which is positive east of Greenwich', async (zone, expected) => {
    await load('contact', 'id,created_at\n1,2024-07-01 12:00\n', { zone });
    expect(await instants('created_at', 'contact', 'id')).toEqual([expected]);
  });

  test('of days are their ends, or their starts where more people are kept off the list so or it is declared', async () => {
    await load('suppression', 'contact_id,since,until\n1,2024-07-01,2024-07-02\n');
    expect(await instants('since', 'suppression', 'contact_id')).toEqual(['2024-07-01 00:00:00.000000']);
    expect(await instants('until', 'suppression', 'contact_id')).toEqual(['2024-07-02 23:59:59.999999']);
    const deal = 'id,created_at,closed_at\n1,01.07.2024,02.07.2024\n';
    await load('opportunity', deal, { dateFormat: 'DD.MM.YYYY', days: { closedAt: 'start' } });
    expect(await instants('created_at', 'opportunity', 'id')).toEqual(['2024-07-01 00:00:00.000000']);
    expect(await instants('closed_at', 'opportunity', 'id')).toEqual(['2024-07-02 00:00:00.000000']);
  });

  test('that does not exist, or is not the same for everybody, is refused', async () => {
    for (const zone of ['Europe/Atlantis', 'FOO3', '+25:00', "UTC'; --", 'UTC+2', 'EST', 'CET', '<+02>-02']) {
      await expect(load('contact', 'id,created_at\n1,2024-01-01\n', { zone })).rejects.toMatchObject({
        code: 'config',
      });
    }
  });
});

describe('events without ids', () => {
  const content =
    'contact_id,occurred_at,kind,value\n1,2024-01-01,open,\n1,2024-01-01,open,\n1,2024-01-01,open,2\n2,2024-01-01,open,\n';
  const read = () => query('SELECT id, contact_id, value FROM handraise.event ORDER BY id');

  test('are the same when a file is imported again, and equal ones stay apart', async () => {
    expect(await load('event', content)).toMatchObject({ inserted: 4, updated: 0 });
    const before = await read();
    expect(before).toHaveLength(4);
    expect(new Set(before.map(({ id }) => id)).size).toBe(4);
    const [header, ...lines] = content.trim().split('\n');
    const shuffled = [header, ...lines.reverse()].join('\r\n');
    expect(await load('event', shuffled, { zone: 'Etc/UTC' })).toMatchObject({ inserted: 0, updated: 4 });
    expect(await read()).toEqual(before);
    const later = await load('event', `${content}1,2024-01-01,open,\n`);
    expect(later).toMatchObject({ inserted: 1, updated: 4 });
  });

  test('may stand beside events that have one', async () => {
    const result = await load(
      'event',
      'id,contact_id,occurred_at,kind\na,1,2024-01-01,x\n,1,2024-01-01,x\na,1,2024-01-02,x\na,2,2024-01-02,x\n',
    );
    expect(result).toMatchObject({ read: 4, loaded: 3, rejected: 1 });
    expect(result.problems).toEqual([refused({ why: 'key-repeated', fields: ['contactId', 'id'] }, 1, [4])]);
  });
});

describe('bad rows', () => {
  const content = [
    'id,name,created_at',
    '1,good,2024-01-01',
    '2,too few',
    '3,too,2024-01-01,many',
    ',no id,2024-01-01',
    '5,"two\nlines",31-02-2024',
    '6,a\0b,2024-01-01',
    '1,again,2024-01-01',
    '8,in"side,2024-01-01',
    '9,,',
    '=1+1,,2024-13-01',
    '1,third,2024-01-01',
    '',
  ].join('\n');
  const problems = [
    refused({ why: 'too-few-cells' }, 1, [3]),
    refused({ why: 'too-many-cells' }, 1, [4]),
    refused({ why: 'missing', field: 'id' }, 1, [5]),
    refused({ why: 'not-a-date', field: 'createdAt' }, 2, [6, 12]),
    refused({ why: 'nul', field: 'name' }, 1, [8]),
    refused({ why: 'quote-inside' }, 1, [10]),
    refused({ why: 'missing', field: 'createdAt' }, 1, [11]),
    refused({ why: 'key-repeated', fields: ['id'] }, 2, [9, 13]),
  ];

  test('are rejected with line and reason, the others loaded', async () => {
    const result = await load('contact', content);
    expect(result).toMatchObject({ read: 11, loaded: 1, rejected: 10, problems });
    expect(await query('SELECT id, name FROM handraise.contact')).toEqual([{ id: '1', name: 'good' }]);
    expect(await readdir(directory)).toEqual(['contact.csv', 'rejects.csv']);
    expect((await stat(join(directory, 'rejects.csv'))).mode & 0o777).toBe(0o600);
    const rows = await rejects();
    expect(rows).toHaveLength(10);
    expect(rows).toContainEqual({
      line: '6',
      reason: 'createdAt is not a date of the declared format',
      record: '5,"two\nlines",31-02-2024',
    });
    expect(rows).toContainEqual({
      line: '13',
      reason: 'id stands on an earlier line too (line 2)',
      record: '1,third,2024-01-01',
    });
    // A spreadsheet takes both for texts.
    expect(rows).toContainEqual({
      line: '12',
      reason: 'createdAt is not a date of the declared format',
      record: "'=1+1,,2024-13-01",
    });
    expect(rows.find(({ line }) => line === '8')?.record).toBe('6,a\u2400b,2024-01-01');
  });

  test('stop everything where that was asked for, and what was there stays', async () => {
    await load('contact', 'id,name,created_at\n1,before,2020-01-01\n');
    const error = await refusal(load('contact', content, { onBadRow: 'abort' }));
    expect(error).toMatchObject({ code: 'data', exitCode: 3 });
    expect(error.message).toContain('10 of 11 rows refused, nothing loaded');
    expect(error.message).toContain('id stands on an earlier line too (2 times, first lines 9, 13)');
    expect(error.message).not.toContain('\n');
    expect(error.result).toMatchObject({ loaded: 0, rejected: 10, problems });
    expect(await query('SELECT id, name FROM handraise.contact')).toEqual([{ id: '1', name: 'before' }]);
    expect(await rejects()).toHaveLength(10);
  });

  test('alone are an error though they may be skipped', async () => {
    const error = await refusal(load('contact', 'id,created_at\n1,never\n'));
    expect(error.result).toMatchObject({ read: 1, rejected: 1, loaded: 0 });
  });

  test('with values that are too large, not finite or not of the encoding', async () => {
    const content = Buffer.concat([
      Buffer.from(
        'contact_id,occurred_at,kind,value\n1,2024-01-01,a,1e308\n2,2024-01-01,a,1e309\n3,2024-01-01,a,"1,5"\n',
      ),
      Buffer.from(`${'x'.repeat(801)},2024-01-01,a,1\n4,2024-01-01,\xff,1\n5,2024-01-01,\xed\xa0\x80,1\n`, 'latin1'),
    ]);
    const result = await load('event', content);
    expect(result.problems).toEqual([
      refused({ why: 'not-a-number', field: 'value' }, 2, [3, 4]),
      refused({ why: 'too-long', field: 'contactId', mostBytes: 800 }, 1, [5]),
      refused({ why: 'undecodable', field: 'kind' }, 2, [6, 7]),
    ]);
    expect(await query('SELECT value FROM handraise.event')).toEqual([{ value: 1e308 }]);
  });

  test('of a column that is not loaded do no harm', async () => {
    const result = await load('contact', Buffer.from('id,created_at,memo\n1,2024-01-01,\xff\0\n', 'latin1'));
    expect(result).toMatchObject({ loaded: 1, rejected: 0 });
    expect(result.notices).toContainEqual(notice('columns-not-loaded', { columns: ['memo'] }));
  });
});

describe('files and options that can’t be meant', () => {
  test.each<[string, string, Options, string, RegExp]>([
    ['nothing', '', {}, 'data', /empty/],
    ['blank lines', '\n\n', {}, 'data', /empty/],
    ['no rows', 'id,created_at\n', {}, 'data', /no rows/],
    [
      'a required column missing',
      'id,name\n1,x\n',
      {},
      'data',
      /contact\.createdAt: expected a column "created_at", found "id", "name"/,
    ],
    [
      'a mapped column missing',
      'id,created_at\n1,2024-01-01\n',
      { columns: { title: 'Job' } },
      'data',
      /expected a column "Job"/,
    ],
    ['an attribute missing', 'id,created_at\n1,2024-01-01\n', { attributes: { x: 'X' } }, 'data', /attribute x/],
    ['a header twice', 'id,created_at,id\n1,2024-01-01,2\n', {}, 'data', /line 1: the header "id" occurs twice/],
    ['an open quote', 'id,created_at\n1,2024-01-01\n2,"2024-01-02\n', {}, 'data', /contact\.csv, line 3: a quote/],
    [
      'a record over the cap',
      `id,created_at\n1,2024-01-01\n2,${'x'.repeat(17 << 20)}\n`,
      {},
      'data',
      /contact\.csv, line 3: the record is larger/,
    ],
    ['an unknown encoding', 'id,created_at\n1,2024-01-01\n', { encoding: 'utf-9' }, 'config', /"utf-9"/],
    [
      'an unknown field',
      'id,created_at\n1,2024-01-01\n',
      { columns: { mail: 'x' } },
      'config',
      /mail is no field of contact/,
    ],
    ['a bad constant', 'id\n1\n', { constants: { createdAt: 'soon' } }, 'config', /createdAt: "soon" is not a date/],
    ['column and constant', 'id\n1\n', { columns: { id: 'x' }, constants: { id: '1' } }, 'config', /both/],
    ['a bad format', 'id,created_at\n1,x\n', { dateFormat: 'dd.mm.yy' }, 'config', /date format/],
    ['a bad delimiter', 'id,created_at\n1,x\n', { delimiter: '"' }, 'config', /delimiter/],
  ])('%s', async (_, content, options, code, message) => {
    await query(`INSERT INTO handraise.contact VALUES ('0', NULL, NULL, NULL, NULL, '2020-01-01')`);
    const attempt = load('contact', content, options);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toMatchObject({ code });
    expect(await query('SELECT id FROM handraise.contact')).toEqual([{ id: '0' }]);
    expect(await readdir(directory)).toEqual(['contact.csv']);
  });

  test('rejects over the input, and folders that are not there', async () => {
    const file = join(directory, 'contact.csv');
    await writeFile(file, 'id,created_at\n1,never\n2,2024-01-01\n');
    const options = importOptionsSchema.parse({ onBadRow: 'skip' });
    for (const path of [file, join(directory, '.', 'contact.csv')])
      await expect(
        importCsv(database.handle, 'contact', file, options, { path, words: rowProblemText }),
      ).rejects.toMatchObject({ code: 'usage' });
    const nowhere = importCsv(database.handle, 'contact', file, options, {
      path: join(directory, 'none', 'r.csv'),
      words: rowProblemText,
    });
    await expect(nowhere).rejects.toMatchObject({ code: 'usage' });
    expect(await query('SELECT id FROM handraise.contact')).toEqual([]);
  });
});

test('a failure of the database midway leaves everything as it was', async () => {
  await load('contact', 'id,name,created_at\n1,before,2020-01-01\n');
  await query(`ALTER TABLE handraise.contact ADD CONSTRAINT no_bo CHECK (name <> 'Bo')`);
  try {
    const attempt = load('contact', 'id,name,created_at\n1,after,2024-01-01\n2,Bo,2024-01-01\n3,,bad\n');
    await expect(attempt).rejects.toMatchObject({ code: 'data' });
  } finally {
    await query('ALTER TABLE handraise.contact DROP CONSTRAINT no_bo');
  }
  expect(await query('SELECT id, name FROM handraise.contact')).toEqual([{ id: '1', name: 'before' }]);
  expect(await readdir(directory)).toEqual(['contact.csv']);
  expect(await query(`SELECT 1 FROM pg_class WHERE relname LIKE 'handraise\\_%'`)).toEqual([]);
});

test('the session keeps its own zone afterwards', async () => {
  await load('contact', 'id,created_at\n1,2024-01-01\n', { zone: 'Asia/Tokyo' });
  for (let i = 0; i < 4; i++) expect(await query('SHOW TimeZone')).toEqual([{ TimeZone: 'UTC' }]);
});
