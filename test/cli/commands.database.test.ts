import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase } from '../database/testDatabase.ts';
import { handraise, plainConfig, shortDeadlines } from './handraise.ts';

describe('the command line', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let folder: string;
  let at: { cwd: string; database: string };

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    at = { cwd: folder, database: database.connectionString };
  });

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  it('says what it can do, for every command', async () => {
    const help = await handraise(['--help'], at);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    const names = [...help.stdout.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]!);
    expect(names).toEqual(
      expect.arrayContaining(['init', 'demo', 'check', 'import', 'train', 'score', 'report', 'doctor']),
    );
    for (const name of names) expect(await handraise([name, '--help'], at)).toMatchObject({ code: 0 });
  }, 60_000);

  it('ends with 2 and one line for words it does not know', async () => {
    for (const args of [
      ['tarin'],
      ['score', '--fast'],
      ['score', 'nobody'],
      ['import', 'kontakt', 'x.csv'],
      ['train', '--as-of', 'May'],
    ]) {
      const { code, stdout, stderr } = await handraise(args, at);
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  }, 60_000);

  it('never prints the password, whatever is wrong with the connection', async () => {
    const secret = 's3cr3t-Pa55';
    const urls = [
      `postgres://user:${secret}@127.0.0.1:1/none`,
      `postgres://user:${secret}@[bad/none`,
      ...['/', '?', '#', '%', '@'].map((mark) => `postgres://user:12${mark}${secret}@127.0.0.1:1/none`),
      database.connectionString.replace(/:[^:@/]+@/, `:${secret}@`),
    ];
    const path = join(folder, 'plain.config.ts');
    await writeFile(path, plainConfig);
    const env = shortDeadlines({ connectPauses: [50] });
    const ended = [
      ...urls.map((url) => handraise(['status', '--config', path, '--database', url], { cwd: folder, env })),
      handraise(['status', `--databse=${urls[0]}`], { cwd: folder }),
      handraise(['status', `${urls[0]}`, '--fast'], { cwd: folder }),
      handraise([`${urls[0]}`], { cwd: folder }),
    ];
    for (const finished of await Promise.all(ended)) {
      expect(finished.code).toBeGreaterThan(0);
      expect(finished.stdout + finished.stderr).not.toContain(secret);
    }
  }, 60_000);

  it('writes a configuration that loads, and never over one that is there', async () => {
    expect(await handraise(['init'], at)).toMatchObject({ code: 0 });
    const path = join(folder, 'handraise.config.ts');
    expect(await readFile(path, 'utf8')).toContain('defineConfig');
    expect(await handraise(['init'], at)).toMatchObject({ code: 2 });
    const status = await handraise(['status', '--json'], at);
    expect(status).toMatchObject({ code: 0 });
    expect(JSON.parse(status.stdout).programs).toMatchObject([
      { program: 'default', champion: null, published: null, next: { step: 'import' } },
    ]);
    const told = await handraise(['status'], at);
    expect(told.stdout.trim().split('\n').at(-1)).toContain('handraise import contact FILE');
  });

  it('never lets a demo replace a configuration that somebody wrote', async () => {
    const path = join(folder, 'handraise.config.ts');
    const before = await readFile(path, 'utf8');
    expect(await handraise(['demo', '--folder', '.'], at)).toMatchObject({ code: 2 });
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  it.each([
    ['--memory', '512'],
    ['--threads', '0'],
    ['--contacts', '10'],
  ])('leaves nothing behind of a demo that is refused for its %s', async (option, value) => {
    const name = `refused${option}`;
    expect(await handraise(['demo', '--folder', name, option, value], at)).toMatchObject({ code: 2, stdout: '' });
    expect(await readdir(folder)).not.toContain(name);
  });

  it('names the setting that is wrong', async () => {
    const path = join(folder, 'wrong.config.ts');
    await writeFile(
      path,
      `export default { programs: { default: { horizonDays: 'sixty', cutoffs: { every: 'month' } } } };`,
    );
    const { code, stderr } = await handraise(['status', '--config', path], at);
    expect(code).toBe(2);
    expect(stderr).toContain('programs.default.horizonDays');
  });

  it('says what is missing before there is anything to work on', async () => {
    expect(await handraise(['score'], at)).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('handraise train'),
    });
    expect(await handraise(['report'], at)).toMatchObject({ code: 3, stderr: expect.stringContaining('nothing') });
    expect(await handraise(['train'], at)).toMatchObject({ code: 3, stdout: '' });
    expect(await handraise(['models', 'rollback'], at)).toMatchObject({ code: 2 });
    expect(await handraise(['explain', 'nobody'], at)).toMatchObject({ code: 3 });
    expect(await handraise(['doctor'], at)).toMatchObject({ code: 0 });
    for (const command of ['score', 'train', 'evaluate'])
      expect((await handraise([command, '--as-of', '2999-01-01'], at)).code).toBe(command === 'evaluate' ? 6 : 2);
  }, 60_000);
});
