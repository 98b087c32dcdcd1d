import { describe, expect, it } from 'vitest';
import type { Dataset, FittedModel } from '../../src/model/estimator.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { createTable } from '../../src/table/table.ts';
import { categoryColumn, crmDataset, numberColumn } from '../contract/estimatorData.ts';
import { fc } from '../property/fastCheck.ts';

/** Correlated normal numbers, within ±20, and labels that depend on the first of them. */
function normalDataset(rows: number, width: number, seed: number): Dataset {
  const random = new Random(seed);
  const shared = Float64Array.from({ length: rows }, () => random.normal());
  const columns = Array.from({ length: width }, (_, j) =>
    numberColumn(
      `x${j}`,
      shared.map((value) => (j % 3) * 0.5 * value + random.normal()),
    ),
  );
  const label = Uint8Array.from(shared, (value, i) => (random.next() < sigmoid(value - 1 + (i % 2)) ? 1 : 0));
  label[0] = 0;
  label[1] = 1;
  return { table: createTable(rows, columns), label };
}

interface Parameters {
  readonly encodings: readonly { readonly mean: number; readonly deviation: number }[];
  readonly coefficients: readonly number[];
}

/** How far from optimal: the largest component of the least subgradient over coefficients and intercept. */
function optimalityGap(model: FittedModel, data: Dataset, l1: number, l2: number): number {
  const { encodings, coefficients } = model.parameters() as Parameters;
  const residual = model.margins(data.table).map((margin, i) => sigmoid(margin) - data.label[i]!);
  const gaps = coefficients.map((coefficient, j) => {
    const column = data.table.columns[j]!;
    if (column.kind !== 'number') throw new TypeError('numbers only');
    const { mean, deviation } = encodings[j]!;
    const gradient = residual.reduce(
      (sum, value, i) => sum + (value * (column.values[i]! - mean)) / deviation,
      l2 * coefficient,
    );
    return coefficient === 0 ? Math.max(Math.abs(gradient) - l1, 0) : Math.abs(gradient + l1 * Math.sign(coefficient));
  });
  return Math.max(Math.abs(residual.reduce((sum, value) => sum + value, 0)), ...gaps);
}

const rarer = ({ label }: Dataset) => {
  const positives = label.reduce((sum, value) => sum + value, 0);
  return Math.min(positives, label.length - positives);
};

describe('the fit is optimal', () => {
  it('for any data and penalty', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          rows: fc.integer({ min: 2, max: 80 }),
          width: fc.integer({ min: 1, max: 12 }),
          seed: fc.integer({ min: 0, max: 1e6 }),
          l2: fc.constantFrom(1e-3, 0.1, 1, 30),
          l1: fc.constantFrom(0, 0.1, 2, 50),
        }),
        async ({ rows, width, seed, l1, l2 }) => {
          const data = normalDataset(rows, width, seed);
          const model = await logistic({ l1, l2 }).fit(data);
          expect(model.warnings).toBeUndefined();
          expect(optimalityGap(model, data, l1, l2)).toBeLessThan(1.1e-8 * rarer(data) + 1e-12);
        },
      ),
    );
  });
  it.each([
    { rows: 400, width: 320, l1: 0, l2: 1 },
    { rows: 100, width: 900, l1: 0, l2: 0.01 },
    { rows: 400, width: 320, l1: 4, l2: 1 },
    { rows: 200, width: 1500, l1: 3, l2: 0.1 },
  ])('with more columns than a matrix is made of: %o', async ({ rows, width, l1, l2 }) => {
    const data = normalDataset(rows, width, 5);
    const model = await logistic({ l1, l2 }).fit(data);
    expect(model.warnings).toBeUndefined();
    expect(optimalityGap(model, data, l1, l2)).toBeLessThan(1.1e-8 * rarer(data) + 1e-12);
  });
  it('with a column twice: both get the same coefficient', async () => {
    const { table, label } = normalDataset(100, 2, 6);
    const twice = createTable(100, [...table.columns, { ...table.columns[0]!, name: 'again' }]);
    const model = await logistic({ l2: 1 }).fit({ table: twice, label });
    const { coefficients } = model.parameters() as Parameters;
    expect(coefficients[2]).toBeCloseTo(coefficients[0]!, 7);
  });
  it('where l1 leaves nothing: the base rate', async () => {
    const data = normalDataset(100, 3, 7);
    const model = await logistic({ l1: 1e4, l2: 1 }).fit(data);
    const positives = data.label.reduce((sum, value) => sum + value, 0);
    expect((model.parameters() as Parameters).coefficients).toEqual([0, 0, 0]);
    for (const margin of model.margins(data.table))
      expect(margin).toBeCloseTo(Math.log(positives / (100 - positives)), 10);
  });
});

