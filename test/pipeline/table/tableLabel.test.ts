import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../../src/numeric/random.ts';
import type { TableOptions } from '../../../src/pipeline/table/options.ts';
import { trainTable } from '../../../src/pipeline/table/trainTable.ts';
import { temporaryFolder } from '../../database/temporaryFolder.ts';

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const silent = { stage: () => undefined, advance: () => undefined };

/** A number that tells the outcome, which is written in the words given, one of each side drawn at random. */
async function train(yes: readonly string[], no: readonly string[], options: Partial<TableOptions> = {}) {
  const random = new Random(1);
  const lines = ['v,y'];
  for (let row = 0; row < 1500; row++) {
    const v = random.next();
    const words = random.next() < v / 2 ? yes : no;
    lines.push(`${v.toFixed(3)},${words[random.integer(words.length)]}`);
  }
  const file = join(folder, 'f.csv');
  await writeFile(file, lines.join('\n'));
  const stages: string[] = [];
  const result = await trainTable(
    {
      ...{
        file,
        label: 'y',
        positive: [],
        negative: [],
        exclude: [],
        types: new Map(),
        model: 'logistic',
        seed: 1,
        now: '2026-01-01',
      },
      ...options,
    },
    { progress: { ...silent, stage: (text) => stages.push(text) }, signal: new AbortController().signal },
  );
  return { stages, ...result };
}

describe('the label of a flat file', { timeout: 30_000 }, () => {
  it('may be plus and minus', async () => {
    const { findings, label, useful } = await train(['+'], ['-']);
    expect(findings.outcome).toBe('y = +');
    expect(label.uses.map(({ value, as }) => [value, as])).toEqual([
      ['-', 'no'],
      ['+', 'yes'],
    ]);
    expect(useful).toBe(true);
  });

  it('in several spellings is asked for, then settled, and said before anything is trained', async () => {
    const spelled = [
      ['Yes', 'yes', 'YES'],
      ['No', 'no'],
    ] as const;
    await expect(train(...spelled)).rejects.toMatchObject({
      code: 'data',
      message: expect.stringMatching(
        /(?=.* YES \(\d+\))(?=.* Yes \(\d+\))(?=.* yes \(\d+\))(?=.* No \(\d+\))(?=.* no \(\d+\))/,
      ),
    });
    await expect(train(...spelled, { positive: ['Yes'] })).rejects.toMatchObject({ code: 'data' });
    const { findings, stages } = await train(...spelled, { positive: ['yes,Yes,YES'] });
    expect(findings.sides.reduce((sum, side) => sum + side.rows, 0)).toBe(1500);
    const said = stages.findIndex((stage) => /^Label y: yes is .*, as asked; no is /.test(stage));
    expect(said).toBeGreaterThan(0);
    expect(said).toBeLessThan(stages.findIndex((stage) => stage.startsWith('fitting')));
    expect(findings.anomalies['rows whose label is neither yes nor no']).toBe(0);
  });

  it('gives the same model and figures in any words', async () => {
    const plain = await train(['1'], ['0']);
    const spoken = await train(['ja'], ['nein']);
    const figures = ({ findings }: Awaited<ReturnType<typeof train>>) => [findings.candidateModels, findings.audit];
    expect(figures(spoken)).toEqual(figures(plain));
  });
});
