import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords } from '../../src/flatFile/openRecords.ts';
import type { FileWriting } from '../../src/flatFile/rawRecords.ts';
import { readFlatFile } from '../../src/flatFile/readFlatFile.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { rowsXml, workbookBytes, zipBytes } from './zipBytes.ts';

let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(bytes: Buffer, writing: FileWriting = {}) {
  const file = join(folder, `${files++}.bin`);
  await writeFile(file, bytes);
  const opened = await openRecords(file, writing);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for await (const batch of opened.records)
    for (const { cells, line } of batch) {
      rows.push(cells);
      lines.push(line);
    }
  return { names: opened.names, rows, lines, sheet: opened.sheet, remarks: opened.remarks };
}

const leads = [
  ['name', 'visits', 'won'],
  ['Acme', 3, 1],
  ['Initech', 4, 0],
];

describe('a workbook', () => {
  it('gives cells as they are: numbers, dates by their style, booleans, errors, formulas by their values', async () => {
    const xml = [
      ['text', 'number', 'date', 'time', 'clock', 'own', 'flag', 'error', 'formula'].map(
        (name, at) => `<c r="${'ABCDEFGHI'[at]}1" t="inlineStr"><is><t>${name}</t></is></c>`,
      ),
      [
        '<c r="A3" t="s"><v>0</v></c>',
        '<c r="B3"><v>0.1</v></c>',
        // Serial numbers as Excel shows them: 45292 is 2024-01-01.
        '<c r="C3" s="1"><v>45292</v></c>',
        '<c r="D3" s="2"><v>45292.75</v></c>',
        '<c r="E3" s="3"><v>0.5</v></c>',
        '<c r="F3" s="4"><v>45351</v></c>',
        '<c r="G3" t="b"><v>1</v></c>',
        '<c r="H3" t="e"><v>#DIV/0!</v></c>',
        '<c r="I3" t="str"><f>A3&amp;"x"</f><v>äx</v></c>',
      ],
      [
        '<c r="A4" t="s"><v>1</v></c>',
        '<c r="B4"><v>1234567.8900000001</v></c>',
        '<c r="D4" s="2"><v>45292.000011574</v></c>',
        '<c r="G4" t="b"><v>0</v></c>',
        '<c r="I4"><f>1+1</f><v>2</v></c>',
      ],
    ];
    const sheet = xml.map((cells, at) => `<row r="${[1, 3, 4][at]}">${cells.join('')}</row>`).join('');
    const strings = '<si><t>ä &amp; b</t></si><si><r><t>two </t></r><r><t>runs</t></r></si>';
    const { rows, lines, remarks } = await read(workbookBytes({ Leads: sheet }, { strings }));
    expect(rows).toEqual([
      ['ä & b', '0.1', '2024-01-01', '2024-01-01 18:00:00', '0.5', '2024-02-29', 'TRUE', '', 'äx'],
      ['two runs', '1234567.8900000001', '', '2024-01-01 00:00:01', '', '', 'FALSE', '', '2'],
    ]);
    expect(lines).toEqual([3, 4]);
    expect(remarks).toEqual([
      { kind: 'sheet-read', sheet: 'Leads' },
      { kind: 'error-cells', cells: 1, lines: [3] },
    ]);
  });

  it('that counts days from 1904 has the same days', async () => {
    // 43,860 days after the first of January 1904, which has the number 0 there, is 2024-01-31 (ECMA-376, 18.17.4.1).
    const cells = [
      '<c r="A2" s="1"><v>43860</v></c>',
      '<c r="B2" s="2"><v>43860.75</v></c>',
      '<c r="C2"><v>43860</v></c>',
    ];
    const header = ['day', 'time', 'number'].map(
      (name, at) => `<c r="${'ABC'[at]}1" t="inlineStr"><is><t>${name}</t></is></c>`,
    );
    const sheet = `<row r="1">${header.join('')}</row><row r="2">${cells.join('')}</row>`;
    const { rows } = await read(workbookBytes({ Leads: sheet }, { from1904: true }));
    expect(rows).toEqual([['2024-01-31', '2024-01-31 18:00:00', '43860']]);
  });

  it.each([false, true])(
    'gives times of day and durations as days, whatever they are counted from (1904: %s)',
    async (from1904) => {
      // A time of day is the share of a day that has passed, a duration its days (ECMA-376, 18.17.4.2); 60 is no day of the calendar.
      const serials = [0, 0.25, 1.5, 59.5, 60, 60.5];
      const sheet = [
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>',
        ...serials.map(
          (serial, at) =>
            `<row r="${at + 2}"><c r="A${at + 2}" s="3"><v>${serial}</v></c><c r="B${at + 2}" s="2"><v>${serial}</v></c></row>`,
        ),
      ].join('');
      const { rows } = await read(workbookBytes({ Leads: sheet }, { from1904 }));
      expect(rows).toEqual(serials.map((serial) => [String(serial), String(serial)]));
    },
  );

  it('is read by its only sheet that is shown and holds something, else by the one that is named', async () => {
    const one = workbookBytes(
      { Notes: '', Chart: '', Leads: rowsXml(leads), Lists: rowsXml([['a'], ['b']]) },
      { hidden: ['Lists'], charts: ['Chart'] },
    );
    expect(await read(one)).toMatchObject({ sheet: 'Leads', names: ['name', 'visits', 'won'] });
    const two = workbookBytes({ '2024': rowsXml(leads), Leads: rowsXml(leads.slice(0, 2)) });
    await expect(read(two)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('2 sheets that hold something: "2024", "Leads"'),
    });
    expect((await read(two, { sheet: 'Leads' })).rows).toEqual([['Acme', '3', '1']]);
    expect((await read(two, { sheet: '2' })).rows).toHaveLength(1);
    expect((await read(two, { sheet: '2024' })).rows).toHaveLength(2);
    await expect(read(two, { sheet: 'leads!' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('has a shape like any other file: titles, notes beside the table, a merged header, empty ends', async () => {
    const { names, rows, remarks } = await read(
      workbookBytes({
        Leads: rowsXml([
          ['Leads of March'],
          [null],
          ['name', 'visits', null, 'note'],
          ['Acme', 3, 7],
          ['Initech', 4, 8, null, 'call them'],
          ['Globex', 5, 9],
          ['Hooli', 6, 1, 'x'],
        ]),
      }),
    );
    expect(names).toEqual(['name', 'visits', 'c3', 'note']);
    expect(rows.map(([name]) => name)).toEqual(['Acme', 'Globex', 'Hooli']);
    expect(rows[0]).toEqual(['Acme', '3', '7', '']);
    expect(remarks.map(({ kind }) => kind)).toEqual(['sheet-read', 'title-lines', 'unnamed-columns', 'odd-records']);
  });

  it('has numbers that are no texts: their points say nothing of how texts beside them are written', async () => {
    const file = join(folder, `${files++}.xlsx`);
    const columnsOf = async (amounts: readonly (string | number)[], type?: string) => {
      const rows = amounts.map((amount, at) => [amount, at + 0.5]);
      await writeFile(file, workbookBytes({ Leads: rowsXml([['amount', 'visits'], ...rows]) }));
      const types = new Map(type === undefined ? [] : [['amount', type]]);
      const { columns } = await readFlatFile({ file, asText: [], exclude: [], types });
      return columns.map(({ column }) => column.kind === 'number' && [...column.values]);
    };
    await expect(columnsOf(['1.234', '2.500', '3.750'])).rejects.toMatchObject({
      code: 'data',
      hint: expect.stringContaining('--type amount=number:1.234,5'),
    });
    const mixed = [4.125, '1.234', '0,5', 1000.25, '2.500'];
    const read = [
      [4.125, 1234, 0.5, 1000.25, 2500],
      [0.5, 1.5, 2.5, 3.5, 4.5],
    ];
    expect(await columnsOf(mixed, 'number:1.234,5')).toEqual(read);
    expect(await columnsOf([...mixed.slice(0, 4), '2.500,0'])).toEqual(read);
  });

  it('is refused where formulas have no values', async () => {
    const sheet = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><f>A1+1</f></c></row>';
    await expect(read(workbookBytes({ Leads: sheet }))).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining('without their values'),
    });
  });
});

describe('a zip file', () => {
  const csv = 'name,visits\nAcme,3\nInitech,4\n';
  const rows = [
    ['Acme', '3'],
    ['Initech', '4'],
  ];

  it('is read where it holds one table', async () => {
    const found = await read(zipBytes({ 'exports/leads.csv': csv, '__MACOSX/._leads.csv': 'x', 'read me.md': 'y' }));
    expect(found.rows).toEqual(rows);
    expect(found.remarks).toEqual([{ kind: 'file-in-zip', name: 'exports/leads.csv' }]);
    const utf16 = Buffer.from(`\uFEFF${csv}`, 'utf16le');
    expect((await read(zipBytes({ 'leads.csv': utf16 }))).rows).toEqual(rows);
    const inside = workbookBytes({ Leads: rowsXml(leads) });
    expect((await read(zipBytes({ 'leads.xlsx': inside }))).rows).toEqual(leads.slice(1).map((row) => row.map(String)));
  });

  it.each([
    ['several tables', { 'a.csv': csv, 'b.csv': csv }, '2 tables: a.csv, b.csv'],
    ['none', { 'a.png': csv }, 'no CSV file and no workbook: a.png'],
    [
      'an OpenDocument sheet',
      { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '' },
      'Open',
    ],
    ['a document of Word', { '[Content_Types].xml': '', 'word/document.xml': '' }, 'Word'],
    ['a binary workbook', { '[Content_Types].xml': '', 'xl/workbook.bin': '' }, '.xlsb'],
    ['a Numbers document', { 'Index/Document.iwa': '' }, 'Numbers'],
  ])('of %s is refused', async (_, files, message) => {
    await expect(read(zipBytes(files as unknown as Record<string, string>))).rejects.toMatchObject({
      code: 'data',
      message: expect.stringContaining(message),
    });
  });

  it('that is cut off or damaged anywhere ends with what is wrong, or reads the same', async () => {
    for (const whole of [zipBytes({ 'leads.csv': csv.repeat(50) }), workbookBytes({ Leads: rowsXml(leads) })]) {
      const expected = (await read(whole)).rows;
      const check = async (bytes: Buffer) => {
        try {
          expect((await read(bytes)).rows).toEqual(expected);
        } catch (error) {
          expect(error).toMatchObject({ name: 'HandraiseError', code: 'data' });
        }
      };
      for (let cut = 5; cut < whole.length; cut += Math.ceil(whole.length / 40)) await check(whole.subarray(0, cut));
      for (let at = 10; at < whole.length; at += Math.ceil(whole.length / 60)) {
        const bytes = Buffer.from(whole);
        bytes[at]! ^= 0x55;
        await check(bytes);
      }
    }
  });

  it('packed by an unusual method or with a password is refused', async () => {
    for (const [field, value, message] of [
      [10, 9, 'a method that is not read (9)'],
      [8, 0x801, 'has a password'],
    ] as const) {
      const bytes = zipBytes({ 'leads.csv': csv });
      bytes.writeUInt16LE(value, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + field);
      await expect(read(bytes)).rejects.toMatchObject({ code: 'data', message: expect.stringContaining(message) });
    }
  });

  it('that is a bomb is refused', async () => {
    const bomb = workbookBytes({ Leads: rowsXml(leads) });
    const at = bomb.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    bomb.writeUInt32LE(0xfffffff0, at + 24);
    await expect(read(bomb)).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('too much') });
  });

  it('packed by gzip is none', async () => {
    await expect(read(gzipSync(zipBytes({ 'a.csv': csv })))).rejects.toMatchObject({ code: 'data' });
  });
});
