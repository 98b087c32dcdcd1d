import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import type { Invocation } from '../../src/cli/command.ts';
import { commands } from '../../src/cli/commands/index.ts';
import { programOf } from '../../src/cli/program.ts';
import { TerminalProgress } from '../../src/cli/terminalProgress.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise, plainConfig } from './handraise.ts';

let empty: string;
let configured: string;
beforeAll(async () => {
  [empty, configured] = await Promise.all([temporaryFolder(), temporaryFolder()]);
  await writeFile(join(configured, 'handraise.config.ts'), plainConfig);
});
afterAll(() => Promise.all([empty, configured].map((folder) => rm(folder, { recursive: true, force: true }))));

/** Commands that work without a configuration: they write one, bring one along, or read a file alone. */
const without = ['init', 'demo', 'table'];

/** A command with something for each argument and option that it requires, as its action is called. */
async function invocationOf(name: string): Promise<Invocation> {
  const asked: Invocation[] = [];
  const program = await programOf((invocation) => void asked.push(invocation), name.split(' '));
  const command = name.split(' ').reduce((at, word) => at.commands.find((one) => one.name() === word)!, program);
  const places = command.registeredArguments.filter(({ required }) => required);
  const options = command.options.flatMap(({ mandatory, long }) => (mandatory ? [long!, '1'] : []));
  const argv = [...name.split(' '), ...places.map(({ argChoices }) => argChoices?.[0] ?? 'x'), ...options];
  await program.parseAsync(argv, { from: 'user' });
  return asked[0]!;
}

/** The command on this thread, in a folder, with no database in the environment. */
async function ended({ command, flags, args }: Invocation, cwd: string): Promise<unknown> {
  const { definition } = await commands.find(({ name }) => name === command)!.load();
  const { action } = await definition.action();
  vi.stubEnv('DATABASE_URL', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const progress = new TerminalProgress(process.stderr);
  return action(flags, args, { cwd, progress, signal: new AbortController().signal, leaveCtrlC: () => {} });
}

test('status in a folder without a configuration says so in one line', async () => {
  const { code, stdout, stderr } = await handraise(['status'], { cwd: empty });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^handraise: there is no handraise\.config\.ts in [^\n]* handraise init [^\n]*\n$/);
});

test.each(commands.map(({ name }) => name).filter((name) => ![...without, 'sql'].includes(name)))(
  '%s makes no database in a folder without a configuration',
  async (name) => {
    await expect(ended(await invocationOf(name), empty)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('there is no handraise.config.ts'),
    });
    expect(await readdir(empty)).toEqual([]);
  },
);

test.each(commands.map(({ name }) => name).filter((name) => ![...without, 'import'].includes(name)))(
  '%s makes no database where none is named and none is embedded yet',
  async (name) => {
    await expect(ended(await invocationOf(name), configured)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('no database is named'),
      hint: expect.stringContaining('DATABASE_URL'),
    });
    expect(await readdir(configured)).toEqual(['handraise.config.ts']);
  },
);

test('init --preset asks for the database of the connector and writes nothing without it', async () => {
  const { code, stderr } = await handraise(['init', '--preset', 'odoo'], { cwd: empty });
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('DATABASE_URL') });
  expect(await readdir(empty)).toEqual([]);
});
