import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CsvRecord } from '../../src/crm/import/csvRecord.ts';
import { csvRecords } from '../../src/crm/import/csvRecords.ts';
import { parsedRecords } from '../../src/crm/import/parsedRecords.ts';
import { utf8Chunks } from '../../src/crm/import/utf8Chunks.ts';
import { HandraiseError } from '../../src/errors.ts';
import { fc } from '../property/fastCheck.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'handraise-csv-'));
});

afterAll(() => rm(directory, { recursive: true }));

interface Found {
  line: number;
  cells: readonly string[];
  text: string;
  damaged: boolean;
  wellQuoted: boolean;
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const collect = (chunks: AsyncIterable<Buffer>, delimiter = ',') => collected(csvRecords(chunks, delimiter));

async function collected(batches: AsyncIterable<readonly CsvRecord[]>): Promise<Found[]> {
  const found: Found[] = [];
  for await (const batch of batches)
    for (const { line, cells, text, damaged, wellQuoted } of batch)
      found.push({ line, cells, text: text(), damaged, wellQuoted });
  return found;
}

const parse = (text: string | Buffer, options: { delimiter?: string; size?: number } = {}) =>
  collect(cut(Buffer.from(text as string), options.size ?? 1 << 16), options.delimiter);

async function parseFile(bytes: Buffer, encoding: string): Promise<Found[]> {
  const file = join(directory, 'file.csv');
  await writeFile(file, bytes);
  return collect(utf8Chunks(file, encoding));
}

const cellsOf = (found: readonly Found[]) => found.map(({ cells }) => cells);

describe('any table of texts', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({
      unit: fc.constantFrom('"', ',', ';', '\t', '\n', '\r', 'a', ' ', '\0', '\uFEFF', '👩', '§'),
      maxLength: 6,
    }),
  );
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

  test('reads back as it was, whatever its line endings, delimiter, mark, quoting and chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom(',', ';', '\t', '|', '§'),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        async (rows, lineEnding, delimiter, mark, quoteAll, endLast, size) => {
          const special = ['"', '\n', '\r', delimiter];
          const write = (text: string) =>
            quoteAll || special.some((character) => text.includes(character))
              ? `"${text.replaceAll('"', '""')}"`
              : text;
          const lines = rows.map((row) => row.map(write).join(delimiter));
          const text = lines.join(lineEnding) + (endLast ? lineEnding : '');
          const file = join(directory, 'any.csv');
          await writeFile(file, (mark || text.startsWith('\uFEFF') ? '\uFEFF' : '') + text);
          const chunks = async function* () {
            for await (const chunk of utf8Chunks(file, 'utf-8')) yield* cut(chunk, size);
          };
          const found = await collect(chunks(), delimiter);
          expect(cellsOf(found)).toEqual(rows);
          expect(found.map((record) => record.text)).toEqual(lines);
          expect(found.every(({ wellQuoted, damaged }) => wellQuoted && !damaged)).toBe(true);
          const endings = (part: string) => part.match(/\r\n|\r|\n/g)?.length ?? 0;
          const starts = lines.map((_, index) => 1 + index + endings(lines.slice(0, index).join('')));
          expect(found.map(({ line }) => line)).toEqual(starts);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('lines without quotes are cut as the parser reads them, whatever bytes, endings and chunks', async () => {
  const piece = fc.constantFrom(
    'a',
    '12',
    'é',
    '§',
    ',',
    ' ',
    '\0',
    '\n',
    '\r',
    '\r\n',
    '\uFEFF',
    'a text of many characters',
    '\xff',
    '"',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 60 }),
      fc.constantFrom(',', '§', 'a'),
      fc.integer({ min: 1, max: 80 }),
      async (pieces, delimiter, size) => {
        const bytes = Buffer.concat(pieces.map((text) => Buffer.from(text, text === '\xff' ? 'latin1' : 'utf8')));
        const read = (batches: AsyncIterable<readonly CsvRecord[]>) =>
          collected(batches).catch((error: unknown) => String(error));
        expect(await read(csvRecords(cut(bytes, size), delimiter))).toEqual(
          await read(parsedRecords(cut(bytes, size), delimiter, '"', 1)),
        );
      },
    ),
    { numRuns: 500 },
  );
});

describe('line numbers', () => {
  test.each([
    ['\r\n"', 2],
    ['a\r\n"', 2],
    ['a\n\n"b', 3],
    ['"a\nb"\n"', 3],
    ['"', 1],
  ])('name where a quote that is never closed begins: %j', async (text, line) => {
    for (let size = 1; size <= text.length; size++)
      await expect(collected(csvRecords(cut(Buffer.from(text), size), ','))).rejects.toThrow(`line ${line}: a quote`);
  });

  test('are those on which records start, blank lines and quoted line endings counted', async () => {
    const found = await parse('a,b\r\n"1\r\n2\n3",x\r\n\r\n\r\n4,y\n5,z');
    expect(found.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'a'],
      [2, '1\r\n2\n3'],
      [7, '4'],
      [8, '5'],
    ]);
  });
});

