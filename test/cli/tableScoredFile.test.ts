import { access, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise } from './handraise.ts';

let folder: string;
const random = new Random(1);

/** Rows of which `v` and `src` decide. */
function rows(count: number, cell: (v: number) => string, sources: string): string {
  return Array.from({ length: count }, () => {
    const v = random.next();
    const source = sources[random.integer(sources.length)]!;
    const won = random.next() < 0.1 + 0.5 * v + (source === 'A' ? 0.3 : 0);
    return `${cell(v)};${source};${won ? 1 : 0}`;
  }).join('\n');
}

const header = 'v;src;y\n';
const plain = (v: number) => v.toFixed(3);

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'train.csv'), header + rows(1500, plain, 'ABC'));
  await writeFile(join(folder, 'like.csv'), header + rows(300, plain, 'ABC'));
  await writeFile(join(folder, 'few.csv'), `${header}0.999;C;\n;A;\n`);
  await writeFile(join(folder, 'emptied.csv'), header + rows(300, () => '', 'xyz').replaceAll(/;.$/gm, ';'));
  await writeFile(join(folder, 'marked.csv'), header + rows(300, (v) => `${plain(v)} (est.)`, 'ABC'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function score(test: string, ...more: string[]) {
  const finished = await handraise(
    ['table', 'train.csv', '--label', 'y', '--model', 'logistic', '--test', test, '--predictions', 'p.csv', ...more],
    { cwd: folder },
  );
  const written = await access(join(folder, 'p.csv')).then(
    () => true,
    () => false,
  );
  const lines = written ? (await readFile(join(folder, 'p.csv'), 'utf8')).trimEnd().split('\r\n').length - 1 : 0;
  await rm(join(folder, 'p.csv'), { force: true });
  return { ...finished, lines, first: finished.stdout.split('\n').filter((line) => line.startsWith('!')) };
}

describe('the file to score', { timeout: 60_000 }, () => {
  it('changes no figure of the model, though its rows equal those of training', async () => {
    const [, ...training] = (await readFile(join(folder, 'train.csv'), 'utf8')).split('\n');
    const named = (lines: readonly string[], prefix: string) =>
      lines.map((line, at) => `${prefix}${at};${line}\n`).join('');
    const seen = training.slice(0, 400).map((line) => line.replace(/;[^;]*$/, ''));
    await writeFile(join(folder, 'named.csv'), `id;${header}${named(training, 'a')}`);
    await writeFile(join(folder, 'equal.csv'), `id;v;src\n${named(seen, 'b')}`);
    await writeFile(join(folder, 'other.csv'), `id;v;src\n${named(['0.1234;A', '0.5678;B', '0.9876;C'], 'b')}`);
    const judged = async (test: string) => {
      const flags = ['--label', 'y', '--id', 'id', '--model', 'logistic', '--test', test];
      const { stdout } = await handraise(['table', 'named.csv', ...flags], { cwd: folder });
      return stdout.split('\n').find((line) => /^The logistic model .* ROC AUC/.test(line));
    };
    const figures = await judged('equal.csv');
    expect(figures).toContain('ROC AUC');
    expect(figures).toBe(await judged('other.csv'));
  });

  it('that lacks what the model goes by is blocked, with shares first, and nothing is predicted', async () => {
    const { code, lines, first } = await score('emptied.csv');
    expect({ code, lines }).toEqual({ code: 9, lines: 0 });
    expect(first[0]).toMatch(/lacks 100\.0% of what the model goes by, so nothing is predicted.*--accept-drift/);
    expect(first[1]).toMatch(
      /^! v, \d\d\.\d% of what the model goes by, is empty in 100\.0% of the rows to score \(training: 0\.0%\)\.$/,
    );
    expect(first[2]).toMatch(
      /^! src, \d\d\.\d% of .* has values that training never saw in 100\.0% of the rows to score, such as "/,
    );
  });

  it('is still scored where that is accepted, and the output says so', async () => {
    const { code, lines, first } = await score('emptied.csv', '--accept-drift');
    expect({ code, lines }).toEqual({ code: 0, lines: 300 });
    expect(first[0]).toMatch(/lacks 100\.0% of what the model goes by\. It is scored anyway, as you asked\.$/);
  });

  it('whose numbers are written otherwise is blocked, and the cells are shown', async () => {
    const { code, first } = await score('marked.csv');
    expect(code).toBe(9);
    expect(first.find((line) => line.startsWith('! v,'))).toMatch(
      /^! v, .* cannot be read in 100\.0% of the rows to score, such as "0\.\d+ \(est\.\)"/,
    );
  });

  it.each([
    ['like.csv', 300],
    ['few.csv', 2],
  ])('%s raises no alarm', async (file, count) => {
    const { code, lines, first } = await score(file);
    expect({ code, lines, first }).toEqual({ code: 0, lines: count, first: [] });
  });

  it('must be named for its drift to be accepted', async () => {
    const { code } = await handraise(['table', 'train.csv', '--label', 'y', '--accept-drift'], { cwd: folder });
    expect(code).toBe(2);
  });
});
