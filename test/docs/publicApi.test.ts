import { rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as learn from '../../src/learn.ts';
import * as report from '../../src/report/index.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { sampleBacktest } from '../report/sampleBacktest.ts';
import { sampleModelCard } from '../report/sampleModelCard.ts';
import { sampleCalibrationReport, sampleRankedAccountsReport } from '../report/sampleReports.ts';
import { codeBlocks } from './commandBlocks.ts';
import { markdownPages } from './markdownPages.ts';
import { type EntryPoint, entryPoints, publicNames } from './publicApi.ts';
import { runExample } from './runExample.ts';
import { typeErrorsOfExamples } from './typedExamples.ts';

describe.each(Object.keys(entryPoints) as EntryPoint[])('%s', (entry) => {
  test('says of everything what it is for, and shows how each function is called', () => {
    const lacking = publicNames(entry).filter(
      ({ kind, doc }) => !doc?.text || ((kind === 'function' || kind === 'method') && doc.example === null),
    );
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });

  test('says of each function what its options are and what it throws', () => {
    const lacking = publicNames(entry).filter(({ kind, doc, declaration }) => {
      if (kind === 'type' || kind === 'value') return false;
      const optional = declaration.includes('options');
      return optional && doc?.parameters.length === 0;
    });
    expect(lacking.map(({ name }) => name)).toEqual([]);
  });
});

test('handraise/learn describes every parameter', () => {
  const undescribed = publicNames('handraise/learn').filter(
    ({ kind, doc, declaration }) => kind === 'function' && parametersOf(declaration) > (doc?.parameters.length ?? 0),
  );
  expect(undescribed.map(({ name }) => name)).toEqual([]);
});

test('every type that a declaration names can be imported', () => {
  const names = (Object.keys(entryPoints) as EntryPoint[]).flatMap(publicNames);
  const known = new Set([...names.map(({ name }) => name), ...ofTheLanguage, ...ofTheKernel]);
  const unknown = names
    .flatMap(({ name, declaration }) => typesNamed(declaration).map((type) => `${name}: ${type}`))
    .filter((named) => !known.has(named.split(': ')[1]!));
  expect(unknown).toEqual([]);
  expect(names.length).toBeGreaterThan(200);
  expect(typesNamed('interface A<Own> {\n  /** Of Nothing. */\n  readonly one: Missing<Own>;')).toEqual(['Missing']);
});

test('the compiler takes every example, and every script of the pages, as it stands', async () => {
  expect(await typeErrorsOfExamples()).toBe('');
});

describe('the examples of handraise/learn do what they promise', () => {
  let folder: string;
  const home = process.cwd();

  beforeAll(async () => {
    folder = await temporaryFolder();
    process.chdir(folder);
  });

  afterAll(async () => {
    process.chdir(home);
    await rm(folder, { recursive: true });
  });

  test.each(examplesOf('handraise/learn'))('%s', (_name, example) => runExample(example, { ...learn, writeFile }));
});

describe('the scripts of the pages that learn run', () => {
  const scripts = markdownPages()
    .flatMap(codeBlocks)
    .filter(({ language, text }) => language === 'ts' && text.includes("from 'handraise/learn'"));

  test.each(scripts)('$page, line $line', async ({ text }) => {
    const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await runExample(text, learn);
    expect(said).toHaveBeenCalled();
    said.mockRestore();
  });
});

describe('the examples of handraise/report do what they promise', () => {
  const data: Readonly<Record<string, unknown>> = {
    renderBacktestReport: sampleBacktest(),
    renderCalibrationReport: sampleCalibrationReport(),
    renderRankedAccountsReport: sampleRankedAccountsReport(),
  };
  test.each(examplesOf('handraise/report'))('%s', (name, example) =>
    runExample(example, { ...report, data: data[name] ?? sampleModelCard() }),
  );
});

const ofTheLanguage = [
  ...['Error', 'Date', 'Promise', 'ReadonlyMap', 'ReadonlySet', 'AbortController', 'AbortSignal'],
  ...['Uint8Array', 'Int8Array', 'Int32Array', 'Float64Array'],
  ...['Exclude', 'Extract', 'NonNullable', 'Omit', 'Partial', 'Pick', 'Readonly', 'Record'],
];

/** Whose methods `FoldedEvents` picks; nobody makes one. */
const ofTheKernel = ['ActivityBlock'];

/** How many parameters a function has, by the commas outside of all brackets. */
function parametersOf(declaration: string): number {
  let inside = declaration.slice(declaration.indexOf('(') + 1).replaceAll('=>', '');
  for (let before = ''; before !== inside; ) {
    before = inside;
    inside = inside.replaceAll(/\([^()]*\)|\{[^{}]*\}|<[^<>]*>|\[[^[\]]*\]/g, '');
  }
  const list = inside.slice(0, inside.indexOf(')')).trim().replace(/,$/, '');
  return list === '' ? 0 : list.split(',').length;
}

/** Names of types in a declaration, those of its own parameters left out. */
function typesNamed(declaration: string): readonly string[] {
  const [, own = ''] = /^\w+ \w+<([^>]*)>/.exec(declaration) ?? [];
  const code = declaration.replaceAll(/\/\*\*[\s\S]*?\*\/|'[^']*'|z\.output<.*>/g, '');
  return [...code.matchAll(/\b[A-Z]\w*[a-z]\w*\b/g)].map(([name]) => name).filter((name) => !own.includes(name));
}

function examplesOf(entry: EntryPoint) {
  return publicNames(entry).flatMap(({ name, doc }) => (doc?.example ? [[name, doc.example] as const] : []));
}
