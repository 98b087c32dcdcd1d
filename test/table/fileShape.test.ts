import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords } from '../../src/flatFile/openRecords.ts';
import type { FileWriting } from '../../src/flatFile/rawRecords.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';

let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function shapeOf(text: string | Buffer, writing: FileWriting = {}) {
  const file = join(folder, `${files++}.csv`);
  await writeFile(file, text);
  const opened = await openRecords(file, writing);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for await (const batch of opened.records)
    for (const record of batch) {
      rows.push(record.cells);
      lines.push(record.line);
    }
  const { names, delimiter, encoding, rowNames, remarks } = opened;
  return { names, delimiter, encoding, rowNames, remarks, rows, lines };
}

const remarkOf = (kind: string, remarks: readonly { kind: string }[]) => remarks.find((one) => one.kind === kind);

const numbered = (rows: number, cells: (row: number) => string) =>
  Array.from({ length: rows }, (_, row) => cells(row)).join('\n');

describe('the header’s width is the width', () => {
  it('takes R’s row numbers for what they are, and never shifts a cell', async () => {
    // As write.table(data.frame(visits, opt_in, converted), sep = ",", quote = FALSE) writes it.
    const text = `visits,opt_in,converted\n${numbered(50, (row) => `${row + 1},${row % 7},${row % 2},0`)}\n`;
    const { names, rows, rowNames, remarks } = await shapeOf(text);
    expect(names).toEqual(['row name', 'visits', 'opt_in', 'converted']);
    expect(rowNames).toBe('row name');
    expect(rows[4]).toEqual(['5', '4', '0', '0']);
    expect(remarkOf('row-names', remarks)).toBeDefined();
  });

  it.each([
    ['names in words', 'visits,y', (row: number) => `"lead ${row}",${row % 7},${row % 2}`],
    ['an unquoted comma in every cell', 'name,y', (row: number) => `Doe, Jane ${row},${row % 2}`],
    ['decimal commas beside ids', 'id,amount', (row: number) => `${row + 1},${row % 7},5`],
    ['two cells too many', 'visits,y', (row: number) => `${row},1,2,3`],
    ['a cell too few', 'visits,opens,y', (row: number) => `${row},1`],
  ])('refuses %s, with widths and counts', async (_, header, cells) => {
    await expect(shapeOf(`${header}\n${numbered(50, cells)}\n`)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringMatching(/the header \(line 1\) has \d cells, but of the first 50 records 50 have \d/),
    });
  });

  it('rejects only the odd record, with its line', async () => {
    // The first record holds a comma that nobody quoted.
    const text = `company,visits,y\nAcme, Inc,3,0\n${numbered(1999, (row) => `Globex,${row % 9},1`)}\n`;
    const { rows, remarks, names } = await shapeOf(text);
    expect(names).toEqual(['company', 'visits', 'y']);
    expect(rows).toHaveLength(1999);
    expect(remarkOf('odd-records', remarks)).toEqual({
      kind: 'odd-records',
      records: 1,
      width: 3,
      first: [{ line: 2, cells: 4, why: 'cells' }],
    });
  });

  it('names the first ten odd lines, and refuses where more than a tenth is odd', async () => {
    const some = await shapeOf(`a,b\n${numbered(300, (row) => (row % 20 === 3 ? 'x,1,2' : `x,${row}`))}\n`);
    expect(some.rows).toHaveLength(285);
    const odd = remarkOf('odd-records', some.remarks) as unknown as { first: { line: number }[]; records: number };
    expect(odd.records).toBe(15);
    expect(odd.first.map(({ line }) => line)).toEqual([5, 25, 45, 65, 85, 105, 125, 145, 165, 185]);
    const many = shapeOf(`a,b\n${numbered(300, (row) => (row % 8 === 3 ? 'x,1,2' : `x,${row}`))}\n`);
    await expect(many).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('38 of 300 records') });
  });

  it.each([
    ['of every line', 'a,b,\n1,2,\n3,4,\n'],
    ['of the records', 'a,b\n1,2,\n3,4,\n'],
    ['of the header', 'a,b,\n1,2\n3,4\n'],
    ['many', 'a,b,,,\n1,2,,,\n3,4,,,\n'],
  ])('drops a trailing separator %s', async (_, text) => {
    const { names, rows } = await shapeOf(text);
    expect(names).toEqual(['a', 'b']);
    expect(rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('keeps a column without a name that holds something', async () => {
    const { names, rows, remarks } = await shapeOf(',b,c1\n0,x,9\n1,z,9\n');
    expect(names).toEqual(['c1 (2)', 'b', 'c1']);
    expect(rows[1]).toEqual(['1', 'z', '9']);
    expect(remarkOf('unnamed-columns', remarks)).toEqual({ kind: 'unnamed-columns', names: ['c1 (2)'] });
  });
});

describe('what is no row', () => {
  it('above: a line for Excel, titles, blank lines, comments', async () => {
    const { names, rows, lines, remarks, delimiter } = await shapeOf(
      'sep=;\nLeads of March\n\n# exported by Ann\n;;\nname;visits;won\nAcme;3;1\nInitech;4;0\n',
    );
    expect({ names, delimiter, rows }).toEqual({
      names: ['name', 'visits', 'won'],
      delimiter: ';',
      rows: [
        ['Acme', '3', '1'],
        ['Initech', '4', '0'],
      ],
    });
    expect(lines).toEqual([7, 8]);
    expect(remarkOf('title-lines', remarks)).toMatchObject({ lines: [2, 5], first: 'Leads of March' });
    expect(remarkOf('comment-lines', remarks)).toMatchObject({ records: 1, lines: [4] });
    expect(remarkOf('cell-separator', remarks)).toMatchObject({ delimiter: ';', because: 'first line' });
  });

  it('a second header of descriptions or units, told by its types', async () => {
    const rows = numbered(20, (row) => `A${row},${row},${row / 8},x`);
    for (const second of ['the firm,pages seen,money spent,why', 'Text,Anzahl,€,Text', '名前,訪問,金額,']) {
      const found = await shapeOf(`name,visits,amount,note\n${second}\n${rows}\n`);
      expect(found.rows).toHaveLength(20);
      expect(remarkOf('second-header', found.remarks)).toEqual({ kind: 'second-header', lines: [2], columns: 2 });
    }
    const row = await shapeOf(`name,visits,amount,note\nA,unknown,n/a,x\n${rows}\n`);
    expect(row.rows).toHaveLength(21);
  });

  it('within: the header again, empty records, comments', async () => {
    const { rows, remarks } = await shapeOf(
      `a,b\n1,2\n#, # and more, really\n\uFEFFa,b\n3,4\n,\n${numbered(10, (row) => `${row},1`)}\n`,
    );
    expect(rows.slice(0, 2)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(rows).toHaveLength(12);
    expect(remarks).toEqual([
      { kind: 'comment-lines', records: 1, lines: [3] },
      { kind: 'repeated-header', records: 1, lines: [4] },
      { kind: 'empty-records', records: 1, lines: [6] },
    ]);
  });

  it('a header of other columns further down ends the reading', async () => {
    const rows = numbered(20, (row) => `A${row},${row},x,1`);
    const other = shapeOf(
      `name,visits,note,won\n${rows}\nvisits,name,note,won\n${numbered(20, (row) => `${row},A,x,0`)}\n`,
    );
    await expect(other).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('line 22: a header') });
  });

  it('says where a file is as long as a sheet of Excel can be', async () => {
    const { rows, remarks } = await shapeOf(`a,b\n${'1,2\n'.repeat(65_535)}`);
    expect(rows).toHaveLength(65_535);
    expect(remarks).toEqual([{ kind: 'row-limit', records: 65_536 }]);
  });

  it('below: a total, and how many rows there are', async () => {
    const rows = numbered(20, (row) => `A${row},${row},x`);
    const found = await shapeOf(`name,visits,note\n${rows}\nTotal,190,\n\n(20 rows)\n`);
    expect(found.rows).toHaveLength(20);
    expect(remarkOf('total-line', found.remarks)).toMatchObject({ line: 22, leftOut: true });
    expect(remarkOf('footer-lines', found.remarks)).toMatchObject({ lines: [24], first: '(20 rows)' });
    const parts = await shapeOf(`name,visits,note\n${rows}\nTotal,190,\n${rows}\n`);
    expect(parts.rows).toHaveLength(41);
    expect(parts.remarks).toEqual([{ kind: 'subtotal-records', records: 1, lines: [22] }]);
    const firm = await shapeOf(`name,visits,note\n${rows}\nTotal,19,x\n`);
    expect(firm.rows).toHaveLength(21);
    expect(remarkOf('total-line', firm.remarks)).toMatchObject({ line: 22, leftOut: false });
  });

  it('never takes a record of numbers below a title for a header', async () => {
    await expect(shapeOf('Leads\n\n1,2\n3,4\n')).rejects.toMatchObject({ code: 'data' });
  });
});

