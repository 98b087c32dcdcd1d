import { describe, expect, it } from 'vitest';
import type { HandraiseError } from '../../../src/errors.ts';
import { ensembleSchema, type TreeEnsemble } from '../../../src/model/boosting/ensemble.ts';
import { scoreRow } from '../../../src/model/boosting/scoreRow.ts';
import { ensembleScorer } from '../../../src/model/boosting/scoring/ensembleScorer.ts';
import { Random } from '../../../src/numeric/random.ts';
import type { Column } from '../../../src/table/table.ts';
import { type EnsembleShape, randomColumns, randomEnsemble } from './randomEnsemble.ts';
import { rowsOf } from './rowsOf.ts';

const mixed: EnsembleShape = { numbers: 4, categories: 3, trees: 12, leaves: 20, thresholds: 40 };

describe('margins of a batch are those of the rows, bit for bit', () => {
  it.each<[string, EnsembleShape, number]>([
    ['numbers and categories', mixed, 1000],
    ['more rows than a batch', { ...mixed, trees: 3 }, 5003],
    ['a single row', mixed, 1],
    ['exactly one tile', mixed, 64],
    ['one row more than a tile', mixed, 65],
    ['no rows', mixed, 0],
    ['no trees', { ...mixed, trees: 0 }, 100],
    ['trees of a single leaf', { ...mixed, leaves: 1 }, 100],
    ['trees of two leaves', { ...mixed, leaves: 2 }, 100],
    ['the largest trees', { ...mixed, leaves: 256, trees: 4 }, 300],
    ['the deepest trees', { ...mixed, leaves: 256, trees: 4, chain: true }, 300],
    ['more thresholds than a byte counts', { ...mixed, numbers: 2, trees: 60, leaves: 40, thresholds: 900 }, 1000],
    ['a category of as many levels as may be', { ...mixed, numbers: 0, levels: 254 }, 1000],
    ['nothing but numbers', { ...mixed, categories: 0 }, 200],
  ])('%s', (name, shape, rows) => {
    const random = new Random(7).fork(name);
    const ensemble = ensembleSchema.parse(randomEnsemble(random, shape));
    const columns = randomColumns(random, ensemble, rows);
    const expected = rowsOf(columns, rows).map((row) => scoreRow(ensemble, row));
    expect(ensembleScorer(ensemble).margins(columns, rows)).toEqual(Float64Array.from(expected));
  });

  it('whatever the scale of the values', () => {
    const thresholds = [
      -Number.MAX_VALUE,
      -1e300,
      -16777217,
      -1,
      -1e-310,
      0,
      Number.MIN_VALUE,
      1e-8,
      1,
      1 + 2 ** -52,
      1 + 2 ** -30,
      1.7e12,
      1.7e12 + 1,
      1.7e12 + 2,
      1e300,
      Number.MAX_VALUE,
    ];
    const ensemble = stumps(thresholds);
    const values = thresholds.flatMap((threshold) => [
      threshold,
      -threshold,
      threshold * (1 + 2 ** -52),
      threshold / 2,
    ]);
    values.push(Number.NaN, -0, 16777216, 1.7e12 - 1);
    const finite = Float64Array.from(values.filter((x) => Math.abs(x) !== Infinity));
    const column: Column = { kind: 'number', name: 'x', values: finite };
    const rows = column.values.length;
    const expected = rowsOf([column], rows).map((row) => scoreRow(ensemble, row));
    expect(ensembleScorer(ensemble).margins([column], rows)).toEqual(Float64Array.from(expected));
  });

  it('when a scorer is used again for other rows', () => {
    const random = new Random(8);
    const ensemble = randomEnsemble(random, mixed);
    const scorer = ensembleScorer(ensemble);
    for (const rows of [200, 3, 100]) {
      const columns = randomColumns(random, ensemble, rows);
      scorer.contributions(columns, rows);
      const expected = rowsOf(columns, rows).map((row) => scoreRow(ensemble, row));
      expect(scorer.margins(columns, rows)).toEqual(Float64Array.from(expected));
    }
  });
});

describe('scoreRow', () => {
  const ensemble: TreeEnsemble = {
    features: [
      { type: 'number', name: 'opens' },
      { type: 'category', name: 'country', levels: ['DE', 'NL'] },
    ],
    base: -2,
    trees: [
      {
        feature: [0, 1],
        threshold: [3, 0],
        leftLevels: [null, [1]],
        missingLeft: [false, true],
        left: [-1, -2],
        right: [1, -3],
        gain: [2, 1],
        cover: [10, 6],
        leafCover: [4, 4, 2],
        value: [0.5, 1, 8],
      },
    ],
  };

  it.each([
    [{ opens: 3, country: 'DE' }, -1.5],
    [{ opens: -0, country: null }, -1.5],
    [{ opens: 3.0000000000000004, country: 'DE' }, 6],
    [{ opens: 4, country: 'NL' }, -1],
    [{ opens: 4, country: null }, -1],
    [{ opens: 4, country: 'FR' }, -1],
    [{ opens: null, country: 'DE' }, 6],
    [{ opens: Number.NaN, country: 'NL', other: 'left aside' }, -1],
  ])('walks %j to %d', (row, margin) => {
    expect(scoreRow(ensemble, row)).toBe(margin);
  });

  it.each([
    [{ opens: 3 }, 'the row has no country'],
    [{ opens: '3', country: 'DE' }, 'opens of the row is a string, expected a number'],
    [{ opens: 3, country: 1 }, 'country of the row is a number, expected a category'],
    [{ opens: Infinity, country: 'DE' }, 'opens of the row is Infinity'],
  ])('refuses %j', (row, message) => {
    expect(() => scoreRow(ensemble, row)).toThrow(
      expect.objectContaining({ code: 'data', message } satisfies Partial<HandraiseError>),
    );
  });
});

/** A tree of two leaves for each threshold of a single number; missing values go left in every other. */
function stumps(thresholds: readonly number[]): TreeEnsemble {
  return {
    features: [{ type: 'number', name: 'x' }],
    base: 0,
    trees: thresholds.map((threshold, i) => ({
      feature: [0],
      threshold: [threshold],
      leftLevels: [null],
      missingLeft: [i % 2 === 0],
      left: [-1],
      right: [-2],
      gain: [1],
      cover: [2],
      leafCover: [1, 1],
      value: [0, 2 ** i],
    })),
  };
}
