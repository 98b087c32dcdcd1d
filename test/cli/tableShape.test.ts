import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { rowsXml, workbookBytes } from '../table/zipBytes.ts';
import { handraise } from './handraise.ts';

let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const table = (...args: string[]) => handraise(['table', ...args, '--model', 'logistic'], { cwd: folder });

/** Visits, which decide, and the outcome. */
function leads(rows: number): readonly (readonly [number, number])[] {
  const random = new Random(1);
  return Array.from({ length: rows }, () => {
    const visits = random.integer(10);
    return [visits, Number(random.next() < visits / 10)] as const;
  });
}

describe('the shape of a file, as handraise table says it', { timeout: 60_000 }, () => {
  it('leaves out the one record whose comma nobody quoted, with its line', async () => {
    const lines = leads(1999).map(([visits, won]) => `Globex,${visits},${won}`);
    await writeFile(join(folder, 'leads.csv'), ['company,visits,y', 'Acme, Inc,3,0', ...lines].join('\n'));
    const { code, stdout } = await table('leads.csv', '--label', 'y');
    expect(code).toBe(0);
    expect(stdout).toContain('1,999 rows with a label');
    expect(stdout).toContain('1 record is left out, since the header has 3 cells: line 2 (4 cells).');
  });

  it('takes R’s row numbers for names of the rows, and predicts by them', async () => {
    const lines = leads(1000).map(([visits, won], row) => `${row + 1},${visits},${row % 2},${won}`);
    await writeFile(join(folder, 'leads.csv'), ['visits,opt_in,converted', ...lines].join('\n'));
    const { code, stdout } = await table('leads.csv', '--label', 'converted', '--json');
    expect(code).toBe(0);
    const { findings, bestColumn, shape } = JSON.parse(stdout);
    expect(bestColumn.columns).toEqual(['visits']);
    expect(findings.audit.map(({ feature }: { feature: string }) => feature).toSorted()).toEqual(['opt_in', 'visits']);
    expect(shape).toEqual({
      file: [
        {
          ...{ code: 'H242', kind: 'row-names', severity: 'info', figures: { second: false, name: 'row name' } },
          sentence: expect.stringContaining('It is called row name'),
        },
      ],
      test: [],
    });
  });

  it('refuses what would settle nothing: an encoding or a separator of workbooks, a sheet of texts', async () => {
    const rows = [['visits', 'won'], ...leads(400).map(([visits, won]) => [visits, won])];
    await writeFile(join(folder, 'leads.xlsx'), workbookBytes({ Leads: rowsXml(rows) }));
    await writeFile(join(folder, 'leads.csv'), rows.map((row) => row.join(',')).join('\n'));
    for (const [file, more, named] of [
      ['leads.xlsx', ['--encoding', 'utf-16le'], '--encoding'],
      ['leads.xlsx', ['--delimiter', ';', '--test', 'leads.xlsx'], '--delimiter'],
      ['leads.csv', ['--sheet', 'Leads', '--test', 'leads.csv'], '--sheet'],
    ] as const) {
      const { code, stderr } = await table(file, '--label', 'won', ...more);
      expect(code).toBe(2);
      expect(stderr).toContain(`leave out ${named}`);
    }
    const both = await table('leads.xlsx', '--label', 'won', '--delimiter', ',', '--test', 'leads.csv');
    expect(both.code).not.toBe(2);
  });

  it('reads a sheet of a workbook as it reads the same table as text', async () => {
    const rows = leads(400).map(([visits, won]) => [visits, won]);
    const sheets = { Leads: rowsXml([['visits', 'won'], ...rows]), Notes: rowsXml([['x']]) };
    await writeFile(join(folder, 'leads.xlsx'), workbookBytes(sheets));
    await writeFile(join(folder, 'leads.csv'), [['visits', 'won'], ...rows].map((row) => row.join(',')).join('\n'));
    const asked = await table('leads.xlsx', '--label', 'won');
    expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining('--sheet Leads') });
    const sheet = JSON.parse((await table('leads.xlsx', '--label', 'won', '--sheet', 'Leads', '--json')).stdout);
    const plain = JSON.parse((await table('leads.csv', '--label', 'won', '--json')).stdout);
    expect(sheet.findings.candidateModels).toEqual(plain.findings.candidateModels);
    expect(await table('leads.csv', '--label', 'won', '--sheet', 'Leads')).toMatchObject({ code: 2 });
  });

  it('asks how a file is encoded that is not UTF-8, and keeps it in the schema file', async () => {
    const rows = leads(400).map(([visits, won]) => `Lærke,${visits},${won}`);
    await writeFile(join(folder, 'leads.csv'), Buffer.from(['name,visits,won', ...rows].join('\r\n'), 'latin1'));
    const refused = await table('leads.csv', '--label', 'won');
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringMatching(/line 2: not UTF-8[\s\S]*windows-1252/) });
    const read = await table('leads.csv', '--label', 'won', '--encoding', 'windows-1252');
    expect(read).toMatchObject({ code: 0, stdout: expect.stringContaining('read as windows-1252') });
    const text = rows.join('\r\n').replaceAll(',', ';');
    await writeFile(join(folder, 'next.csv'), Buffer.from(`name;visits;won\r\n${text}`, 'latin1'));
    const writing = ['--encoding', 'windows-1252', '--delimiter', ';'];
    await table('next.csv', '--label', 'won', ...writing, '--write-schema', 'schema.json');
    expect(await table('next.csv', '--label', 'won', '--schema', 'schema.json')).toMatchObject({ code: 0 });
    expect(await table('leads.csv', '--label', 'won', '--schema', 'schema.json')).toMatchObject({ code: 3 });
  });
});
