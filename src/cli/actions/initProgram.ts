import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { readEnvironment } from '../../config/environment.ts';
import { loadConfig } from '../../config/load.ts';
import { HandraiseError } from '../../errors.ts';
import { type ProgramTemplateName, programText, templateNamed } from '../../pipeline/outcome/programTemplates.ts';
import type { Action, Output } from '../command.ts';
import { copyMark } from '../layout.ts';
import { withWorkbench } from '../session.ts';
import { configFile, newConfig } from './newConfig.ts';
import { writeNew } from './writeNew.ts';

type Flags = Parameters<Action>[0];
type Around = Parameters<Action>[2];

/** Adds the program of a template to the configuration; where there is none, writes one with it. */
export async function initProgram(flags: Flags, around: Around, withPreset: boolean): Promise<Output> {
  const { program, outcome } = flags;
  if (typeof program !== 'string')
    throw new HandraiseError('usage', '--outcome goes with --program', {
      hint: 'such as handraise init --program expansion',
    });
  if (withPreset)
    throw new HandraiseError('usage', '--program and --preset do not go together', {
      hint: `first handraise init --preset …, then handraise init --program ${program}`,
    });
  const name = program as ProgramTemplateName;
  const kind = typeof outcome === 'string' ? outcome : undefined;
  const { file: path } = await loadConfig({
    cwd: around.cwd,
    environment: readEnvironment(),
    flags: { config: flags.config },
  });
  if (path === null) return writeWith(join(around.cwd, configFile), name, kind ?? null);
  const made = await withWorkbench(flags, around, (workbench) =>
    workbench.programTemplate(name, kind === undefined ? {} : { kind }),
  );
  const written = await addProgram(path, name, made.text);
  return {
    data: { path, ...made, written },
    text: written
      ? `${path} has the program ${name}\nNext: handraise outcome ${name}, then handraise audit ${name}`
      : `${path} has no line of its own that begins its programs, so nothing is written. Add this to them:\n\n${copied(made.text)}`,
  };
}

async function writeWith(path: string, name: ProgramTemplateName, kind: string | null): Promise<Output> {
  const text = programText(templateNamed(name)!, { kind });
  await writeNew(path, newConfig(text));
  const data = { path, program: name, kind, text, written: true };
  return { data, text: `${path}\nNext: map your tables in it, then handraise check and handraise outcome ${name}` };
}

/** Each line as it is to be copied. */
function copied(text: string): string {
  return text
    .split('\n')
    .map((line) => copyMark + line)
    .join('\n');
}

/**
 * Puts a program first among those of a configuration file, if exactly one line of it begins them, and the file then says what it said before, and the
 * program as well. The file is replaced in one step.
 */
async function addProgram(path: string, name: string, text: string): Promise<boolean> {
  const before = await readFile(path, 'utf8');
  const beginnings = [...before.matchAll(/^ *(['"]?)programs\1: \{ *\r?$/gm)];
  const [beginning] = beginnings;
  if (beginning === undefined || beginnings.length > 1) return false;
  const end = beginning.index + beginning[0].length;
  const after = `${before.slice(0, end)}\n${text}${before.slice(end)}`;
  const tried = join(dirname(path), `.handraise-${process.pid}.config${extname(path)}`);
  try {
    await writeFile(tried, after, { flag: 'wx', mode: (await stat(path)).mode });
    if (!(await adds(name, path, tried))) return false;
    await rename(tried, path);
    return true;
  } finally {
    await rm(tried, { force: true });
  }
}

async function adds(name: string, path: string, tried: string): Promise<boolean> {
  const programsOf = async (config: string) =>
    (await loadConfig({ cwd: dirname(config), environment: readEnvironment(), flags: { config } })).config.programs;
  const before = await programsOf(path);
  const after = await programsOf(tried).catch(() => ({}));
  const { [name]: added, ...others } = after as typeof before;
  return added !== undefined && JSON.stringify(others) === JSON.stringify(before);
}
