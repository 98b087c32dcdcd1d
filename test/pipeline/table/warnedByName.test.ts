import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Random } from '../../../src/numeric/random.ts';
import { trainTable } from '../../../src/pipeline/table/trainTable.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Trains on rows of which a column named so goes with the outcome as strongly as said. */
async function trained(name: string, strength: number) {
  const random = new Random(5);
  const lines = Array.from({ length: 900 }, () => {
    const converted = random.next() < 0.3;
    const value = random.normal() + (converted ? strength : 0);
    return `${value.toFixed(3)},${(random.normal() + (converted ? 0.5 : 0)).toFixed(3)},${converted ? 'yes' : 'no'}`;
  });
  const file = join(folder, 'f.csv');
  await writeFile(file, [`${name},visits,y`, ...lines].join('\n'));
  const asUsual = { positive: [], negative: [], exclude: [], types: new Map<string, string>(), seed: 1 };
  const { findings, withoutWarned } = await trainTable(
    { ...asUsual, file, label: 'y', model: 'logistic', now: '2026-01-01' },
    { progress: { stage: () => undefined, advance: () => undefined }, signal: new AbortController().signal },
  );
  return { verdict: findings.audit.find(({ feature }) => feature === name)?.verdict, withoutWarned };
}

it('a model without the columns warned of is fitted where the data gives reason for a warning, not for a name alone', async () => {
  expect(await trained('stage', 0.75)).toEqual({ verdict: 'warned', withoutWarned: null });
  expect(await trained('stage', 1.3)).toMatchObject({ verdict: 'warned', withoutWarned: { left: ['stage'] } });
  expect(await trained('score', 1.3)).toMatchObject({ verdict: 'warned', withoutWarned: { left: ['score'] } });
});
