import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { table } from '../../src/api/table.ts';
import { Random } from '../../src/numeric/random.ts';
import type { TableRequest } from '../../src/pipeline/table/request.ts';
import type { TableResult } from '../../src/pipeline/table/trainTable.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise } from './handraise.ts';

const start = Date.UTC(2021, 0, 1);
const dayLength = 86_400_000;
const iso = (day: number) => new Date(start + Math.floor(day) * dayLength).toISOString().slice(0, 10);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

interface Customer {
  readonly joined: number;
  readonly won: boolean;
}

/** Customers of three years: the longer ago they joined, the likelier they buy. */
function customers(
  rows: number,
  seed: number,
  margin = (joined: number) => 5 * (0.5 - joined / 1095) - 0.8,
): Customer[] {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => {
    const joined = Math.floor(1095 * random.next());
    return { joined, won: random.next() < sigmoid(margin(joined)) };
  });
}

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = (name: string, header: string, lines: readonly string[]) =>
  writeFile(join(folder, name), [header, ...lines].join('\n'));

const at = (name: string) => join(folder, name);
const learned = (name: string, request: Partial<TableRequest> = {}) =>
  table(at(name), { label: 'won', model: 'logistic', ...request });

const aucOf = ({ findings }: TableResult) =>
  findings.candidateModels.find(({ selected }) => selected)!.test.metrics.rocAuc.value;
const auditOf = ({ findings }: TableResult) =>
  new Map(findings.audit.map(({ feature, verdict }) => [feature, verdict]));
const warned = ({ findings }: TableResult, kind: string) =>
  findings.warnings.find((warning) => warning.kind === kind)?.figures;
/** Ids of the rows that were tested on, and what is predicted of them. */
async function predicted(name: string) {
  const lines = (await readFile(at(name), 'utf8')).trimEnd().split('\r\n').slice(1);
  return lines.map((cells) => cells.split(','));
}

