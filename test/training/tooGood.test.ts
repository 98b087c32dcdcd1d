import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import { trainTable } from '../../src/pipeline/table/trainTable.ts';
import { tooGoodWarnings } from '../../src/training/tooGood.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handraise-too-good-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a file of three numbers and an outcome gives. */
async function warningsOf(
  outcome: (a: number, b: number, c: number, noise: number) => boolean,
  exclude: readonly string[] = [],
) {
  const random = new Random(4);
  const lines = Array.from({ length: 1500 }, () => {
    const [a, b, c] = [random.normal(), random.normal(), random.normal()] as const;
    return `${a.toFixed(4)},${b.toFixed(4)},${c.toFixed(4)},${outcome(a, b, c, random.normal()) ? 'yes' : 'no'}`;
  });
  const file = join(folder, 'file.csv');
  await writeFile(file, ['a,b,c,y', ...lines].join('\n'));
  const { findings } = await trainTable(
    {
      ...{ file, label: 'y', positive: [], negative: [], exclude, types: new Map(), model: 'logistic', seed: 1 },
      now: '2026-01-01T00:00:00Z',
    },
    { progress: { stage() {}, advance() {} }, signal: new AbortController().signal },
  );
  const warnings = tooGoodWarnings(findings);
  expect(findings.warnings.slice(0, warnings.length)).toEqual(warnings);
  return warnings;
}

describe('a result that is suspicious by itself', { timeout: 30_000 }, () => {
  it('is one that is hardly ever honest, though no column alone knows the outcome', async () => {
    const [first, ...more] = await warningsOf((a, b, c) => a + b + c > 1);
    expect(first).toMatchObject({
      kind: 'too-good',
      figures: { features: expect.toSatisfy((names) => names.length === 3) },
    });
    expect(more).toEqual([]);
  });

  it('is one that a single column carries', async () => {
    const warnings = await warningsOf((a, b, _, noise) => 1.2 * a + 0.1 * b + 1.5 * noise > 1);
    expect(warnings).toMatchObject([{ kind: 'one-feature-carries', figures: { feature: 'a' } }]);
  });

  it('is not one that the only column there is carries', async () => {
    expect(await warningsOf((a, _b, _c, noise) => 1.2 * a + 1.5 * noise > 1, ['b', 'c'])).toEqual([]);
  });

  it('is not one that several columns make together', async () => {
    expect(await warningsOf((a, b, c, noise) => a + b + c + 2 * noise > 1)).toEqual([]);
  });

  it('is not one that is no better than chance', async () => {
    expect(await warningsOf((_a, _b, _c, noise) => noise > 1)).toEqual([]);
  });
});