describe('what separates and quotes cells', () => {
  it('a decimal comma in every record does not', async () => {
    const { delimiter } = await shapeOf(`a;b;c\n${numbered(50, (row) => `${row},5;${row},25;1`)}\n`);
    expect(delimiter).toBe(';');
  });

  it('is asked for where two would do, and where there seems to be one column', async () => {
    await expect(shapeOf('Name, First|Age\nDoe, Jane|5\nRoe, Jo|7\n')).rejects.toMatchObject({
      code: 'data',
      hint: expect.stringContaining('--delimiter'),
    });
    await expect(shapeOf('a^b^c\n1^2^3\n4^5^6\n')).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('one column'),
      hint: expect.stringContaining("--delimiter '^'"),
    });
    expect((await shapeOf('a^b^c\n1^2^3\n4^5^6\n', { delimiter: '^' })).rows).toEqual([
      ['1', '2', '3'],
      ['4', '5', '6'],
    ]);
    await expect(shapeOf('a,b\n1,2\n', { delimiter: ';' })).rejects.toMatchObject({ code: 'data' });
  });

  it('are single quotes where half of the records have them', async () => {
    const { rows, names } = await shapeOf(`'name','y'\n${numbered(20, (row) => `'Acme, Inc',${row}`)}\n`);
    expect(names).toEqual(['name', 'y']);
    expect(rows[3]).toEqual(['Acme, Inc', '3']);
    const plain = await shapeOf("name,y\n'tis,1\nO'Neil,2\n'a',3\nb,4\nc,5\n");
    expect(plain.rows.map(([name]) => name)).toEqual(["'tis", "O'Neil", "'a'", 'b', 'c']);
  });

  it('a quote within a cell may be written with a backslash', async () => {
    const text = `name,y\n${numbered(20, (row) => `"the \\"best\\", ${row}",${row}`)}\n"C:\\\\dir\\"",7\n`;
    const { rows, remarks } = await shapeOf(text);
    expect(rows[3]).toEqual(['the "best", 3', '3']);
    expect(rows[20]).toEqual(['C:\\dir"', '7']);
    expect(remarkOf('backslashes-removed', remarks)).toBeDefined();
    const paths = await shapeOf('name,y\n"C:\\dir\\",7\n"D:\\",8\n');
    expect(paths.rows[0]).toEqual(['C:\\dir\\', '7']);
  });

  it('a quote inside a cell that does not begin with one is a character like any other', async () => {
    const { rows, remarks } = await shapeOf(`name,y\n${numbered(20, (row) => `${row}" pipe,${row}`)}\n`);
    expect(rows[3]).toEqual(['3" pipe', '3']);
    expect(remarks).toEqual([]);
    const blanks = await shapeOf(`name,y\n${numbered(20, (row) => `A,${row}`)}\nB, "1"\n`);
    expect(remarkOf('odd-records', blanks.remarks)).toMatchObject({ first: [{ line: 22, why: 'quotes' }] });
  });

  it('a stray quote spoils its own record, which is left out', async () => {
    const { rows, remarks } = await shapeOf(`name,y\n${numbered(20, (row) => `A,${row}`)}\n"5" pipe",1\nB,2\n`);
    expect(rows).toHaveLength(21);
    expect(remarkOf('odd-records', remarks)).toMatchObject({ first: [{ line: 22, why: 'quotes' }] });
  });

  it('two stray quotes do not make one cell of the records between them', async () => {
    const { rows, remarks } = await shapeOf(
      `size,n,y\n${numbered(40, (row) => `A,${row},1`)}\n"5 inch,1,1\nB,2,0\n7 inch",3,1\nC,4,0\n`,
    );
    expect(rows).toHaveLength(41);
    expect(rows.at(-1)).toEqual(['C', '4', '0']);
    expect(remarkOf('odd-records', remarks)).toMatchObject({ records: 3, first: [{ line: 42, why: 'records' }] });
    const address = await shapeOf(`size,n,y\n${numbered(40, (row) => `"Main St ${row}\nParis, FR\nEU",${row},1`)}\n`);
    expect(address.rows).toHaveLength(40);
  });

  it('lines may end in three ways in one file', async () => {
    expect((await shapeOf('a,b\r\n1,2\n3,4\r5,6\r\n')).rows).toHaveLength(3);
  });
});

