import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HandraiseError } from '../../src/errors.ts';
import { openRecords } from '../../src/flatFile/openRecords.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { rowsXml, workbookBytes, zipBytes } from '../table/zipBytes.ts';
import { fc } from './fastCheck.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -9999, max: 9999 }).map(String) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  {
    weight: 3,
    arbitrary: fc.string({ unit: fc.constantFrom('a', 'é', 'Ω', '東', '👩', ' ', '-', '.'), maxLength: 8 }),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom('"', "'", ',', ';', '\t', '|', '\n', '\\', '#', 'x'), maxLength: 5 }),
  },
);

const table = fc
  .integer({ min: 2, max: 6 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 6, maxLength: 30 }))
  .map((rows) => ({
    names: rows[0]!.map((_, at) => `name ${at}`),
    rows: rows.map(([, ...others], at) => [`r${at}`, ...others.map((one) => one.trim())]),
  }));

const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quote: fc.constantFrom('needed' as const, 'all' as const, 'single' as const),
  backslash: fc.boolean(),
  lineEnds: fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 1, maxLength: 3 }),
  separatorLine: fc.boolean(),
  titles: fc.constantFrom('', 'Leads of March', '# exported'),
  trailing: fc.boolean(),
  encoding: fc.constantFrom('utf-8', 'utf-8 marked', 'utf-16le', 'utf-16be'),
  packed: fc.constantFrom('plain', 'gzip', 'zip'),
});

type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

function written(names: readonly string[], rows: readonly (readonly string[])[], how: Dialect): Buffer {
  const mark = how.quote === 'single' ? "'" : '"';
  const inner = how.backslash ? `\\${mark}` : mark + mark;
  const escaped = (text: string) => text.replaceAll(mark, inner);
  const special = [how.delimiter, '"', "'", '\n', '\r'];
  const one = (text: string) =>
    how.quote !== 'needed' || special.some((each) => text.includes(each)) ? mark + escaped(text) + mark : text;
  const lines = [names, ...rows].map(
    (cells) => cells.map(one).join(how.delimiter) + (how.trailing ? how.delimiter : ''),
  );
  const all = [
    ...(how.separatorLine ? [`sep=${how.delimiter}`] : []),
    ...(how.titles === '' ? [] : [how.titles, '']),
    ...lines,
  ];
  const text = all.map((line, at) => line + how.lineEnds[at % how.lineEnds.length]!).join('');
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const bytes = {
    'utf-8': Buffer.from(text),
    'utf-8 marked': Buffer.from(`\uFEFF${text}`),
    'utf-16le': wide,
    'utf-16be': Buffer.from(wide).swap16(),
  }[how.encoding]!;
  return how.packed === 'gzip' ? gzipSync(bytes) : how.packed === 'zip' ? zipBytes({ 'leads.csv': bytes }) : bytes;
}

async function read(bytes: Buffer) {
  const file = join(folder, 'leads.csv');
  await writeFile(file, bytes);
  const opened = await openRecords(file, {});
  const rows: string[][] = [];
  for await (const batch of opened.records) for (const { cells } of batch) rows.push(cells.map((one) => one.trim()));
  return { names: opened.names, rows };
}

test('a table reads back as it was, however it is written, or is refused', async () => {
  let runs = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(table, dialect, async ({ names, rows: any }, how) => {
      runs++;
      // A backslash before no quote does not tell whether it is one or an escape.
      const rows = how.backslash ? any.map((cells) => cells.map((one) => one.replaceAll('\\', '/'))) : any;
      try {
        expect(await read(written(names, rows, how))).toEqual({ names, rows });
      } catch (error) {
        if (!(error instanceof HandraiseError)) throw error;
        expect(error.code).toBe('data');
        refused++;
      }
    }),
    { numRuns: 150 },
  );
  expect(refused / runs).toBeLessThan(0.1);
});

test('a sheet reads back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ names, rows }) => {
      // A sheet knows no cells of nothing but blanks at the end of a row, and line ends of one kind.
      const values = rows.map((cells) => cells.map((one) => (one === '' ? null : one)));
      expect(await read(workbookBytes({ Leads: rowsXml([names, ...values]) }))).toEqual({ names, rows });
    }),
    { numRuns: 40 },
  );
});

test('bytes of no meaning end with what is wrong with them', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\\', "'", 'a', '1', '\0'), maxLength: 200 }),
  );
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.constantFrom('', 'PK\x03\x04', '\x1f\x8b', '\xff\xfe', 'sep=;\n'),
      async (some, begin) => {
        const whole = Buffer.concat([Buffer.from(begin, 'latin1'), Buffer.from(some as Uint8Array)]);
        try {
          const { names, rows } = await read(whole);
          for (const row of rows) expect(row).toHaveLength(names.length);
        } catch (error) {
          expect(error).toBeInstanceOf(HandraiseError);
          expect((error as HandraiseError).code).toBe('data');
        }
      },
    ),
    { numRuns: 200 },
  );
});
