import { rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as learn from '../../src/learn.ts';
import * as report from '../../src/report/index.ts';
import { temporaryFolder } from '../database/temporaryFolder.ts';
import { sampleBacktest } from '../report/sampleBacktest.ts';
import { sampleModelCard } from '../report/sampleModelCard.ts';
import { sampleCalibrationReport, sampleRankedAccountsReport } from '../report/sampleReports.ts';
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

test('the compiler takes every example as it stands', async () => {
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

function examplesOf(entry: EntryPoint) {
  return publicNames(entry).flatMap(({ name, doc }) => (doc?.example ? [[name, doc.example] as const] : []));
}
