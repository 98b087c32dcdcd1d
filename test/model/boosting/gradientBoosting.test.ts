import { describe, expect, it } from 'vitest';
import { ensembleSchema, type TreeEnsemble } from '../../../src/model/boosting/ensemble.ts';
import { gradientBoosting } from '../../../src/model/boosting/gradientBoosting.ts';
import type { GradientBoostingOptions } from '../../../src/model/boosting/options.ts';
import type { Dataset, FittedModel } from '../../../src/model/estimator.ts';
import { canonicalJson } from '../../../src/numeric/canonicalJson.ts';
import { sha256Hex } from '../../../src/numeric/hash.ts';
import { Random } from '../../../src/numeric/random.ts';
import { log1pExp, sigmoid } from '../../../src/numeric/special.ts';
import { createTable, type Table } from '../../../src/table/table.ts';
import { categoryColumn, crmDataset, numberColumn, takeDataset } from '../../contract/estimatorData.ts';
import { shuffled } from '../../evaluation/rows.ts';
import { firstDifference } from './oracle/difference.ts';

function hashOf(model: FittedModel): string {
  return sha256Hex(canonicalJson(model.parameters()));
}

function ensembleOf(model: FittedModel): TreeEnsemble {
  return ensembleSchema.parse((model.parameters() as { readonly ensemble: unknown }).ensemble);
}

function normals(rows: number, seed: number): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: rows }, () => random.normal());
}

/** Mean log loss, by weight. */
function logLoss(margins: Float64Array, { label, weight }: Dataset): number {
  let loss = 0;
  let total = 0;
  margins.forEach((margin, i) => {
    const w = weight ? weight[i]! : 1;
    loss += w * log1pExp(label[i] === 1 ? -margin : margin);
    total += w;
  });
  return loss / total;
}

describe('learns', () => {
  it('what two features say together, where trees are deep enough', async () => {
    const [x, y] = [normals(800, 1), normals(800, 2)];
    const table = createTable(800, [numberColumn('x', x), numberColumn('y', y)]);
    const data = { table, label: Uint8Array.from(x, (value, i) => (value > 0 !== y[i]! > 0 ? 1 : 0)) };
    const accuracy = async (options: GradientBoostingOptions) => {
      const margins = (await gradientBoosting({ trees: 60, ...options }).fit(data)).margins(table);
      return margins.filter((margin, i) => margin > 0 === (data.label[i] === 1)).length / 800;
    };
    expect(await accuracy({})).toBeGreaterThan(0.97);
    expect(await accuracy({ maxDepth: 1 })).toBeLessThan(0.75);
  });

  it.each([1, -1] as const)('only what rises or falls as told: %i', async (direction) => {
    const [x, y] = [normals(1000, 3), normals(1000, 4)];
    const table = createTable(1000, [numberColumn('x', x), numberColumn('y', y)]);
    const random = new Random(5);
    const label = Uint8Array.from(x, (value, i) =>
      random.next() < sigmoid(direction * value + 2 * Math.sin(4 * value) + value * y[i]!) ? 1 : 0,
    );
    const fallsOf = async (monotone: GradientBoostingOptions['monotone'] & {}) => {
      const model = await gradientBoosting({ trees: 50, monotone }).fit({ table, label });
      return [-1.5, 0, 1.5].flatMap((value) => {
        const grid = createTable(801, [
          numberColumn(
            'x',
            Array.from({ length: 801 }, (_, i) => (direction * (i - 400)) / 100),
          ),
          numberColumn('y', new Float64Array(801).fill(value)),
        ]);
        const margins = model.margins(grid);
        return [...margins.subarray(1)].filter((margin, i) => margin < margins[i]!);
      });
    };
    expect((await fallsOf({})).length).toBeGreaterThan(0);
    expect(await fallsOf({ x: direction })).toEqual([]);
  });

  it('nothing where there is nothing: no tree, and the base rate', async () => {
    const table = createTable(100, [numberColumn('x', new Float64Array(100).fill(7))]);
    const model = await gradientBoosting().fit({ table, label: new Uint8Array(100).fill(1, 80) });
    expect(ensembleOf(model).trees).toEqual([]);
    expect(model.margins(table)[0]).toBeCloseTo(Math.log(20 / 80), 12);
  });
});

it('grows as many trees as it is told, and warns of nothing', async () => {
  const model = await gradientBoosting({ trees: 7 }).fit(crmDataset(500, 1));
  expect(ensembleOf(model).trees).toHaveLength(7);
  expect(model.warnings).toBeUndefined();
});

it.each([1, 2])('tells its progress up to the end, on %i threads', async (threads) => {
  const heard: (readonly [number, number])[] = [];
  const onProgress = (done: number, total: number) => heard.push([done, total]);
  await gradientBoosting({ trees: 12 }).fit(crmDataset(500, 1), { threads, onProgress });
  expect(heard.length).toBeGreaterThan(2);
  const totals = new Set(heard.map(([, total]) => total));
  expect(totals.size).toBe(1);
  expect(heard.at(-1)![0]).toBe(heard.at(-1)![1]);
  const steps = heard.map(([done]) => done);
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
});