describe('the encoding', () => {
  const text = 'näme,y\nLærke €,1\nŽižka,0\n';
  const utf16 = Buffer.from(text, 'utf16le');

  it.each([
    ['utf-16le', Buffer.concat([Buffer.of(0xff, 0xfe), utf16])],
    ['utf-16be', Buffer.concat([Buffer.of(0xfe, 0xff), Buffer.from(utf16).swap16()])],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
  ])('is told by its mark: %s', async (encoding, bytes) => {
    const found = await shapeOf(bytes);
    expect(found.encoding).toBe(encoding);
    expect(found.names).toEqual(['näme', 'y']);
    expect(found.rows).toEqual([
      ['Lærke €', '1'],
      ['Žižka', '0'],
    ]);
  });

  it('is asked for where text is not UTF-8, naming the line', async () => {
    const latin = Buffer.from('name,y\nAnn,1\nL\xe6rke,0\n', 'latin1');
    await expect(shapeOf(latin)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('line 3: not UTF-8'),
      hint: expect.stringContaining('--encoding windows-1252'),
    });
    expect((await shapeOf(latin, { encoding: 'windows-1252' })).rows[1]).toEqual(['Lærke', '0']);
    const later = Buffer.concat([
      Buffer.from(`name,y\n${'Ann,1\n'.repeat(20_000)}`),
      Buffer.from('\xe6,1\n', 'latin1'),
    ]);
    await expect(shapeOf(later)).rejects.toMatchObject({ message: expect.stringContaining('line 20002') });
  });

  it.each(['utf-16le', 'utf-16be'])('is asked for where it seems to be %s without a mark', async (encoding) => {
    const bytes = encoding === 'utf-16le' ? utf16 : Buffer.from(utf16).swap16();
    await expect(shapeOf(bytes)).rejects.toMatchObject({
      code: 'data',
      hint: expect.stringContaining(`--encoding ${encoding}`),
    });
    expect((await shapeOf(bytes, { encoding })).rows).toHaveLength(2);
  });

  it('leaves marks out of names, and records with NUL out of rows', async () => {
    const { names, rows, remarks } = await shapeOf(
      `\uFEFF\uFEFF"id", y \n${numbered(20, (row) => `${row},1`)}\nx\0,1\n`,
    );
    expect(names).toEqual(['id', 'y']);
    expect(rows).toHaveLength(20);
    expect(remarkOf('odd-records', remarks)).toMatchObject({ first: [{ line: 22, why: 'nul' }] });
  });

  it('says where text was decoded wrongly before', async () => {
    const { remarks } = await shapeOf('name,y\nAnn,1\nMÃ¼ller,0\n');
    expect(remarkOf('decoded-twice', remarks)).toEqual({ kind: 'decoded-twice', line: 3, example: 'Ã¼' });
  });
});

describe('files that are no CSV', () => {
  it('a pipe or a device is refused, for files are read twice', async () => {
    await expect(openRecords('/dev/null', {})).rejects.toMatchObject({ code: 'usage' });
  });

  it.each([
    ['a zip file', Buffer.from('PK\x03\x04abcdefgh', 'latin1')],
    ['an Excel workbook of the old format', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['a Parquet file', Buffer.from('PAR1\x15\x04')],
    ['Git LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 3\n')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['a web page', Buffer.from('\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>')],
    ['XML', Buffer.from('\uFEFF<?xml version="1.0"?><Workbook>')],
    ['JSON', Buffer.from('[\n  {"name": "Acme", "won": 1},\n')],
    ['JSON', Buffer.from('{"name": "Acme", "won": 1}\n{"name": "Initech", "won": 0}\n')],
  ])('%s is refused in one line', async (what, bytes) => {
    await expect(shapeOf(bytes)).rejects.toMatchObject({ code: 'data', message: expect.stringContaining(what) });
  });

  it.each(['ORCID', 'PAR1', '[name]', '{name}', 'BZh1'])('a column %s is none', async (name) => {
    expect((await shapeOf(`${name},y\n1,2\n3,4\n`)).names).toEqual([name, 'y']);
  });
});
