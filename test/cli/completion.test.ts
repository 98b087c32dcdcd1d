import { execFile, spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { presetNames } from '../../src/crm/presets/presetNames.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { handraise } from './handraise.ts';

const run = promisify(execFile);
const installed = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout, stderr } = await handraise(['completion', shell], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    await writeFile(join(folder, shell), stdout);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const topLevel = [...new Set(commands.map(({ name }) => name.split(' ')[0]!)), 'help', 'completion'];

/** What may be typed last, after these words. */
const cases: readonly (readonly [words: string, offered: readonly string[]])[] = [
  ['handraise ', topLevel],
  ['handraise rep', ['report']],
  ['handraise models ', ['list', 'show', 'card', 'promote', 'rollback']],
  ['handraise models pro', ['promote']],
  ['handraise runs prune --k', ['--keep']],
  ['handraise train --pro', ['--promote']],
  ['handraise models promote m-1 --over', ['--override']],
  ['handraise init --preset ', presetNames],
  ['handraise init --preset segment --preset rud', ['rudderstack']],
  ['handraise table leads.csv --label won --split ', ['time', 'order', 'hash']],
  ['handraise import su', ['suppression']],
  ['handraise completion ', ['bash', 'zsh', 'fish']],
  ['handraise train --as-of ', []],
];

describe.runIf(installed('bash'))('in bash', () => {
  test.each(cases)('completes %s', async (line, offered) => {
    expect(await bash(line.split(' '))).toEqual(offered);
  });

  test('completes a value behind its =, as readline parts the words', async () => {
    expect(await bash(['handraise', 'table', 'x.csv', '--split', '=', 'ti'])).toEqual(['time']);
    expect(await bash(['handraise', 'table', 'x.csv', '--split', '='])).toEqual(['time', 'order', 'hash']);
  });

  /** What the script offers for the last word. */
  async function bash(words: readonly string[]): Promise<string[]> {
    const script = `source ./bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _handraise; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await run('bash', ['--norc', '-c', script, 'bash', ...words], { cwd: folder });
    return stdout.split('\n').filter((word) => word !== '');
  }
});

describe.runIf(installed('fish'))('in fish', () => {
  test.each(cases)('completes %s', async (line, offered) => {
    const { stdout } = await run('fish', ['--no-config', '-c', 'source fish; complete -C $argv[1]', line], {
      cwd: folder,
    });
    const words = stdout.split('\n').flatMap((found) => (found === '' ? [] : [found.split('\t')[0]!]));
    expect(words.sort()).toEqual([...offered].sort());
  });
});

test.runIf(installed('zsh'))('zsh finds no fault with the script', async () => {
  expect(await run('zsh', ['-n', join(folder, 'zsh')])).toEqual({ stdout: '', stderr: '' });
});

test('a shell that there is no completion for is refused, naming those there are', async () => {
  const { code, stdout, stderr } = await handraise(['completion', 'tcsh'], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('bash, zsh, fish');
});