describe('with validation rows', () => {
  const data = crmDataset(400, 6);
  const later = crmDataset(600, 7);
  // One in ten of the later outcomes comes as a surprise, which punishes trees that are too sure.
  const validation = { ...later, label: later.label.map((y, i) => (i % 10 === 0 ? 1 - y : y)) };
  const options = { patience: 6, trees: 150 };

  it.each([1, 2])('keeps the trees that did best on them, on %i threads', async (threads) => {
    const model = await gradientBoosting(options).fit(data, { validation, threads });
    const { trees } = ensembleOf(model);
    const losses: number[] = [];
    for (let count = 1; count <= trees.length + options.patience; count++) {
      const other = await gradientBoosting({ ...options, trees: count }).fit(data, { threads: 1 });
      if (count === trees.length) expect(firstDifference(ensembleOf(other), ensembleOf(model))).toBeUndefined();
      losses.push(logLoss(other.margins(validation.table), validation));
    }
    expect(trees.length).toBeGreaterThan(1);
    expect(trees.length + options.patience).toBeLessThan(options.trees);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(trees.length);
    losses.slice(0, trees.length).forEach((_, at) => {
      const upTo = losses.slice(0, at + 1);
      expect(at - upTo.indexOf(Math.min(...upTo))).toBeLessThan(options.patience);
    });
  });

  it('finds their columns and levels by name', async () => {
    const columns = validation.table.columns.toReversed().map((column) => {
      if (column.kind === 'number') return column;
      const levels = ['unseen', ...column.levels.toReversed()];
      const codes = column.codes.map((code) => (code < 0 ? -1 : levels.indexOf(column.levels[code]!)));
      return { ...column, levels, codes };
    });
    const other = { ...validation, table: createTable(600, [numberColumn('more', validation.weight), ...columns]) };
    const model = await gradientBoosting(options).fit(data, { validation });
    expect(hashOf(await gradientBoosting(options).fit(data, { validation: other }))).toBe(hashOf(model));
  });

  it('gives the same bytes on 1, 2 and 4 threads, and for any order of them', async () => {
    const fractional = { ...validation, weight: validation.weight.map((w, i) => w / (1 + (i % 7))) };
    const other = takeDataset(fractional, shuffled([...fractional.label.keys()], 8));
    const hashes: string[] = [];
    for (const threads of [1, 2, 4])
      for (const judges of [fractional, other])
        hashes.push(hashOf(await gradientBoosting(options).fit(data, { validation: judges, threads })));
    expect(new Set(hashes).size).toBe(1);
  });

  it('takes their weight k as k copies', async () => {
    const copies = [...validation.weight].flatMap((k, i) => new Array<number>(k).fill(i));
    const { table, label } = takeDataset(validation, copies);
    const model = await gradientBoosting(options).fit(data, { validation });
    const copied = await gradientBoosting(options).fit(data, { validation: { table, label } });
    expect(firstDifference(ensembleOf(copied), ensembleOf(model))).toBeUndefined();
  });

  it('refuses those it cannot judge by', async () => {
    const fitted = (change: Partial<Dataset>) =>
      gradientBoosting().fit(data, { validation: { ...validation, ...change } });
    const { table, label } = validation;
    for (const change of [
      { label: label.subarray(1) },
      { label: label.with(0, 2) },
      { weight: new Float64Array(600) },
      { table: createTable(600, table.columns.slice(1)) },
      { table: createTable(0, []), label: new Uint8Array(0) },
    ])
      await expect(fitted(change)).rejects.toThrow(expect.objectContaining({ name: 'HandraiseError', code: 'data' }));
  });
});

it('takes rare and unseen levels as missing', async () => {
  const names = Array.from({ length: 600 }, (_, i) => (i < 19 ? 'rare' : i % 3 === 0 ? null : i % 3 === 1 ? 'a' : 'b'));
  const table = createTable(600, [categoryColumn('level', names)]);
  const label = Uint8Array.from(names, (name, i) => (name === 'a' || (name === null && i % 2 === 0) ? 1 : 0));
  const model = await gradientBoosting({ trees: 10 }).fit({ table, label });
  const asked = createTable(5, [categoryColumn('level', [null, 'rare', 'never seen', 'a', 'b'])]);
  const [missing, rare, unseen, a, b] = model.margins(asked);
  expect([rare, unseen]).toEqual([missing, missing]);
  expect(new Set([missing, a, b]).size).toBe(3);
});

