import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema, type ImportOptions } from '../../src/config/schema.ts';
import { checkCrm } from '../../src/crm/checkCrm.ts';
import { ImportRefusedError, importCsv } from '../../src/crm/importCsv.ts';
import { notice } from '../../src/notice/notice.ts';
import type { RowProblem } from '../../src/notice/refusedRows.ts';
import { rowProblemText } from '../../src/wording/refusedRows.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import {
  relaxContactOptions,
  relaxEngagement,
  relaxEventOptions,
  relaxIsThere,
  relaxNote,
  relaxUsers,
} from './relaxAdopted.ts';
import { told } from './told.ts';

const refused = (problem: RowProblem, rows: number, lines: readonly number[]) =>
  notice('rows-refused', { problem, rows, lines });

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'handraise-relax-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
  await database.drop();
});

const one = async (text: string) => (await database.handle.pool.query(text)).rows[0];
const rejectFile = () => join(directory, 'rejects.csv');

/** What identifies the whole content of the table. */
const contactsDigest = () =>
  one(
    `SELECT count(*)::int AS rows, md5(string_agg(c::text, E'\\n' ORDER BY id COLLATE "C")) AS digest FROM handraise.contact c`,
  );

async function loadBroken(content: Buffer, options: Partial<ImportOptions> = {}) {
  const file = join(directory, 'broken.csv');
  await writeFile(file, content);
  return importCsv(
    database.handle,
    'contact',
    file,
    { ...relaxContactOptions, ...options },
    { path: rejectFile(), words: rowProblemText },
  );
}

