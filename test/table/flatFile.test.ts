import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlatFile } from '../../src/flatFile/flatFile.ts';
import { leftOutFor } from '../../src/flatFile/leftOut.ts';
import { readFlatFile } from '../../src/flatFile/readFlatFile.ts';
import { sentinelsOf } from '../../src/flatFile/sentinels.ts';
import { splitRows } from '../../src/flatFile/splitRows.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { fc } from '../property/fastCheck.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function read(text: string | Buffer, options: { asText?: string[]; id?: string } = {}): Promise<FlatFile> {
  const file = join(folder, 'table.csv');
  await writeFile(file, text);
  return readFlatFile({ file, asText: [], exclude: [], types: new Map(), ...options });
}

/** A column as plain values: null is missing. */
function valuesOf({ columns }: FlatFile, name: string): readonly (number | string | null)[] {
  const { column } = columns.find((one) => one.name === name)!;
  if (column.kind === 'category') return Array.from(column.codes, (code) => column.levels[code] ?? null);
  return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
}

describe('reading a flat file', () => {
  it('tells numbers, dates and texts apart, and knows what stands for nothing', async () => {
    const file = await read(
      'n,d,t\n1.5,2024-03-01,Select\nNA,2024-03-02,unknown\n-2e1,,"a, ""b"""\nunknown,2024-03-04,\n',
    );
    expect(valuesOf(file, 'n')).toEqual([1.5, null, -20, null]);
    expect(valuesOf(file, 'd')).toEqual([1, 2, null, 4].map((day) => day && Date.UTC(2024, 2, day) * 1000));
    expect(valuesOf(file, 't')).toEqual([null, 'unknown', 'a, "b"', null]);
    expect(file.columns.map(({ kind }) => kind)).toEqual(['number', 'date', 'text']);
  });

  it.each([',', ';', '\t', '|'])(
    'finds the separator %j, in plain and packed files, behind a byte order mark',
    async (mark) => {
      const text = `\ufeff${[
        ['a', 'b'],
        ['1', '"x,y;z|"'],
        ['2', 'w'],
      ]
        .map((cells) => cells.join(mark))
        .join('\r\n')}`;
      for (const bytes of [Buffer.from(text), gzipSync(text)]) {
        const file = await read(bytes);
        expect(valuesOf(file, 'a')).toEqual([1, 2]);
        expect(valuesOf(file, 'b')).toEqual(['x,y;z|', 'w']);
      }
    },
  );

  it('refuses a packed file that is cut off', async () => {
    const packed = gzipSync('a,b\n'.repeat(5000) + Math.PI);
    await expect(read(packed.subarray(0, packed.length - 12))).rejects.toMatchObject({ code: 'data' });
  });

  it('reads decimal commas where the separator is another', async () => {
    expect(valuesOf(await read('a;b\n1,5;x\n2;y\n'), 'a')).toEqual([1.5, 2]);
  });

  it('takes a first line of numbers for data, and names the columns', async () => {
    const file = await read('1\t0.5\n0\t0.25\n');
    expect(file).toMatchObject({ shape: expect.arrayContaining([{ kind: 'no-header' }]), rows: 2 });
    expect(valuesOf(file, 'c2')).toEqual([0.5, 0.25]);
  });

  it('leaves out records of another width, and counts them', async () => {
    const file = await read('a,b\n1,2\n3\n4,5,6\n7,8\n');
    expect(file).toMatchObject({ rows: 2, ragged: 2 });
    expect(valuesOf(file, 'b')).toEqual([2, 8]);
  });

  it('counts the cells that fit no number, with their lines, however far down they stand', async () => {
    const rows = Array.from({ length: 6000 }, (_, i) => `${i}`);
    rows[5500] = 'many';
    const file = await read(`a,b\n${rows.map((cell) => `${cell},x`).join('\n')}\n`);
    expect(file.columns[0]).toMatchObject({ kind: 'number' });
    expect(file.columns[0]!.reading.unreadable).toEqual({ cells: 1, lines: [5502], examples: ['many'] });
    expect(valuesOf(file, 'a')).toEqual(rows.map((cell) => (cell === 'many' ? null : Number(cell))));
  });

  it('appends a second file by the names of its columns, and needs them all but those that may lack', async () => {
    const [file, second] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
    await writeFile(file, 'a,b,y\n1,x,0\n2,z,1\n');
    await writeFile(second, 'b;a\nz;9\n');
    const input = { file, second, exclude: [], types: new Map() };
    const both = await readFlatFile({ ...input, asText: ['y'] });
    expect(valuesOf(both, 'a')).toEqual([1, 2, 9]);
    expect(valuesOf(both, 'b')).toEqual(['x', 'z', 'z']);
    expect(valuesOf(both, 'y')).toEqual(['0', '1', null]);
    expect(both.firstRows).toBe(2);
    await expect(readFlatFile({ ...input, asText: [] })).rejects.toMatchObject({ code: 'data' });
  });

  it.each([
    ['a,b,a,y\n1,2,3,0\n', 'a,b,y\n1,x,0\n2,z,1\n', 'occurs twice'],
    ['7,1,2,3\n8,1,2,3\n', '1,2,0\n3,4,1\n', '4 columns'],
    ['1,2\n3,4\n', '1,2,0\n3,4,1\n', 'no column "c3"'],
  ])('refuses a second file %j', async (later, text, message) => {
    const [file, second] = [join(folder, 'a.csv'), join(folder, 'b.csv')];
    await writeFile(file, text);
    await writeFile(second, later);
    const input = { file, second, asText: [text.startsWith('a') ? 'y' : 'c1'], exclude: [], types: new Map() };
    await expect(readFlatFile(input)).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  it.each([
    ['', 'is empty'],
    ['a,b\n', 'has no rows'],
    ['a,a\n1,2\n', 'occurs twice'],
  ])('refuses %j', async (text, message) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'data', message: expect.stringContaining(message) });
  });
});

