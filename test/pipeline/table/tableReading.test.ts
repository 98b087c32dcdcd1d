import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/numeric/random.ts';
import type { TableOptions } from '../../../src/pipeline/table/options.ts';
import { type TableResult, trainTable } from '../../../src/pipeline/table/trainTable.ts';
import { sentenceOf } from '../../../src/wording/sentenceOf.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function train(lines: readonly string[], options: Partial<TableOptions> = {}): Promise<TableResult> {
  const file = join(folder, 'f.csv');
  await writeFile(file, lines.join('\n'));
  return trainTable(
    {
      ...{ file, label: 'y', positive: [], negative: [], exclude: [], types: new Map() },
      ...{ model: 'logistic', seed: 1, now: '2026-01-01' },
      ...options,
    },
    { progress: { stage: () => undefined, advance: () => undefined }, signal: new AbortController().signal },
  );
}

/** Sizes that tell the outcome, from below 1,000 to beyond 1,000,000, in tenths. */
function sizes(write: (size: number) => string, separator: string, rows = 1200): readonly string[] {
  const random = new Random(1);
  return [
    ['size', 'k', 'y'].join(separator),
    ...Array.from({ length: rows }, () => {
      const size = Math.round(10 ** (2 + 4 * random.next()) * 10) / 10;
      const won = random.next() < size / (size + 10_000);
      return [`"${write(size)}"`, random.integer(6), Number(won)].join(separator);
    }),
  ];
}

/** Days in the order of the file, of which the later ones convert more often; written by a pattern of YYYY, MM and DD. */
function days(pattern: string, count = 1500): readonly string[] {
  const random = new Random(2);
  return [
    't,x,y',
    ...Array.from({ length: count }, (_, row) => {
      const iso = new Date(Date.UTC(2024, 0, 1) + Math.floor((row * 100) / count) * 86_400_000).toISOString();
      const t = pattern.replace('YYYY', iso.slice(0, 4)).replace('MM', iso.slice(5, 7)).replace('DD', iso.slice(8, 10));
      const x = random.next();
      return `${t},${x.toFixed(3)},${Number(random.next() < 0.2 * x + (row > 0.8 * count ? 0.4 : 0.1))}`;
    }),
  ];
}

const figures = ({ findings }: TableResult) => findings.candidateModels.map(({ test }) => test.metrics);

describe('how a flat file is read', { timeout: 60_000 }, () => {
  it('gives the same figures however numbers are written', async () => {
    const plain = figures(await train(sizes(String, ',')));
    const grouped = (locale: string) => (size: number) =>
      new Intl.NumberFormat(locale, { useGrouping: 'always', maximumFractionDigits: 1 }).format(size);
    for (const [locale, separator] of [
      ['en-US', ','],
      ['de-DE', ';'],
      ['fr-FR', ';'],
      ['de-CH', ','],
      ['sv-SE', '\t'],
    ] as const)
      expect([locale, figures(await train(sizes(grouped(locale), separator)))]).toEqual([locale, plain]);
    for (const write of [(size: number) => `${size}%`, (size: number) => `$${grouped('en-US')(size)}`])
      expect(figures(await train(sizes(write, ',')))).toEqual(plain);
  });

  it('gives the same sides and figures however dates are written', async () => {
    const iso = await train(days('YYYY-MM-DD'), { time: 't' });
    for (const pattern of ['MM/DD/YYYY', 'DD/MM/YYYY', 'DD.MM.YYYY', 'YYYYMMDD']) {
      const read = await train(days(pattern), { time: 't' });
      expect(read.columns[0]).toMatchObject({ type: 'date', format: pattern });
      expect(read.findings.sides).toEqual(iso.findings.sides);
      expect(figures(read)).toEqual(figures(iso));
      expect(read.findings.anomalies['rows without a time']).toBe(0);
    }
  });

  it('counts a time that cannot be read apart from one that is not there', async () => {
    const lines = days('MM/DD/YYYY').map((line, row) => {
      if (row === 7 || row === 9) return line.replace(/^[^,]*/, '99/99/2024');
      return row === 20 ? line.replace(/^[^,]*/, '') : line;
    });
    const { findings } = await train(lines, { time: 't' });
    expect(findings.anomalies).toMatchObject({ 'rows whose time cannot be read': 2, 'rows without a time': 1 });
    expect(findings.warnings.map((warning) => sentenceOf(warning)).join()).toContain(
      't: 2 cells are no date, such as "99/99/2024" (lines 8, 10)',
    );
  });

  it('refuses a time of which most but not all is one', async () => {
    const lines = days('YYYY-MM-DD').map((line, row) => (row % 5 === 1 ? line.replace(/^[^,]*/, 'soon') : line));
    await expect(train(lines, { time: 't' })).rejects.toMatchObject({
      code: 'data',
      hint: expect.stringContaining('--type t=date'),
    });
    const { findings } = await train(lines, { time: 't', types: new Map([['t', 'date:YYYY-MM-DD']]) });
    expect(findings.anomalies['rows whose time cannot be read']).toBe(300);
  });

  it('is the same for what --write-schema wrote down', async () => {
    const path = join(folder, 'schema.json');
    const lines = sizes((size) => `${size.toLocaleString('de-DE', { useGrouping: true })} €`, ';');
    const found = await train(lines, { writeSchema: path });
    const { columns } = JSON.parse(await readFile(path, 'utf8'));
    expect(columns).toEqual({ size: 'number:1.234,5 €', k: 'number:1234,5', y: 'category' });
    const settled = await train(lines, { types: new Map(Object.entries(columns)) });
    expect(settled.columns.map(({ settled }) => settled)).toEqual([true, true, true]);
    expect(figures(settled)).toEqual(figures(found));
  });

  it('uses a column as it was settled', async () => {
    const lines = sizes(String, ',').map((line, row) => `${row === 0 ? 'row' : row},${line}`);
    const verdict = ({ findings }: TableResult, name: string) => findings.audit.find(({ feature }) => feature === name);
    expect(verdict(await train(lines), 'row')).toMatchObject({
      verdict: 'excluded',
      reasons: [{ kind: 'unusable-column', figures: { why: 'record-number' } }],
    });
    expect(verdict(await train(lines, { types: new Map([['row', 'number']]) }), 'row')?.verdict).not.toBe('excluded');
    expect(verdict(await train(lines, { types: new Map([['k', 'id']]) }), 'k')?.reasons).toMatchObject([
      { kind: 'unusable-column', figures: { why: 'settled', detail: 'id' } },
    ]);
  });
});
