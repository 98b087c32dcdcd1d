import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../src/numeric/random.ts';
import { trainTable } from '../../../src/pipeline/table/trainTable.ts';
import { silent } from '../../../src/progress.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';

let folder: string;
const random = new Random(3);

/** Rows of a number and a letter that decide together. */
function records(count: number): readonly (readonly [string, string, number])[] {
  return Array.from({ length: count }, () => {
    const value = random.normal();
    const letter = 'ABCD'[random.integer(4)]!;
    const won = random.next() < 1 / (1 + Math.exp(1 - value - (letter === 'A' ? 1 : 0)));
    return [value.toFixed(3), letter, Number(won)] as const;
  });
}

const learned = records(1100);
const asked = records(250);
const fileOf = (rows: readonly (readonly [string, string, number | string])[]) =>
  ['v,letter,y', ...rows.map((row) => row.join(','))].join('\n');

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder, 'train.csv'), fileOf(learned));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What is predicted of the rows that are asked about, whose outcomes the file to test on tells this way. */
async function predicted(outcome: (won: number, row: number) => number | string) {
  const [test, predictions] = ['test.csv', 'p.csv'].map((name) => join(folder, name)) as [string, string];
  await writeFile(test, fileOf(asked.map(([value, letter, won], row) => [value, letter, outcome(won, row)] as const)));
  const { findings } = await trainTable(
    {
      ...{ file: join(folder, 'train.csv'), test, predictions, label: 'y', positive: [], negative: [], exclude: [] },
      ...{ types: new Map(), model: 'auto', seed: 1, now: '2026-01-01T00:00:00Z' },
    },
    { progress: silent, signal: new AbortController().signal },
  );
  const chosen = findings.candidateModels.map(({ family, selected, validationLogLoss }) => [
    family,
    selected,
    validationLogLoss,
  ]);
  return { chosen, predictions: await readFile(predictions, 'utf8'), findings };
}

describe('a file to test on', () => {
  test('is given the same probabilities whatever its outcomes are', async () => {
    const before = await predicted((won) => won);
    const turned = await predicted((won) => 1 - won);
    expect(turned.chosen).toEqual(before.chosen);
    expect(turned.predictions).toBe(before.predictions);
    // They are judged by, though.
    const lossOf = ({ findings }: Awaited<ReturnType<typeof predicted>>) =>
      findings.candidateModels.find(({ selected }) => selected)!.test.metrics.logLoss.value;
    expect(lossOf(turned)).toBeGreaterThan(lossOf(before) + 0.1);
    const some = await predicted((won, row) => (row % 3 === 0 ? '' : won));
    expect(some.chosen).toEqual(before.chosen);
    // A score of 0 to 100 is a place among the rows that are judged, which are fewer now.
    const probabilities = (text: string) => text.split('\n').map((line) => line.split(',').slice(0, 2).join());
    expect(probabilities(some.predictions)).toEqual(probabilities(before.predictions));
  }, 60_000);
});