describe('categories and missing values are fitted as the indicators they stand for', () => {
  it.each([
    { features: 3, l1: 0 },
    { features: 3, l1: 2 },
    { features: 80, l1: 0 },
    { features: 80, l1: 2 },
  ])('$features features, l1 = $l1', async ({ features, l1 }) => {
    const rows = 150;
    const random = new Random(12);
    const levels = ['a', 'b', 'c'];
    const categories = Array.from({ length: features }, () =>
      Array.from({ length: rows }, () => (random.next() < 0.2 ? null : levels[random.integer(3)]!)),
    );
    const numbers = categories.map((values) => values.map((value) => (value === null ? Number.NaN : random.normal())));
    const label = Uint8Array.from(numbers[0]!, (value, i) => (categories[1]![i] === 'a' || value > 1 ? 1 : 0));
    const asGiven = createTable(rows, [
      ...categories.map((values, j) => categoryColumn(`c${j}`, values)),
      ...numbers.map((values, j) => numberColumn(`x${j}`, values)),
    ]);
    const spelledOut = createTable(rows, [
      ...categories.flatMap((values, j) =>
        [...levels, null].map((level) =>
          numberColumn(
            `c${j} ${level}`,
            values.map((value) => (value === level ? 1 : 0)),
          ),
        ),
      ),
      ...numbers.flatMap((values, j) => {
        const present = values.filter((value) => !Number.isNaN(value));
        const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
        return [
          numberColumn(
            `x${j}`,
            values.map((value) => (Number.isNaN(value) ? mean : value)),
          ),
          numberColumn(
            `x${j} missing`,
            values.map((value) => (Number.isNaN(value) ? 1 : 0)),
          ),
        ];
      }),
    ]);
    const fitted = await logistic({ l1, l2: 1 }).fit({ table: asGiven, label });
    const expected = (await logistic({ l1, l2: 1 }).fit({ table: spelledOut, label })).margins(spelledOut);
    fitted.margins(asGiven).forEach((margin, i) => {
      expect(margin).toBeCloseTo(expected[i]!, 6);
    });
  });
});

describe('a fitted model', () => {
  it('has contributions of weighted mean 0, whose mean size is the strength', async () => {
    const data = crmDataset(300, 8);
    const model = await logistic().fit(data);
    const { features, values } = model.contributions(data.table);
    const total = data.weight.reduce((sum, value) => sum + value, 0);
    features.forEach((feature, at) => {
      let sum = 0;
      let size = 0;
      for (let row = 0; row < 300; row++) {
        sum += data.weight[row]! * values[row * features.length + at]!;
        size += data.weight[row]! * Math.abs(values[row * features.length + at]!);
      }
      expect(sum / total).toBeCloseTo(0, 10);
      expect(model.importance()[at]).toEqual({ feature, strength: expect.closeTo(size / total, 10) });
    });
  });
  it('predicts as many positives as there were, by weight', async () => {
    const data = crmDataset(300, 9);
    const margins = (await logistic().fit(data)).margins(data.table);
    const expected = data.label.reduce((sum, label, i) => sum + label * data.weight[i]!, 0);
    const predicted = margins.reduce((sum, margin, i) => sum + sigmoid(margin) * data.weight[i]!, 0);
    expect(predicted).toBeCloseTo(expected, 5);
  });
  it('says so when the fit did not converge, also after loading', async () => {
    const model = await logistic({ maxIterations: 1, l2: 0.01 }).fit(normalDataset(100, 3, 10));
    expect(model.warnings).toMatchObject([{ kind: 'not-converged' }]);
    expect(logistic().load(model.parameters()).warnings).toEqual(model.warnings);
  });
});

it('refuses options out of range', () => {
  for (const options of [{ l2: 0 }, { l2: -1 }, { l2: Number.NaN }, { l1: -1 }, { tolerance: 0 }, { maxIterations: 0 }])
    expect(() => logistic(options)).toThrow(expect.objectContaining({ code: 'config' }));
});

it('refuses what would not fit in memory, before taking it', async () => {
  const rows = 4_000;
  const random = new Random(11);
  const values = Float64Array.from({ length: rows }, () => random.normal());
  const columns = Array.from({ length: 34_000 }, (_, j) => ({ kind: 'number' as const, name: `x${j}`, values }));
  const label = Uint8Array.from(values, (value) => (value > 0 ? 1 : 0));
  await expect(logistic().fit({ table: createTable(rows, columns), label })).rejects.toMatchObject({
    code: 'resource',
  });
});