describe.skipIf(!relaxIsThere)(`relax_adopted${relaxNote}`, () => {
  test('loads as it is', async () => {
    const users = await importCsv(database.handle, 'contact', relaxUsers, relaxContactOptions, {
      path: rejectFile(),
      words: rowProblemText,
    });
    expect(users).toMatchObject({ read: 12_000, inserted: 12_000, rejected: 0, rejectFile: null });
    expect(users.notices[0]?.figures).toEqual({ columns: ['last_session_creation_time', 'invited_by_user_id'] });
    expect(await one(`SELECT name, account_id, created_at, attributes FROM handraise.contact WHERE id = '12'`)).toEqual(
      {
        name: 'Mathiesen Lærke',
        account_id: '130',
        created_at: new Date('2014-04-17T23:48:00Z'),
        attributes: { source: 'ORG_INVITE', mailingList: '0', drip: '0' },
      },
    );
    const events = await importCsv(database.handle, 'event', relaxEngagement, relaxEventOptions, {
      path: rejectFile(),
      words: rowProblemText,
    });
    expect(events).toMatchObject({ read: 207_917, inserted: 207_917, rejected: 0 });
    const again = await importCsv(database.handle, 'event', relaxEngagement, relaxEventOptions, {
      path: rejectFile(),
      words: rowProblemText,
    });
    expect(again).toMatchObject({ inserted: 0, updated: 207_917 });
    expect(
      await one(
        `SELECT count(*)::int AS rows, min(occurred_at) AS first, max(occurred_at) AS last, min(kind) AS kind FROM handraise.event`,
      ),
    ).toEqual({
      rows: 207_917,
      // The file has days: each counts when it is over, to the microsecond, which a Date does not hold.
      first: new Date('2012-05-31T23:59:59.999Z'),
      last: new Date('2014-06-06T23:59:59.999Z'),
      kind: 'login',
    });
  });

  test('a broken copy is refused with every problem and its line, and nothing is lost', async () => {
    const before = await contactsDigest();
    const lines = (await readFile(relaxUsers, 'latin1')).split('\r\n');
    lines[100] = lines[100]!.split(',').slice(0, 4).join(',');
    lines[200] += ',surplus';
    lines[300] = lines[299]!;
    lines[400] = lines[400]!.replace(/^\d+/, '');
    lines[500] = lines[500]!.replace(/\d\d-\d\d-\d{4}/, '31-02-2014');
    lines[600] = lines[600]!.replace(/,[^,]*@/, ',\0@');
    lines[700] = lines[700]!.replace(/,[^,]*@/, ',\xff@');
    lines[800] = lines[800]!.replace(/^(\d+,[^,]*,)/, '$1"');
    lines[800] = lines[800]!.replace(/@/, '"@');
    // Windows ends lines with CRLF; one that came from elsewhere does not.
    const utf8 = Buffer.concat([
      Buffer.from(`\uFEFF${lines.slice(0, 700).join('\r\n')}\n`),
      Buffer.from(`${lines[700]}\r\n`, 'latin1'),
      Buffer.from(lines.slice(701).join('\r\n')),
    ]);
    const error = await loadBroken(utf8, { encoding: 'utf-8' }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ImportRefusedError);
    const thrown = error as ImportRefusedError;
    expect(thrown).toMatchObject({ code: 'data', exitCode: 3 });
    expect(thrown.result).toMatchObject({ read: 12_000, loaded: 0, rejected: 8, rejectFile: rejectFile() });
    expect(thrown.result.problems).toEqual([
      refused({ why: 'too-few-cells' }, 1, [101]),
      refused({ why: 'too-many-cells' }, 1, [201]),
      refused({ why: 'missing', field: 'id' }, 1, [401]),
      refused({ why: 'not-a-date', field: 'createdAt' }, 1, [501]),
      refused({ why: 'nul', field: 'email' }, 1, [601]),
      refused({ why: 'undecodable', field: 'email' }, 1, [701]),
      refused({ why: 'quote-inside' }, 1, [801]),
      refused({ why: 'key-repeated', fields: ['id'] }, 1, [301]),
    ]);
    expect(await readFile(rejectFile(), 'utf8')).toMatch(/^301,"id stands on an earlier line too \(line 300\)",/m);
    expect(await contactsDigest()).toEqual(before);
  });

  test('so is one whose encoding is unknown, or not the one declared', async () => {
    const before = await contactsDigest();
    const content = await readFile(relaxUsers);
    await expect(loadBroken(content, { encoding: 'latin-99' })).rejects.toMatchObject({
      code: 'config',
      message: 'encoding "latin-99" is not known',
    });
    const wrong = await loadBroken(content, { encoding: 'utf-8' }).catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(ImportRefusedError);
    const [problem] = (wrong as ImportRefusedError).result.problems;
    expect(problem?.figures.problem).toEqual({ why: 'undecodable', field: 'name' });
    expect(problem?.figures.lines).toContain(13);
    await expect(loadBroken(Buffer.concat([Buffer.from('\uFEFF'), content]))).rejects.toThrow(
      /line 1: .*mark of utf-8/,
    );
    expect(await contactsDigest()).toEqual(before);
  });

  test('with bad rows skipped, the rest is loaded over what was there', async () => {
    const lines = (await readFile(relaxUsers, 'latin1')).split('\r\n');
    lines[2] = '2,broken';
    const result = await loadBroken(Buffer.from(lines.join('\n'), 'latin1'), { onBadRow: 'skip' });
    expect(result).toMatchObject({ read: 12_000, loaded: 11_999, updated: 11_999, rejected: 1 });
    expect(await contactsDigest()).toMatchObject({ rows: 12_000 });
  });

  test('a check reads what was loaded, and names what is broken in a copy of it', async () => {
    const programs = { adoption: { horizonDays: 60, cutoffs: { daysAfterCreation: 14 } } };
    const account = { query: 'SELECT DISTINCT account_id AS id FROM handraise.contact' };
    const now = Date.UTC(2014, 6, 1) * 1000;
    const sound = await checkCrm(database.handle, configSchema.parse({ source: { account }, programs }), now);
    const errors = sound.problems.map(told).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ entity, problem }) => [entity, problem])).toEqual([
      ['outcome', 'is neither mapped nor imported'],
    ]);
    expect(sound.entities.filter(({ rows }) => rows > 0)).toEqual([
      { entity: 'account', relation: 'the query of account', rows: 417, spans: [] },
      {
        entity: 'contact',
        relation: 'handraise.contact',
        rows: 12_000,
        spans: [
          {
            field: 'createdAt',
            first: Date.UTC(2012, 4, 31, 0, 43) * 1000,
            last: Date.UTC(2014, 4, 30, 23, 59) * 1000,
          },
        ],
      },
      {
        entity: 'event',
        relation: 'handraise.event',
        rows: 207_917,
        spans: [{ field: 'occurredAt', first: Date.UTC(2012, 5, 1) * 1000 - 1, last: Date.UTC(2014, 5, 7) * 1000 - 1 }],
      },
    ]);
    await database.handle.pool.query(`
      CREATE TABLE public.users AS SELECT id, account_id, created_at FROM handraise.contact WHERE id <> '2';
      INSERT INTO public.users SELECT * FROM public.users WHERE id IN ('3', '4');
      UPDATE public.users SET created_at = NULL WHERE id = '5';
      UPDATE public.users SET created_at = '2041-01-01' WHERE id = '6';
      UPDATE public.users SET account_id = '99999' WHERE id = '7';
    `);
    const source = { account, contact: { table: 'public.users' } };
    const broken = await checkCrm(database.handle, configSchema.parse({ source, programs }), now);
    const warnings = broken.problems.map(told).filter(({ severity }) => severity === 'warning');
    expect(warnings.map(({ entity, problem, rows, examples }) => [entity, problem, rows, examples])).toEqual([
      ['contact', 'createdAt is missing', 1, ['5']],
      ['contact', 'createdAt is in the future', 1, ['6']],
      ['contact', 'accountId names no account of the CRM', 1, ['99999']],
      ['contact', 'id is the same in more than one row', 2, ['3', '4']],
      ['event', 'contactId names no contact of the CRM', 14, ['2']],
      ['event', expect.stringMatching(/^the newest row is of 2014-06-04, 27 days ago/), 0, []],
    ]);
  });
});
