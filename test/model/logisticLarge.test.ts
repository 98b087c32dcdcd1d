import { describe, expect, it } from 'vitest';
import type { Dataset, FittedModel } from '../../src/model/estimator.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { createTable } from '../../src/table/table.ts';
import { categoryColumn, numberColumn, takeDataset } from '../contract/estimatorData.ts';

/** More distinct rows of both classes than a kernel keeps: correlated numbers, some missing, one of a long tail, a category. */
function manyRows(rows: number): Required<Dataset> {
  const random = new Random(31);
  const shared = Float64Array.from({ length: rows }, () => random.normal());
  const levels = shared.map((value) => Math.min(Math.max(Math.round(value + random.normal()), -2), 2));
  const table = createTable(rows, [
    numberColumn(
      'alike',
      shared.map((value) => value + 0.2 * random.normal()),
    ),
    numberColumn('shared', shared),
    numberColumn(
      'gaps',
      shared.map((value) => (random.next() < 0.1 ? Number.NaN : 100 + value * random.normal())),
    ),
    numberColumn(
      'visits',
      shared.map(() => Math.floor(random.exponential() ** 3 * 40)),
    ),
    categoryColumn(
      'level',
      Array.from(levels, (level) => (level === 2 ? null : `level ${level}`)),
    ),
  ]);
  const label = Uint8Array.from(shared, (value, i) => (random.next() < sigmoid(value - 0.5 * levels[i]!) ? 1 : 0));
  return { table, label, weight: Float64Array.from(label, () => 1 + random.integer(3)) };
}

/** Largest derivative of the penalised loss by intercept and coefficients, from contributions of features of one column. */
function gradientOf(model: FittedModel, data: Required<Dataset>, l2: number): number {
  const { encodings, coefficients } = model.parameters() as {
    readonly encodings: readonly { readonly name: string; readonly mean: number; readonly deviation: number }[];
    readonly coefficients: readonly number[];
  };
  const residual = model.margins(data.table).map((margin, i) => data.weight[i]! * (sigmoid(margin) - data.label[i]!));
  const sums = ['alike', 'shared'].map((name, j) => {
    const { mean, deviation } = encodings[j]!;
    const column = data.table.columns[j]!;
    if (column.kind !== 'number' || column.name !== name) throw new TypeError(`no number ${name}`);
    return residual.reduce(
      (sum, value, i) => sum + (value * (column.values[i]! - mean)) / deviation,
      l2 * coefficients[j]!,
    );
  });
  return Math.max(...[residual.reduce((sum, value) => sum + value, 0), ...sums].map(Math.abs));
}

const bytesOf = (model: FittedModel) => canonicalJson(model.parameters());

describe('of more rows than are kept, a fit', () => {
  const data = manyRows(40_000);
  const positives = data.label.reduce((sum, label, i) => sum + label * data.weight[i]!, 0);
  const total = data.weight.reduce((sum, weight) => sum + weight, 0);

  it.each([{ l1: 0 }, { l1: 20 }])('converges in few steps: %o', async ({ l1 }) => {
    const model = await logistic({ l1, l2: 1 }).fit(data);
    expect(model.warnings).toBeUndefined();
    expect((model.parameters() as { fit: { iterations: number } }).fit.iterations).toBeLessThan(25);
  });
  it('is optimal', async () => {
    const model = await logistic({ l2: 1 }).fit(data);
    expect(gradientOf(model, data, 1)).toBeLessThan(1.1e-8 * Math.min(positives, total - positives));
  });
  it('has strengths that are the mean sizes of its contributions', async () => {
    for (const columns of [data.table.columns, data.table.columns.slice(0, 2)]) {
      const table = createTable(data.table.rows, columns);
      const model = await logistic().fit({ ...data, table });
      const { features, values } = model.contributions(table);
      features.forEach((_, at) => {
        const size = data.weight.reduce(
          (sum, weight, i) => sum + weight * Math.abs(values[i * features.length + at]!),
          0,
        );
        expect(model.importance()[at]!.strength).toBeCloseTo(size / total, 10);
      });
    }
  });
  it('gives the same bytes for any order of the rows, for weight k as for k copies, and among rows of weight 0', async () => {
    const random = new Random(32);
    const order = Array.from(data.label.keys(), (row) => ({ row, at: random.next() })).sort((a, b) => a.at - b.at);
    const copies = order.flatMap(({ row }) => new Array<number>(data.weight[row]!).fill(row));
    const copied = takeDataset(data, copies);
    const weightless = takeDataset(data, [...order.map(({ row }) => row), 0, 1, 2]);
    weightless.weight.fill(0, data.label.length);
    for (const options of [{ l1: 0 }, { l1: 20 }]) {
      const expected = bytesOf(await logistic(options).fit(data));
      expect(bytesOf(await logistic(options).fit({ table: copied.table, label: copied.label }))).toBe(expected);
      expect(bytesOf(await logistic(options).fit(weightless))).toBe(expected);
    }
  });
  it('gives the same bytes for any order of rows whose weights are fractions', async () => {
    const weight = data.weight.map((value, i) => value / 7 + (i % 10) * 1e-3);
    const fractional = { ...data, weight };
    const backwards = takeDataset(fractional, Array.from(data.label.keys()).reverse());
    expect(bytesOf(await logistic().fit(backwards))).toBe(bytesOf(await logistic().fit(fractional)));
  });
  it('is of one content with many copies as with their weight', async () => {
    const few = Array.from({ length: 60_000 }, (_, i) => i % 300);
    const { table, label } = takeDataset(data, few);
    const once = takeDataset(data, few.slice(0, 300));
    const weighted = await logistic().fit({ ...once, weight: new Float64Array(300).fill(200) });
    expect(bytesOf(await logistic().fit({ table, label }))).toBe(bytesOf(weighted));
  });
  it('is interrupted between two passes', async () => {
    const controller = new AbortController();
    const fitting = logistic().fit(data, { signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(fitting).rejects.toThrow(expect.objectContaining({ code: 'interrupted' }));
  });
});
