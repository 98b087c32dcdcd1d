import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database/testDatabase.ts';
import { codeBlocks, commandsOf, spokenCommands } from '../docs/commandBlocks.ts';
import { type CompanyShell, companyShell } from '../docs/companyShell.ts';
import { pagesRunOnDemo } from '../docs/runPages.ts';
import { writeLeads } from './leads.ts';

/** The commands of the pages as they stand there: lines of their blocks and, of the README, words in its sentences. */
const commands = [
  ...pagesRunOnDemo.flatMap((page) =>
    codeBlocks(page)
      .filter(({ language, notRun }) => language === 'sh' && notRun === undefined)
      .flatMap(commandsOf),
  ),
  ...spokenCommands('README.md'),
].filter((line) => line.startsWith('npx handraise '));

const crontabs = pagesRunOnDemo.flatMap((page) => codeBlocks(page).filter(({ language }) => language === 'crontab'));

/** Commands that may end with a finding: a gate blocks (9), or no dates after those of the training have matured yet (3). */
const findings: readonly (readonly [RegExp, readonly number[]])[] = [
  [/ train .*--promote/, [0, 9]],
  [/ recalibrate/, [3]],
];

/** Commands that write what is there already in the company's folder, or read what only another source has. */
const elsewhere = /^npx handraise init|^npx handraise import/;

describe('the README and the how-to pages', () => {
  let database: TestDatabase;
  let shell: CompanyShell;

  beforeAll(async () => {
    database = await createTestDatabase();
    shell = await companyShell(database.connectionString);
    await writeLeads(join(shell.folder, 'leads.csv'), 2000, 1, {});
    const leads = await readFile(join(shell.folder, 'leads.csv'), 'utf8');
    await writeFile(join(shell.folder, 'leads.csv'), leads.replace(/,won\n/, ',converted\n'));
    expect(await shell.run('npx handraise demo --contacts 5000 --folder .')).toMatchObject({ code: 0 });
  });

  afterAll(async () => {
    await Promise.all([database.drop(), shell.remove()]);
  });

  test('have commands', () => {
    expect(commands.length).toBeGreaterThan(15);
    expect(crontabs.length).toBeGreaterThan(0);
  });

  test.each([...new Set(commands)].filter((command) => !elsewhere.test(command)))(
    '%s',
    { timeout: 400_000 },
    async (command) => {
      const finished = await shell.run(await withIds(command));
      expect(finished.stderr).not.toMatch(/\n\s+at /);
      const expected = findings.find(([pattern]) => pattern.test(command))?.[1] ?? [0];
      expect(expected, finished.stderr).toContain(finished.code);
    },
  );

  test('init and import, in an empty folder', async () => {
    const empty = join(shell.folder, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'people.csv'), 'person_id,created\n1,31-12-2025 23:59\n2,01-01-2026 00:00\n');
    const ours = [...new Set(commands.filter((line) => elsewhere.test(line) && !line.includes('--preset')))];
    // An import works with the configuration that `init` has written.
    for (const command of ours.sort((a, b) => Number(b.includes(' init')) - Number(a.includes(' init'))))
      expect(await shell.run(command, { cwd: empty })).toMatchObject({ code: 0 });
  });

  test('the line of the crontab works as cron runs it, and what it leaves is closed to others', async () => {
    await writeFile(join(shell.folder, 'handraise.env'), `export DATABASE_URL='${database.connectionString}'\n`);
    await chmod(join(shell.folder, 'handraise.env'), 0o600);
    for (const { text } of crontabs) {
      expect(text).toMatch(/^PATH=\/usr\/local\/bin:\/usr\/bin:\/bin\n\d+ \d+ \* \* \*/);
      const line = text
        .split('\n')[1]!
        .replace(/^(\S+\s+){5}/, '')
        .replace('/srv/handraise', shell.folder);
      expect(line).not.toMatch(/postgres:|PASSWORD/);
      const finished = await shell.run(line, { cwd: '/', environment: { HOME: shell.folder, SHELL: '/bin/sh' } });
      expect(finished).toMatchObject({ code: 0, stdout: '' });
    }
    for (const log of ['score.log', 'report.log']) expect((await stat(join(shell.folder, log))).mode & 0o077).toBe(0);
    expect(JSON.parse(await readFile(join(shell.folder, 'score.log'), 'utf8'))).toHaveProperty('runId');
  });

  /** The command with a model and a contact there are in place of MODEL and CONTACT. */
  async function withIds(command: string): Promise<string> {
    const { stdout } = await shell.run('npx handraise models list --json');
    const [{ modelId }] = JSON.parse(stdout).models ?? JSON.parse(stdout);
    const { rows } = await database.handle.pool.query(
      'SELECT contact_id FROM handraise.candidate ORDER BY rank LIMIT 1',
    );
    return command.replace(/ MODEL\b/, ` ${modelId}`).replace(/ CONTACT\b/, ` ${rows[0]?.contact_id}`);
  }
});