describe('quotes in the wrong place', () => {
  test.each(['1,5" pipe', '1,"a"b', '1,"a" ', '1, "a"', '"a"\0,1'])('spoil their own record only: %j', async (bad) => {
    const found = await parse(`x,y\n${bad}\n2,"fine"\n`);
    expect(found.map(({ wellQuoted }) => wellQuoted)).toEqual([true, false, true]);
    expect(found[1]).toMatchObject({ line: 2, text: bad });
    expect(found[2]).toMatchObject({ line: 3, cells: ['2', 'fine'] });
  });

  test('one that is never closed is an error naming the line where its record starts', async () => {
    const attempt = parse('x,y\n1,2\n3,"4\n5,6\n');
    await expect(attempt).rejects.toThrow(/line 3: a quote .* never closed/);
    await expect(attempt).rejects.toMatchObject({ code: 'data' });
  });
});

test('a record over the cap is an error naming its line, long before all of it was read', async () => {
  let handed = 0;
  const endless = async function* () {
    yield Buffer.from('x,y\n1,2\n3,"');
    for (;;) {
      handed += 1 << 20;
      yield Buffer.alloc(1 << 20, 'a');
    }
  };
  await expect(collect(endless())).rejects.toThrow(/line 3: the record is larger than 16 MiB/);
  expect(handed).toBeLessThan(20 << 20);
});

describe('encodings', () => {
  const expected = [
    ['id', 'name'],
    ['1', 'Lærke €'],
  ];

  test.each([
    ['utf-8', Buffer.from('id,name\n1,Lærke €\n')],
    ['utf-8', Buffer.from('\uFEFFid,name\n1,Lærke €\n')],
    ['UTF8', Buffer.from('id,name\n1,Lærke €\n')],
    ['utf-16le', Buffer.from('\uFEFFid,name\n1,Lærke €\n', 'utf16le')],
    ['utf-16le', Buffer.from('id,name\n1,Lærke €\n', 'utf16le')],
    ['utf-16be', Buffer.from('\uFEFFid,name\n1,Lærke €\n', 'utf16le').swap16()],
    // 0x80 is the euro in windows-1252, which is what WHATWG calls latin1.
    ['windows-1252', Buffer.from('id,name\n1,L\xe6rke \x80\n', 'latin1')],
    ['latin1', Buffer.from('id,name\n1,L\xe6rke \x80\n', 'latin1')],
    ['iso-8859-15', Buffer.from('id,name\n1,L\xe6rke \xa4\n', 'latin1')],
  ])('%s', async (encoding, bytes) => {
    const found = await parseFile(bytes, encoding);
    expect(cellsOf(found)).toEqual(expected);
    expect(found.some(({ damaged }) => damaged)).toBe(false);
  });

  test('an unknown one is refused by name', async () => {
    await expect(parseFile(Buffer.from('a\n'), 'utf-9')).rejects.toThrow('encoding "utf-9" is not known');
    await expect(parseFile(Buffer.from('a\n'), 'utf-9')).rejects.toMatchObject({ code: 'config', exitCode: 2 });
  });

  test('a file that begins with the mark of another one is refused', async () => {
    const wide = Buffer.from('\uFEFFid\n', 'utf16le');
    await expect(parseFile(wide, 'utf-8')).rejects.toThrow(/mark of utf-16le, but utf-8/);
    await expect(parseFile(Buffer.from('\uFEFFid\n'), 'latin1')).rejects.toThrow(/mark of utf-8, but latin1/);
  });

  test('bytes that mean nothing are found in their own record', async () => {
    const utf8 = await parseFile(Buffer.from('id,name\n1,L\xe6rke\n2,\xed\xa0\x80\n3,x\n', 'latin1'), 'utf-8');
    expect(utf8.map(({ damaged }) => damaged)).toEqual([false, true, true, false]);
    expect(utf8[1]?.cells).toEqual(['1', 'L\uFFFDrke']);
    const half = await parseFile(Buffer.from('id,name\n1,\ud800\n2,x\n', 'utf16le'), 'utf-16le');
    expect(half.map(({ damaged }) => damaged)).toEqual([false, true, false]);
    const greek = await parseFile(Buffer.from('id,name\n1,\xd2\n2,x\n', 'latin1'), 'iso-8859-7');
    expect(greek.map(({ damaged }) => damaged)).toEqual([false, true, false]);
  });

  test('U+FFFD written in UTF-8 is a character like any other', async () => {
    const found = await parseFile(Buffer.from('id,name\n1,\uFFFD\n'), 'utf-8');
    expect(found[1]).toMatchObject({ cells: ['1', '\uFFFD'], damaged: false });
  });
});

test('a missing file is the caller’s mistake', async () => {
  const attempt = collect(utf8Chunks(join(directory, 'absent.csv'), 'utf-8'));
  await expect(attempt).rejects.toBeInstanceOf(HandraiseError);
  await expect(attempt).rejects.toMatchObject({ code: 'usage' });
});
