import { describe, expect, it } from 'vitest';
import type { TreeEnsemble } from '../../../src/model/boosting/ensemble.ts';
import { ensembleScorer } from '../../../src/model/boosting/scoring/ensembleScorer.ts';
import { Random } from '../../../src/numeric/random.ts';
import type { Column } from '../../../src/table/table.ts';
import { type EnsembleShape, randomColumns, randomEnsemble } from './randomEnsemble.ts';
import { shapleyValues } from './shapley.ts';

/** The greatest distance of base + a row's sum to its margin. */
function imbalance(ensemble: TreeEnsemble, columns: readonly Column[], rows: number): number {
  const scorer = ensembleScorer(ensemble);
  const { base, features, values } = scorer.contributions(columns, rows);
  const distances = scorer.margins(columns, rows).map((margin, row) => {
    const sum = values.subarray(row * features.length, (row + 1) * features.length).reduce((a, b) => a + b, base);
    return Math.abs(sum - margin);
  });
  return Math.max(...distances);
}

describe('contributions', () => {
  it('are the Shapley values of 100 random ensembles, by enumeration', () => {
    for (let seed = 0; seed < 100; seed++) {
      const random = new Random(seed);
      const shape: EnsembleShape = {
        numbers: 1 + random.integer(5),
        categories: random.integer(3),
        trees: 1 + random.integer(3),
        leaves: 1 + random.integer(16),
        thresholds: 1 + random.integer(8),
        chain: random.next() < 0.5,
      };
      const ensemble = randomEnsemble(random, shape);
      const columns = randomColumns(random, ensemble, 5);
      const { features, values } = ensembleScorer(ensemble).contributions(columns, 5);
      for (let row = 0; row < 5; row++)
        shapleyValues(ensemble, columns, row).forEach((expected, at) => {
          const found = values[row * features.length + at]!;
          expect(Math.abs(found - expected), `seed ${seed}, row ${row}, feature ${at}`).toBeLessThan(1e-9);
        });
    }
  });

  it.each<[string, EnsembleShape, number]>([
    ['many features', { numbers: 300, categories: 20, trees: 20, leaves: 40, thresholds: 20, chain: true }, 150],
    ['the longest paths', { numbers: 300, categories: 0, trees: 2, leaves: 256, thresholds: 2, chain: true }, 20],
    [
      'one feature again and again',
      { numbers: 1, categories: 0, trees: 5, leaves: 41, thresholds: 60, chain: true },
      100,
    ],
    ['more rows than a batch', { numbers: 10, categories: 2, trees: 5, leaves: 8, thresholds: 20 }, 3001],
    [
      'leaves without cover',
      { numbers: 5, categories: 2, trees: 20, leaves: 20, thresholds: 9, emptyLeaves: 0.5 },
      300,
    ],
    ['no cover at all', { numbers: 5, categories: 2, trees: 5, leaves: 20, thresholds: 9, emptyLeaves: 1 }, 100],
    ['no trees', { numbers: 3, categories: 1, trees: 0, leaves: 1, thresholds: 1 }, 10],
    ['trees of a single leaf', { numbers: 3, categories: 1, trees: 4, leaves: 1, thresholds: 1 }, 10],
    ['no rows', { numbers: 3, categories: 1, trees: 4, leaves: 5, thresholds: 3 }, 0],
  ])('add up to the margin: %s', (name, shape, rows) => {
    const random = new Random(3).fork(name);
    const ensemble = randomEnsemble(random, shape);
    expect(imbalance(ensemble, randomColumns(random, ensemble, rows), rows)).toBeLessThan(1e-9);
  });

  it('start from the mean that the cover gives', () => {
    const ensemble: TreeEnsemble = {
      features: [
        { type: 'number', name: 'unused' },
        { type: 'number', name: 'x' },
      ],
      base: 1,
      trees: [
        {
          feature: [1],
          threshold: [0],
          leftLevels: [null],
          missingLeft: [true],
          left: [-1],
          right: [-2],
          gain: [1],
          cover: [4],
          leafCover: [3, 1],
          value: [2, -2],
        },
      ],
    };
    const columns: Column[] = ['unused', 'x'].map((name) => ({ kind: 'number', name, values: Float64Array.of(-1, 1) }));
    const { base, features, values } = ensembleScorer(ensemble).contributions(columns, 2);
    expect(base).toBe(2);
    expect(features).toEqual(['unused', 'x']);
    [0, 1, 0, -3].forEach((expected, i) => {
      expect(values[i]).toBeCloseTo(expected, 12);
    });
  });

  it('of sides that no training row reached are those of a row that gets there', () => {
    const random = new Random(11);
    const ensemble = randomEnsemble(random, { numbers: 4, categories: 1, trees: 3, leaves: 9, thresholds: 5 });
    const nearly = structuredClone(ensemble);
    for (const [trees, cover] of [
      [ensemble.trees, 0],
      [nearly.trees, 1e-13],
    ] as const)
      for (const tree of trees) {
        tree.leafCover = tree.leafCover.map((_, leaf) => (leaf % 3 === 0 ? cover : 1));
        const coverOf = (child: number) => (child >= 0 ? tree.cover[child]! : tree.leafCover[-1 - child]!);
        for (let split = tree.cover.length - 1; split >= 0; split--)
          tree.cover[split] = coverOf(tree.left[split]!) + coverOf(tree.right[split]!);
      }
    const columns = randomColumns(random, ensemble, 200);
    const limit = ensembleScorer(nearly).contributions(columns, 200);
    const found = ensembleScorer(ensemble).contributions(columns, 200);
    expect(Math.max(...found.values.map((value, i) => Math.abs(value - limit.values[i]!)))).toBeLessThan(1e-9);
  });
});
