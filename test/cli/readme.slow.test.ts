import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { writeLeads } from './leads.ts';

const root = join(import.meta.dirname, '../..');
const readme = await readFile(join(root, 'README.md'), 'utf8');

/** The commands of the README as they stand there: lines of its blocks and words in its sentences, without the remarks behind `#`. */
const commands = [
  ...[...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, language, block]) =>
    language === '' ? block!.split('\n') : [],
  ),
  ...[...readme.matchAll(/`(npx handraise [^`]+)`/g)].map(([, command]) => command!),
]
  .map((line) => line.split('  #')[0]!.trim())
  .filter((line) => line.startsWith('npx handraise '));

const crontab = readme.split('\n').find((line) => /^\d+ \d+ \* \* \*/.test(line)) ?? '';

/** Commands that may end with a finding: a gate blocks (9), or no dates after those of the training have matured yet (3). */
const findings: Readonly<Record<string, readonly number[]>> = {
  'npx handraise train --promote': [0, 9],
  'npx handraise recalibrate --promote': [3],
};

/** Commands that write what is there already in the company's folder, or read what only another source has. */
const elsewhere = /^npx handraise init|^npx handraise import contact/;

describe('the README', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    [database, folder] = await Promise.all([createTestDatabase(), temporaryFolder()]);
    await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
    await symlink(join(root, 'bin/handraise.js'), join(folder, 'node_modules/.bin/handraise'));
    await writeFile(join(folder, 'package.json'), '{"name": "company", "private": true}');
    await writeLeads(join(folder, 'leads.csv'), 2000, 1, {});
    const leads = await readFile(join(folder, 'leads.csv'), 'utf8');
    await writeFile(join(folder, 'leads.csv'), leads.replace(/,won\n/, ',converted\n'));
    expect(await shell(`npx handraise demo --contacts 5000 --folder .`)).toMatchObject({ code: 0 });
  });

  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
  });

  test('has commands', () => {
    expect(commands.length).toBeGreaterThan(15);
    expect(crontab).toContain('handraise score');
  });

  test.each([...new Set(commands)].filter((command) => !elsewhere.test(command)))(
    '%s',
    { timeout: 400_000 },
    async (command) => {
      const { stdout } = await shell('npx handraise models list --json');
      const [{ modelId }] = JSON.parse(stdout).models ?? JSON.parse(stdout);
      const finished = await shell(command.replace(' MODEL', ` ${modelId}`));
      expect(finished.stderr).not.toMatch(/\n\s+at /);
      expect({ ...finished, expected: findings[command] ?? [0] }).toSatisfy(({ code, expected }) =>
        expected.includes(code),
      );
    },
  );

  test('init and import, in an empty folder', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'people.csv'), 'person_id,created\n1,31-12-2025 23:59\n2,01-01-2026 00:00\n');
    for (const command of new Set(commands.filter((line) => elsewhere.test(line) && !line.includes('--preset'))))
      expect(await shell(command, { cwd: empty })).toMatchObject({ code: 0 });
  });

  test('the line of the crontab works as cron runs it, and what it leaves is closed to others', async () => {
    expect(readme).toMatch(/^PATH=\/usr\/local\/bin:\/usr\/bin:\/bin\n5 3/m);
    await writeFile(join(folder, 'handraise.env'), `export DATABASE_URL='${database.connectionString}'\n`);
    await chmod(join(folder, 'handraise.env'), 0o600);
    const line = crontab.replace(/^(\S+\s+){5}/, '').replace('/srv/handraise', folder);
    expect(line).not.toMatch(/postgres:|PASSWORD/);
    const finished = await shell(line, { cwd: '/', env: { HOME: folder, SHELL: '/bin/sh' } });
    expect(finished).toMatchObject({ code: 0, stdout: '' });
    for (const log of ['score.log', 'report.log']) expect((await stat(join(folder, log))).mode & 0o077).toBe(0);
    expect(JSON.parse(await readFile(join(folder, 'score.log'), 'utf8'))).toHaveProperty('runId');
  });

  async function shell(
    line: string,
    { cwd = folder, env = { ...ownEnvironment(), DATABASE_URL: database.connectionString } as NodeJS.ProcessEnv } = {},
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const path = [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
    const options = { cwd, env: { ...env, PATH: path }, maxBuffer: 1 << 28 };
    return promisify(execFile)('/bin/sh', ['-c', line], options).then(
      (output) => ({ code: 0, ...output }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  }
});

/** The environment without what the npm around these tests, and the tests themselves, hand down. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|PG|NODE_OPTIONS|VITEST)/.test(name)),
  );
}
