import { describe, expect, it } from 'vitest';
import { ensembleSchema, type TreeEnsemble } from '../../../src/model/boosting/ensemble.ts';
import { gradientBoosting } from '../../../src/model/boosting/gradientBoosting.ts';
import { arrivals } from './oracle/arrivals.ts';
import { firstDifference } from './oracle/difference.ts';
import { growEnsemble } from './oracle/growth.ts';
import { occurrences } from './oracle/occurrences.ts';
import { type Problem, problem } from './oracle/problems.ts';
import { specialProblems } from './oracle/specialProblems.ts';

const problems = Array.from({ length: 200 }, (_, number) => {
  const { data, options } = problem(number);
  return { number, data, options, expected: growEnsemble(data, options) };
});

async function trained({ data, options }: Problem, threads: number): Promise<TreeEnsemble> {
  const model = await gradientBoosting(options).fit(data, { threads });
  return ensembleSchema.parse((model.parameters() as { readonly ensemble: unknown }).ensemble);
}

describe('the trainer grows the trees of the slow one', () => {
  it('on 200 problems', async () => {
    const differences: string[] = [];
    for (const { number, data, options, expected } of problems) {
      const threads = number % 8 === 0 ? 2 : 1;
      const difference = await trained({ data, options }, threads).then(
        (ensemble) => firstDifference(ensemble, expected),
        (error) => `refused, ${error}`,
      );
      if (difference) differences.push(`problem ${number}: ${difference}`);
    }
    expect(differences).toEqual([]);
  });

  it.each(Object.entries(specialProblems))('on %s', async (_, make) => {
    const { data, options } = make();
    const expected = growEnsemble(data, options);
    expect(expected.trees.length).toBeGreaterThan(0);
    for (const threads of [1, 2])
      expect(firstDifference(await trained({ data, options }, threads), expected)).toBeUndefined();
  });
});

/** What the problems must bring about, each at least twice. */
const required = [
  'weights of 0',
  'weights that are not whole',
  'no tree',
  'an early end',
  'all the leaves allowed',
  'a level dropped',
  'number: a split',
  'number: missing left',
  'number: missing right',
  'number: none missing, later ones left',
  'number: none missing, later ones right',
  'number: all values left, missing right',
  'number: only missing left',
  'category: a split',
  'category: missing left',
  'category: missing right',
  'category: silent levels left',
  'category: silent levels right',
  'category: several levels left',
  'category: all speaking levels left',
  'monotone: a split rejected',
  'monotone: two leaves at one bound',
  ...['maxLeaves', 'maxDepth', 'minRows', 'minHessian', 'minGain', 'l1', 'l2', 'maxBins', 'monotone'].map(matters),
  ...['categorySmoothing', 'categoryL2', 'minLevelRows'].map(matters),
];

function matters(option: string): string {
  return `${option} matters`;
}

it('the problems are varied', () => {
  const counts = new Map(required.map((what) => [what, 0]));
  for (const { data, options, expected } of problems)
    for (const what of occurrences({ data, options }, expected)) counts.set(what, (counts.get(what) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count < 2)).toEqual([]);
});

it('rows led by names and thresholds alone arrive where the slow trainer counted them', () => {
  for (const { data, options, expected } of problems) {
    const { table, label } = data;
    const weight = data.weight ?? new Float64Array(table.rows).fill(1);
    const margins = new Float64Array(table.rows).fill(expected.base);
    const rows = [...label.keys()].filter((row) => weight[row]! > 0);
    expected.trees.forEach((tree, at) => {
      const before = margins.slice();
      const { splits, leaves } = arrivals(expected, at, table, rows);
      const sum = (members: readonly number[], of: (p: number, row: number) => number) =>
        members.reduce((total, row) => total + weight[row]! * of(1 / (1 + Math.exp(-before[row]!)), row), 0);
      const hessian = (members: readonly number[]) => sum(members, (p) => p * (1 - p));
      const near = (value: number) => expect.closeTo(value, 4 - Math.ceil(Math.log10(1 + hessian(rows))));
      expect(tree.cover).toEqual(splits.map((members) => near(hessian(members))));
      expect(tree.leafCover).toEqual(leaves.map((members) => near(hessian(members))));
      leaves.forEach((members, leaf) => {
        const gradient = sum(members, (p, row) => p - label[row]!);
        const pull = Math.sign(gradient) * Math.max(Math.abs(gradient) - options.l1, 0);
        const value = (-options.learningRate * pull) / (hessian(members) + options.l2);
        if (Object.keys(options.monotone).length === 0) expect(tree.value[leaf]).toBeCloseTo(value, 9);
        for (const row of members) margins[row]! += tree.value[leaf]!;
      });
    });
  }
});