describe('the separator', () => {
  it('is not what only prose has', async () => {
    expect((await read('a;b\n"x, y, z";1\nu, v;2\nrest')).delimiter).toBe(';');
  });
});

describe('columns', () => {
  it('that are ids, prose or dates are no features, others are', async () => {
    const rows = Array.from({ length: 100 }, (_, i) =>
      [i * 3, `u${i}`, (i * 37) % 101, `${i % 30} ${'words '.repeat(20)}`, '2024-01-01', i % 7, `l${i % 5}`].join(','),
    );
    const file = await read(`row,user,Lead Number,about,day,visits,level\n${rows.join('\n')}\n`);
    const out = file.columns.filter((column) => leftOutFor(column) !== null).map(({ name }) => name);
    expect(out).toEqual(['row', 'user', 'Lead Number', 'about', 'day']);
  });

  it('may hold numbers that stand for nothing', () => {
    const column = (values: number[]) => ({ kind: 'number', name: 'n', values: Float64Array.from(values) }) as const;
    expect(sentinelsOf(column([-1, -1, 3, 90]))).toEqual([-1]);
    expect(sentinelsOf(column([999, 999, 3, 27]))).toEqual([999]);
    expect(sentinelsOf(column([-1, -2, 3, 90]))).toEqual([]);
    expect(sentinelsOf(column([999, 998, 1000, 1]))).toEqual([]);
  });
});

describe('the split', () => {
  it('keeps every row once, equal keys together, and later keys on later sides', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 100, maxLength: 300 }), (keys) => {
        fc.pre(new Set(keys).size > 50);
        const rows = Int32Array.from(keys, (_, row) => row);
        const { train, calibration, test } = splitRows(Float64Array.from(keys), rows);
        expect([...train, ...calibration, ...test].sort((a, b) => a - b)).toEqual([...rows]);
        const of = (side: Int32Array) => Array.from(side, (row) => keys[row]!);
        expect(Math.max(...of(train))).toBeLessThan(Math.min(...of(calibration)));
        expect(Math.max(...of(calibration))).toBeLessThan(Math.min(...of(test)));
      }),
    );
  });

  it('puts large groups where there is room, and cuts next to a group rather than in it', () => {
    const sizes = [400, 300, 100, ...Array.from({ length: 200 }, () => 1)];
    const keys = Float64Array.from(
      sizes.flatMap((size, group) => Array.from({ length: size }, () => (group * 11) % 203)),
    );
    const rows = Int32Array.from(keys.keys());
    const lengths = (anyOrder: boolean) => {
      const { train, calibration, test } = splitRows(keys, rows, { anyOrder });
      return [train.length, calibration.length, test.length];
    };
    expect(lengths(true)).toEqual([700, 200, 100]);
    expect(lengths(false).every((size) => size > 0)).toBe(true);
  });

  it('leaves given test rows out of the other sides', () => {
    const keys = Float64Array.from({ length: 100 }, (_, row) => row);
    const all = Int32Array.from(keys);
    const { train, calibration, test } = splitRows(keys, all, { test: all.slice(80) });
    expect([train.length, calibration.length, test.length]).toEqual([68, 12, 20]);
    expect(calibration[0]).toBe(68);
    expect(test[0]).toBe(80);
  });
});
