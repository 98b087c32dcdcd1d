import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { presetNames } from '../../src/crm/presets/presetNames.ts';
import { presets } from '../../src/crm/presets/presets.ts';
import { importsOf, sourceFiles } from '../architecture/importWalk.ts';

/** What a file needs before its first line runs, itself included: files of src/ and packages. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.endsWith('.ts')) return seen;
  for (const { to, typeOnly, dynamic } of importsOf(file)) if (!typeOnly && !dynamic) loadedWith(to, seen);
  return seen;
}

/** Beside src/cli, and small. */
const light = [
  'commander',
  'config/entity.ts',
  'config/environment.ts',
  'crm/presets/presetNames.ts',
  'pipeline/outcome/programTemplates.ts',
  'demo/contactLimits.ts',
  'errors.ts',
  'codeVersion.ts',
  'systemFailure.ts',
];

test('version, help and completion load what they print, and nothing that a command works with', () => {
  const definitions = sourceFiles().filter((file) => /^cli\/commands\/(?!index)/.test(file));
  expect(definitions).toHaveLength(commands.length);
  const loaded = ['cli/commandLine.ts', ...definitions].flatMap((file) => [...loadedWith(file)]);
  const heavy = loaded.filter((file) => !/^(cli\/|node:)/.test(file) && !light.includes(file));
  expect(heavy).toEqual([]);
  for (const file of ['cli/supervise.ts', 'cli/run.ts', 'cli/session.ts', 'cli/actions/train.ts'])
    expect(loaded).not.toContain(file);
});

test('an open workbench has loaded no job before one is asked for', () => {
  const jobs = [...loadedWith('api/openWorkbench.ts')].filter((file) =>
    /^(pipeline|report|flatFile|demo)\//.test(file),
  );
  expect(jobs).toEqual([]);
});

test('the presets that help offers are those there are, in their order', () => {
  expect(presets.map(({ name }) => name)).toEqual(presetNames);
});
