import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HandraiseError } from '../../src/errors.ts';
import { writeReport } from '../../src/report/writeReport.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handraise-report-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const posix = process.platform !== 'win32';

test('writes a file for its owner alone, with the folders it needs', async () => {
  const path = join(folder, 'reports', 'default', 'ranked.html');
  await writeReport(path, 'héllo');
  expect(await readFile(path, 'utf8')).toBe('héllo');
  if (posix) {
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'reports'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, 'reports', 'default'))).mode & 0o777).toBe(0o700);
  }
});

test('replaces a file and makes it private, leaving nothing beside it', async () => {
  const path = join(folder, 'ranked.html');
  await writeFile(path, 'old', { mode: 0o644 });
  await writeReport(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  if (posix) expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['ranked.html']);
});

test('a reader sees the old or the new, never a part', async () => {
  const path = join(folder, 'ranked.html');
  const contents = ['a', 'b'].map((letter) => letter.repeat(2_000_000));
  await writeReport(path, contents[0]!);
  let writing = true;
  const reading = (async () => {
    let reads = 0;
    for (; writing; reads++) expect(contents).toContain(await readFile(path, 'utf8'));
    return reads;
  })();
  for (let i = 0; i < 10; i++) await writeReport(path, contents[i % 2]!);
  writing = false;
  expect(await reading).toBeGreaterThan(0);
});

test('two writers at once leave one whole file', async () => {
  const path = join(folder, 'ranked.html');
  const contents = Array.from({ length: 8 }, (_, i) => String(i).repeat(100_000));
  await Promise.all(contents.map((content) => writeReport(path, content)));
  expect(contents).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['ranked.html']);
});

test('killed half-way, it leaves the old file, and the next write clears up', async () => {
  const path = join(folder, 'ranked.html');
  await writeReport(path, 'old');
  const module = new URL('../../src/report/writeReport.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      '--experimental-strip-types',
      '--input-type=module',
      '--eval',
      `import { writeReport } from ${JSON.stringify(module)};
       const big = 'x'.repeat(60_000_000);
       for (;;) await writeReport(${JSON.stringify(join(folder, 'other.html'))}, big).catch(() => undefined), await writeReport(${JSON.stringify(path)}, big);`,
    ],
    { stdio: 'ignore' },
  );
  const died = new Promise((resolve) => child.once('exit', resolve));
  const partial = async () => (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
  for (let tries = 0; (await partial()).length === 0 && tries < 2000; tries++) await wait(5);
  child.kill('SIGKILL');
  await died;
  expect(await partial()).toHaveLength(1);
  expect(await readFile(path, 'utf8')).toBe('old');
  await writeReport(path, 'new');
  await writeReport(join(folder, 'other.html'), 'new');
  expect((await readdir(folder)).sort()).toEqual(['other.html', 'ranked.html']);
});

test('refuses a path that cannot be a file, naming it, and leaves nothing behind', async () => {
  await mkdir(join(folder, 'taken'));
  await writeFile(join(folder, 'file'), '');
  for (const path of [join(folder, 'taken'), join(folder, 'file', 'ranked.html')]) {
    const failure = await writeReport(path, 'x').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HandraiseError);
    expect(failure).toMatchObject({ code: 'usage', message: `cannot write ${path}` });
  }
  expect((await readdir(folder)).sort()).toEqual(['file', 'taken']);
});