describe('the dates of a flat file', { timeout: 60_000 }, () => {
  it('rank as days since them, which the reasons say', async () => {
    const all = customers(2000, 1);
    const latest = iso(Math.max(...all.map(({ joined }) => joined)));
    await file(
      'joined.csv',
      'joined,k,won',
      all.map(({ joined, won }, row) => `${iso(joined)},${row % 7},${won ? 1 : 0}`),
    );
    const result = await learned('joined.csv', { predictions: at('p.csv'), writeSchema: at('s.json') });
    expect(result.useful).toBe(true);
    // What the day alone can reach, by the probabilities that the rows were drawn with, is 0.84.
    expect(aucOf(result)).toBeGreaterThan(0.8);
    expect([...auditOf(result).keys()].sort()).toEqual(['days since joined', 'k']);
    expect(warned(result, 'dates-counted')).toEqual({ columns: ['joined'], upTo: latest });
    expect((await predicted('p.csv'))[0]![5]).toMatch(/days since joined: [\d,]+ \([+-−]\d/);
    expect(JSON.parse(await readFile(at('s.json'), 'utf8'))).toMatchObject({ daysUpTo: latest });
  });

  it.each([
    ['9999-12-31', 0.7],
    ['1900-01-01', 0.05],
  ])('that stand for none, such as %s, are missing, and that is said', async (day, share) => {
    const all = customers(2000, 1);
    const isNone = (row: number) => row % 20 < 20 * share;
    await file(
      'none.csv',
      'joined,k,won',
      all.map(({ joined, won }, row) => `${isNone(row) ? day : iso(joined)},${row % 7},${won ? 1 : 0}`),
    );
    const none = all.filter((_, row) => isNone(row)).length;
    const latest = iso(Math.max(...all.filter((_, row) => !isNone(row)).map(({ joined }) => joined)));
    const result = await learned('none.csv');
    expect(warned(result, 'dates-counted')).toEqual({ columns: ['joined'], upTo: latest });
    expect(warned(result, 'placeholder-dates')).toEqual({ column: 'joined', cells: none, days: [day] });
    const found = result.findings.audit.find(({ feature }) => feature === 'days since joined')!;
    expect(found.missingShare).toBeCloseTo(share, 1);
  });

  it('are counted up to one day, also those of a second file, or up to what the schema file says', async () => {
    const line = ({ joined, won }: Customer, row: number) => `${iso(joined)},${row % 7},${won ? 1 : 0}`;
    await file('first.csv', 'joined,k,won', customers(600, 2).map(line));
    await file('older.csv', 'joined,k', [`${iso(30)},1`, `${iso(200)},2`]);
    await file('newer.csv', 'joined,k', [`${iso(30)},1`, `${iso(200)},2`, `${iso(1300)},2`]);
    const scored = async (name: string) => {
      await learned('first.csv', { test: at(name), predictions: at('q.csv'), acceptDrift: true });
      return (await predicted('q.csv')).slice(0, 2).map(([id, probability]) => [id, probability]);
    };
    expect(await scored('older.csv')).toEqual(await scored('newer.csv'));
    await writeFile(at('until.json'), JSON.stringify({ daysUpTo: '2024-06-30' }));
    const result = await learned('first.csv', { schema: at('until.json') });
    expect(warned(result, 'dates-counted')).toEqual({ columns: ['joined'], upTo: '2024-06-30' });
    await writeFile(at('until.json'), JSON.stringify({ daysUpTo: 'soon' }));
    await expect(learned('first.csv', { schema: at('until.json') })).rejects.toMatchObject({ code: 'usage' });
  });

  it('that are there only after the outcome are left out, with all that is made of them', async () => {
    const lines = customers(1000, 3).map(
      ({ joined, won }) => `${iso(joined)},${won ? iso(joined + 30 + (joined % 11)) : ''},${won ? 1 : 0}`,
    );
    await file('closed.csv', 'joined,closed,won', lines);
    const result = await learned('closed.csv');
    const audit = auditOf(result);
    expect(audit.get('days since joined')).not.toBe('excluded');
    const ofClosed = [...audit].filter(([name]) => name.includes('closed'));
    expect(ofClosed.length).toBeGreaterThan(1);
    for (const [name, verdict] of ofClosed) expect([name, verdict]).toEqual([name, 'excluded']);
  });

  it('count up to the time of the row where it has one, and are not known before they come', async () => {
    // Asked on a day of its own, after some had ordered and before others did.
    const random = new Random(5);
    const lines = customers(1500, 4).map(({ joined }) => {
      const asked = joined + 200 + Math.floor(700 * random.next());
      const ordered = asked + Math.floor(800 * (random.next() - 0.5));
      const won = random.next() < sigmoid((asked - joined - 550) / 130);
      return `${iso(asked)},${iso(joined)},${iso(ordered)},${won ? 1 : 0}`;
    });
    await file('asked.csv', 'asked,joined,ordered,won', lines);
    const result = await learned('asked.csv', { time: 'asked' });
    expect(aucOf(result)).toBeGreaterThan(0.7);
    expect(warned(result, 'dates-counted')).toEqual({ columns: ['joined', 'ordered'] });
    const missing = new Map(result.findings.audit.map(({ feature, missingShare }) => [feature, missingShare]));
    expect(missing.get('days since joined')).toBe(0);
    expect(missing.get('days since ordered')).toBeGreaterThan(0.4);
    expect(missing.get('days from joined to ordered')).toBe(missing.get('days since ordered'));
  });

  it('tell by the days between them, and by the month where it tells something', async () => {
    const random = new Random(6);
    const lines = Array.from({ length: 2500 }, () => {
      const from = Math.floor(1095 * random.next());
      const gap = Math.floor(60 * random.next());
      const isDecember = new Date(start + from * dayLength).getUTCMonth() === 11;
      const won = random.next() < sigmoid((gap - 30) / 12 + (isDecember ? 2 : -0.3));
      return `${iso(from)},${iso(from + gap)},${won ? 1 : 0}`;
    });
    await file('gaps.csv', 'asked,answered,won', lines);
    const result = await learned('gaps.csv');
    expect(aucOf(result)).toBeGreaterThan(0.78);
    const names = [...auditOf(result).keys()];
    expect(names).toEqual(expect.arrayContaining(['days from asked to answered', 'month of asked']));
    expect(names.filter((name) => name.startsWith('weekday'))).toEqual([]);
    const without = auditOf(await learned('gaps.csv', { exclude: ['days from asked to answered', 'month of asked'] }));
    expect(without.get('days from asked to answered')).toBe('excluded');
    expect(without.has('month of asked')).toBe(false);
  });

  it('whose day and month cannot be told apart are left out until somebody says which is which', async () => {
    const lines = customers(600, 7).map(({ joined, won }, row) => {
      const [year, month] = iso(joined).split('-');
      return `${String((row % 12) + 1).padStart(2, '0')}/${month}/${year},${row % 5},${won ? 1 : 0}`;
    });
    await file('unclear.csv', 'joined,k,won', lines);
    const unclear = auditOf(await learned('unclear.csv'));
    expect([unclear.get('joined'), unclear.has('days since joined')]).toEqual(['excluded', false]);
    const types = new Map([['joined', 'date:DD/MM/YYYY']]);
    expect(auditOf(await learned('unclear.csv', { types })).get('days since joined')).not.toBe('excluded');
  });
});

describe('rows in the order of time', { timeout: 60_000 }, () => {
  const line = ({ joined, won }: Customer, row: number) => `${row + 1},${iso(joined)},${row % 7},${won ? 1 : 0}`;
  const header = 'row,joined,k,won';
  const byDate = customers(800, 8, Math.sin).sort((a, b) => a.joined - b.joined);
  const tested = async (name: string, request: Partial<TableRequest> = {}) => {
    const result = await learned(name, { id: 'row', predictions: at('t.csv'), ...request });
    const rows = (await predicted('t.csv')).map(([id]) => Number(id));
    return { order: warned(result, 'rows-in-time-order'), first: Math.min(...rows), last: Math.max(...rows) };
  };

  it('are split by it, the newest as the test, and the first lines say so', async () => {
    await file('ascending.csv', header, byDate.map(line));
    const { order, first } = await tested('ascending.csv');
    expect(order).toEqual({ column: 'joined', newestFirst: false, share: 1, used: true });
    expect(first).toBeGreaterThan(630);
    const { stdout } = await handraise(['table', 'ascending.csv', '--label', 'won', '--model', 'logistic'], {
      cwd: folder,
    });
    expect(stdout).toMatch(/· The rows are in the order of joined: 100\.0% .* use --split hash/);
  });

  it('may begin with the newest', async () => {
    await file('descending.csv', header, byDate.toReversed().map(line));
    for (const request of [{}, { split: 'order' } as const]) {
      const { order, last } = await tested('descending.csv', request);
      expect(order).toMatchObject({ newestFirst: true, used: true });
      expect(last).toBeLessThan(170);
    }
  });

  it('are split otherwise where that is asked for, and where only an id counts up', async () => {
    await file('ascending.csv', header, byDate.map(line));
    await file('counted.csv', header, customers(800, 9).map(line));
    for (const [name, request] of [
      ['ascending.csv', { split: 'hash' }],
      ['counted.csv', {}],
    ] as const) {
      const { order, first } = await tested(name, request);
      expect(order).toBeUndefined();
      expect(first).toBeLessThan(100);
    }
  });
});
