import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise } from './handraise.ts';
import { writeLeads } from './leads.ts';

const bin = join(import.meta.dirname, '../../bin/handraise.js');
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function table(...args: string[]) {
  const { code, stdout, stderr } = await handraise(['table', ...args, '--json'], { cwd: folder });
  return { code, stderr, result: code === 0 || code === 9 ? JSON.parse(stdout) : null };
}

const verdictOf = (result: { findings: { audit: { feature: string; verdict: string }[] } }, name: string) =>
  result.findings.audit.find(({ feature }) => feature === name)?.verdict;

describe('handraise table', { timeout: 60_000 }, () => {
  it('learns, leaves out what knows the outcome, warns of what may, and writes report and predictions', async () => {
    await writeLeads(join(folder, 'leads.csv'), 3000, 1);
    const { code, result } = await table(
      'leads.csv',
      '--label',
      'won',
      '--id',
      'lead',
      '--report',
      'r.html',
      '--predictions',
      'p.csv',
    );
    expect(code).toBe(0);
    expect(verdictOf(result, 'tags')).toBe('excluded');
    expect(verdictOf(result, 'last_activity')).toBe('warned');
    expect(verdictOf(result, 'visits')).not.toBe('excluded');
    expect(result.withoutWarned.left).toContain('last_activity');
    const champion = result.findings.candidateModels.find((one: { selected: boolean }) => one.selected);
    expect(champion.test.metrics.rocAuc.value).toBeGreaterThan(0.8);
    expect(await readFile(join(folder, 'r.html'), 'utf8')).toContain('leads.csv');
    const [header, ...lines] = (await readFile(join(folder, 'p.csv'), 'utf8')).trimEnd().split('\r\n');
    expect(header).toBe('id,probability,score,tier,rank,reasons');
    const cells = lines.map((line) => line.split(','));
    const position = (line: string[]) => Number(line[0]!.slice(1));
    expect(cells).toHaveLength(result.scored);
    expect(cells.map(position)).toEqual(cells.map(position).toSorted((a, b) => a - b));
    const byRank = cells.toSorted((a, b) => Number(a[4]) - Number(b[4])).map((line) => Number(line[1]));
    expect(byRank).toEqual(byRank.toSorted((a, b) => b - a));
    expect(cells[0]![5]).toMatch(/visits|level/);
  });

  it('says first what every column was taken for, and keeps it so by a schema file', async () => {
    await writeLeads(join(folder, 'leads.csv'), 1500, 10);
    const leads = ['table', 'leads.csv', '--label', 'won', '--model', 'logistic'];
    const { stdout } = await handraise([...leads, '--write-schema', 's.json'], { cwd: folder });
    const lines = stdout.split('\n').map((line) => line.split(/ {2,}/));
    expect(lines.slice(0, 4)).toEqual([
      ['column', 'taken for', 'why'],
      ['lead', 'id', '1,500 texts that hardly repeat'],
      ['visits', 'number', 'every cell'],
      ['level', 'category', '3 texts'],
    ]);
    const again = await handraise([...leads, '--schema', 's.json', '--type', 'visits=category'], { cwd: folder });
    expect(again.stdout).toMatch(/visits +category +as settled/);
  });

  it('says first what is left out since it knows the outcome, though only by being far from the middle', async () => {
    const random = new Random(12);
    const lines = Array.from({ length: 1000 }, () => {
      const won = random.next() < 0.2;
      const days = (random.next() < 0.5 ? -1 : 1) * (won ? 2 + random.next() : 2 * random.next());
      return `${days.toFixed(4)},${random.integer(6)},${won ? 1 : 0}`;
    });
    await writeFile(join(folder, 'days.csv'), ['days,k,y', ...lines].join('\n'));
    const { code, stdout } = await handraise(['table', 'days.csv', '--label', 'y', '--model', 'logistic'], {
      cwd: folder,
    });
    expect(code).toBe(9);
    expect(stdout).toContain('! Left out, since it may know the outcome: days\n');
    expect(stdout).toMatch(/− days excluded: Alone, by ranges of its values, it reaches an AUC of (0\.99|1\.00)/);
  });

  it('says that noise cannot be ranked, writes the report all the same, and exits 9', async () => {
    await writeLeads(join(folder, 'noise.csv'), 2000, 2, { signal: 0 });
    const finished = await handraise(
      ['table', 'noise.csv', '--label', 'won', '--exclude', 'tags,last_activity', '--report', 'r.html'],
      { cwd: folder },
    );
    expect(finished).toMatchObject({ code: 9, stdout: expect.stringContaining('cannot rank better than chance') });
    expect(await readFile(join(folder, 'r.html'), 'utf8')).toContain('Not good enough.');
  });

  it('scores a second file without the label, one row each, in its order', async () => {
    await writeLeads(join(folder, 'leads.csv'), 2000, 3);
    await writeLeads(join(folder, 'later.csv'), 50, 4, { label: false });
    const { code, result } = await table(
      'leads.csv',
      '--label',
      'won',
      '--id',
      'lead',
      '--test',
      'later.csv',
      '--predictions',
      'p.csv',
      '--model',
      'logistic',
    );
    expect(code).toBe(0);
    expect(result.findings.family).toBe('logistic');
    const lines = (await readFile(join(folder, 'p.csv'), 'utf8')).trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',')[0])).toEqual(Array.from({ length: 50 }, (_, row) => `L${row}`));
  });

  it('tests on a second file with the label, and on no row of the first', async () => {
    await writeLeads(join(folder, 'leads.csv'), 2000, 5);
    await writeLeads(join(folder, 'later.csv'), 400, 6);
    const { result } = await table('leads.csv', '--label', 'won', '--model', 'logistic', '--test', 'later.csv');
    expect(result.findings.sides.map(({ rows }: { rows: number }) => rows)).toEqual([1700, 300, 400]);
  });

  it('says first that the base rate has moved where rows are in the order of time, and hints at it where they may be', async () => {
    await writeLeads(join(folder, 'leads.csv'), 4000, 7, { rise: 4 });
    const ordered = await table('leads.csv', '--label', 'won', '--model', 'logistic', '--split', 'order');
    expect(ordered.result.drift.kind).toBe('base-rate-moved');
    const hashed = await table('leads.csv', '--label', 'won', '--model', 'logistic');
    expect(hashed.result.drift.kind).toBe('base-rate-by-order');
  });

  it('prints what leaves out the columns warned of as it can be typed into a shell, whatever their names', async () => {
    const random = new Random(10);
    const names = ["visitor's $HOME", 'price, net', '"last" `id`'];
    const cell = (name: string) => `"${name.replaceAll('"', '""')}"`;
    const lines = Array.from({ length: 1500 }, () => {
      const won = random.next() < 0.3 ? 1 : 0;
      return [...names.map(() => (random.normal() + 1.3 * won).toFixed(3)), random.integer(5), won].join(',');
    });
    await writeFile(join(folder, 'leads.csv'), [[...names.map(cell), 'k', 'won'].join(','), ...lines].join('\n'));
    const first = await handraise(['table', 'leads.csv', '--label', 'won', '--model', 'logistic'], { cwd: folder });
    const typed = /filled in later: (.*)/.exec(first.stdout)![1]!;
    const again = execFileSync(
      'sh',
      ['-c', `node ${bin} table leads.csv --label won --model logistic --json ${typed} || true`],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
      },
    );
    const verdicts = JSON.parse(again).findings.audit.map((one: { verdict: string }) => one.verdict);
    expect(verdicts).toEqual(['excluded', 'excluded', 'excluded', 'kept']);
  });

  it('does not take a file that is sorted by its outcome for one in the order of time', async () => {
    const random = new Random(11);
    const visits = Array.from({ length: 1000 }, (_, row) => `${(random.next() + (row < 700 ? 0 : 0.4)).toFixed(3)}`);
    const lines = visits.map((value, row) => `${value},${row < 700 ? 0 : 1}`);
    await writeFile(join(folder, 'sorted.csv'), ['visits,won', ...lines].join('\n'));
    const hashed = await handraise(['table', 'sorted.csv', '--label', 'won', '--model', 'logistic'], {
      cwd: folder,
    });
    expect(hashed.code).toBe(0);
    expect(hashed.stdout).toContain('The rows are sorted by the outcome');
    expect(hashed.stdout).not.toContain('--split order');
    const ordered = await handraise(['table', 'sorted.csv', '--label', 'won', '--split', 'order'], { cwd: folder });
    expect(ordered).toMatchObject({ code: 3, stderr: expect.stringContaining('use --split hash') });
  });

  it('gives the same twice', async () => {
    await writeLeads(join(folder, 'leads.csv'), 1500, 8);
    const [a, b] = await Promise.all([table('leads.csv', '--label', 'won'), table('leads.csv', '--label', 'won')]);
    expect({ ...a.result, took: null }).toEqual({ ...b.result, took: null });
  });

  it.each([
    [['absent.csv', '--label', 'won'], 2],
    [['leads.csv', '--label', 'wno'], 2],
    [['leads.csv', '--label', 'won', '--split', 'time'], 2],
    [['leads.csv', '--label', 'won', '--time', 'level'], 2],
    [['leads.csv', '--label', 'won', '--report', 'leads.csv'], 2],
    [['leads.csv', '--label', 'won', '--type', 'vists=number'], 2],
    [['leads.csv', '--label', 'won', '--type', 'visits=nmber'], 2],
    [['leads.csv', '--label', 'won', '--type', 'level=number'], 3],
    [['leads.csv', '--label', 'won', '--schema', 'absent.json'], 2],
    [['leads.csv', '--label', 'level'], 3],
    [['leads.csv'], 2],
  ])('%j ends with %i', async (args, code) => {
    await writeLeads(join(folder, 'leads.csv'), 200, 9);
    const finished = await handraise(['table', ...args], { cwd: folder });
    expect(finished.code).toBe(code);
  });
});