describe('refuses', () => {
  it.each<GradientBoostingOptions & Record<string, unknown>>([
    { trees: 0 },
    { trees: 1.5 },
    { learningRate: 0 },
    { learningRate: 1.1 },
    { learningRate: Number.NaN },
    { maxLeaves: 1 },
    { maxLeaves: 257 },
    { maxDepth: 0 },
    { minRows: -1 },
    { minHessian: 0 },
    { minGain: -1 },
    { l1: -1 },
    { l1: Infinity },
    { l2: -1 },
    { maxBins: 1 },
    { maxBins: 256 },
    { rowSample: 0 },
    { rowSample: 1.1 },
    { columnSample: 0 },
    { seed: -1 },
    { seed: 2 ** 32 },
    { monotone: { x: 2 as 1 } },
    { categorySmoothing: -1 },
    { categoryL2: -1 },
    { minLevelRows: -1 },
    { patience: 0 },
    { depth: 3 },
  ])('%o', (options) => {
    expect(() => gradientBoosting(options)).toThrow(
      expect.objectContaining({ name: 'HandraiseError', code: 'config', message: expect.not.stringMatching(/\n/) }),
    );
  });
  it.each(['nothing', 'country', 'constructor'])('a constraint on %s', async (name) => {
    await expect(gradientBoosting({ monotone: { [name]: 1 } }).fit(crmDataset(50, 1))).rejects.toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringContaining(name) }),
    );
  });
  it.each([0, -1, 1.5, Number.NaN])('%s threads', async (threads) => {
    await expect(gradientBoosting().fit(crmDataset(50, 1), { threads })).rejects.toThrow(
      expect.objectContaining({ code: 'config' }),
    );
  });
});

describe('sampling', () => {
  const data = crmDataset(600, 8);
  const options = { trees: 10, rowSample: 0.5, columnSample: 0.5, seed: 1 };
  const hash = async (change: GradientBoostingOptions, of: Dataset = data) =>
    sha256Hex(canonicalJson(ensembleOf(await gradientBoosting({ ...options, ...change }).fit(of))));

  it('follows from the content of the rows', async () => {
    const expected = await hash({});
    expect(await hash({}, takeDataset(data, shuffled([...data.label.keys()], 9)))).toBe(expected);
    const copies = [...data.weight].flatMap((k, i) => new Array<number>(k).fill(i));
    const { table, label } = takeDataset(data, copies);
    expect(await hash({}, { table, label })).toBe(expected);
  });
  it('follows from the seed, for rows and for columns', async () => {
    const seeds = [1, 2, 3];
    const rows = await Promise.all(seeds.map((seed) => hash({ seed, columnSample: 1 })));
    const columns = await Promise.all(seeds.map((seed) => hash({ seed, rowSample: 1 })));
    const neither = await hash({ rowSample: 1, columnSample: 1 });
    expect(new Set([...rows, ...columns, neither]).size).toBe(7);
    expect(await hash({ seed: 2, rowSample: 1, columnSample: 1 })).toBe(neither);
  });
  it('leaves about the share of rows and columns asked for', async () => {
    const { trees } = ensembleOf(await gradientBoosting(options).fit(data));
    const { trees: whole } = ensembleOf(await gradientBoosting({ ...options, rowSample: 1 }).fit(data));
    const share = trees[0]!.cover[0]! / whole[0]!.cover[0]!;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.6);
    for (const { feature } of trees) expect(new Set(feature).size).toBeLessThanOrEqual(5);
  });
});

describe('gives the same bytes', () => {
  const rows = 20_000;
  const crm = crmDataset(rows, 10);
  const table: Table = createTable(rows, [
    ...crm.table.columns,
    numberColumn('x', normals(rows, 11)),
    numberColumn(
      'sparse',
      normals(rows, 12).map((value) => (value > 1 ? value : 0)),
    ),
    categoryColumn(
      'region',
      Array.from(normals(rows, 13), (value) => (value > 2 ? null : `region ${Math.floor(value * 20)}`)),
    ),
  ]);
  const whole = { ...crm, table };
  const fractional = { ...whole, weight: crm.weight.map((value, i) => value / (1 + (i % 7))) };
  const estimator = gradientBoosting({ trees: 15, monotone: { opens: 1 } });

  it.each([
    ['whole', whole],
    ['fractional', fractional],
  ])('on 1, 2 and 4 threads, from any order of the rows of %s weight', async (_, data) => {
    const expected = hashOf(await estimator.fit(data, { threads: 1 }));
    for (const threads of [2, 4]) expect(hashOf(await estimator.fit(data, { threads }))).toBe(expected);
    const other = takeDataset(data, shuffled([...data.label.keys()], 14));
    for (const threads of [1, 2]) expect(hashOf(await estimator.fit(other, { threads }))).toBe(expected);
  });
  it('for copies as for weights', async () => {
    const copies = [...whole.weight].flatMap((k, i) => new Array<number>(k).fill(i));
    const { table, label } = takeDataset(whole, copies);
    expect(hashOf(await estimator.fit({ table, label }))).toBe(hashOf(await estimator.fit(whole)));
  });
});
