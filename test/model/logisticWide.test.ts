import { describe, expect, it } from 'vitest';
import type { Dataset, FittedModel } from '../../src/model/estimator.ts';
import { growLogistic } from '../../src/model/logistic/growLogistic.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { createTable } from '../../src/table/table.ts';
import { categoryColumn, numberColumn, takeDataset } from '../contract/estimatorData.ts';

/** More columns than second derivatives are taken of, most of them the same in nearly all rows. */
function wideRows(rows: number): Required<Dataset> {
  const random = new Random(41);
  const draw = <T>(make: (row: number) => T) => Array.from({ length: rows }, (_, row) => make(row));
  const tags = Array.from({ length: 200 }, (_, at) =>
    numberColumn(
      `tag ${at}`,
      draw(() => (random.next() < 0.05 ? 1 : 0)),
    ),
  );
  const counts = Array.from({ length: 40 }, (_, at) =>
    numberColumn(
      `count ${at}`,
      draw(() => (random.next() < 0.1 ? random.integer(60) : -0)),
    ),
  );
  const levels = Array.from({ length: 40 }, (_, at) =>
    categoryColumn(
      `level ${at}`,
      draw(() => (random.next() < 0.9 ? 'most' : random.next() < 0.3 ? null : `level ${random.integer(3)}`)),
    ),
  );
  const mixed = Array.from({ length: 10 }, (_, at) => [
    numberColumn(
      `gaps ${at}`,
      draw(() => (random.next() < 0.1 ? Number.NaN : random.normal())),
    ),
    numberColumn(
      `mostly gaps ${at}`,
      draw(() => (random.next() < 0.92 ? Number.NaN : random.normal())),
    ),
    categoryColumn(
      `even ${at}`,
      draw(() => `side ${random.integer(2)}`),
    ),
  ]).flat();
  const table = createTable(rows, [...tags, ...counts, ...levels, ...mixed]);
  const [tag, count] = [tags[0]!, counts[0]!];
  if (tag.kind !== 'number' || count.kind !== 'number') throw new TypeError('a category');
  const label = Uint8Array.from(
    draw((row) => Number(random.next() < sigmoid(2 * tag.values[row]! + 0.05 * count.values[row]! - 1))),
  );
  return { table, label, weight: Float64Array.from(label, () => 1 + random.integer(3)) };
}

interface Parameters {
  readonly coefficients: readonly number[];
  readonly intercept: number;
  readonly fit: { readonly iterations: number };
}

const parametersOf = (model: FittedModel) => model.parameters() as Parameters;
const bytesOf = (model: FittedModel) => canonicalJson(model.parameters());

/** The penalised loss of a model, by its margins. */
function objective(model: FittedModel, { table, label, weight }: Required<Dataset>, l2: number): number {
  const loss = model
    .margins(table)
    .reduce((sum, margin, i) => sum + weight[i]! * Math.log1p(Math.exp(label[i] === 1 ? -margin : margin)), 0);
  return loss + (l2 / 2) * parametersOf(model).coefficients.reduce((sum, value) => sum + value * value, 0);
}

describe('of more columns than there are second derivatives for, a fit', () => {
  const data = wideRows(1200);

  it('is optimal in every direction', async () => {
    const model = await logistic({ l2: 3 }).fit(data);
    expect(model.warnings).toBeUndefined();
    const parameters = parametersOf(model);
    const random = new Random(42);
    const step = 1e-4;
    for (let direction = 0; direction < 6; direction++) {
      const moves = parameters.coefficients.map(() => random.normal());
      const along = (share: number) =>
        objective(
          logistic().load({
            ...parameters,
            coefficients: parameters.coefficients.map((value, j) => value + share * moves[j]!),
            intercept: parameters.intercept + share,
          }),
          data,
          3,
        );
      const [below, here, above] = [along(-step), along(0), along(step)];
      expect(Math.abs(above - below) / (2 * step)).toBeLessThan(1e-3);
      expect(above + below - 2 * here).toBeGreaterThan(0);
    }
  });
  it('has strengths that are the mean sizes of its contributions', async () => {
    const model = await logistic().fit(data);
    const total = data.weight.reduce((sum, weight) => sum + weight, 0);
    const { features, values } = model.contributions(data.table);
    features.forEach((_, at) => {
      const size = data.weight.reduce(
        (sum, weight, i) => sum + weight * Math.abs(values[i * features.length + at]!),
        0,
      );
      expect(model.importance()[at]!.strength).toBeCloseTo(size / total, 10);
    });
  });
  it('gives the same bytes for any order of the rows, for weight k as for k copies, and among rows of weight 0', async () => {
    const random = new Random(43);
    const order = Array.from(data.label.keys(), (row) => ({ row, at: random.next() })).sort((a, b) => a.at - b.at);
    const copied = takeDataset(
      data,
      order.flatMap(({ row }) => new Array<number>(data.weight[row]!).fill(row)),
    );
    const weightless = takeDataset(data, [...order.map(({ row }) => row), 0, 1, 2]);
    weightless.weight.fill(0, data.label.length);
    const expected = bytesOf(await logistic().fit(data));
    expect(bytesOf(await logistic().fit({ table: copied.table, label: copied.label }))).toBe(expected);
    expect(bytesOf(await logistic().fit(weightless))).toBe(expected);
  });
  it('gives the same bytes for any order of rows whose weights are fractions', async () => {
    const weight = data.weight.map((value, i) => value / 7 + (i % 10) * 1e-3);
    const fractional = { ...data, weight };
    const backwards = takeDataset(fractional, Array.from(data.label.keys()).reverse());
    expect(bytesOf(await logistic().fit(backwards))).toBe(bytesOf(await logistic().fit(fractional)));
  });
  it('is interrupted between two steps', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(logistic().fit(data, { signal: controller.signal })).rejects.toThrow(
      expect.objectContaining({ code: 'interrupted' }),
    );
  });
});

it('converges in few steps where many columns say much the same', async () => {
  const random = new Random(44);
  const rows = 600;
  const shared = Array.from({ length: 20 }, () => Float64Array.from({ length: rows }, () => random.normal()));
  const columns = Array.from({ length: 400 }, (_, j) =>
    numberColumn(
      `x${j}`,
      shared[j % shared.length]!.map((value) => value + 0.2 * random.normal()),
    ),
  );
  const label = Uint8Array.from(shared[0]!, (value) => Number(random.next() < sigmoid(value)));
  const model = await logistic().fit({ table: createTable(rows, columns), label });
  expect(model.warnings).toBeUndefined();
  expect(parametersOf(model).fit.iterations).toBeLessThan(150);
});

describe('the penalty of a wide design', () => {
  const all = wideRows(800);
  const part = (from: number, to: number) =>
    takeDataset(
      all,
      Array.from({ length: to - from }, (_, at) => from + at),
    );
  const [rows, validation] = [part(0, 500), part(500, 800)];
  const parametersOf = (model: FittedModel) => model.parameters() as Parameters & { fit: { l2: number } };

  it('is weakened step by step until the validation rows lose, and each step is the optimum of its penalty', async () => {
    const { losses, first } = await growLogistic(rows, {}, { validation });
    const least = losses.indexOf(Math.min(...losses));
    expect(losses.slice(0, least + 1).toSorted((a, b) => b - a)).toEqual(losses.slice(0, least + 1));
    expect(losses.length).toBe(Math.min(least + 2, 5));
    for (const [at, l2] of [1000, 300, 100, 30, 10].slice(0, losses.length).entries()) {
      const { coefficients, fit } = parametersOf(first(at + 1));
      expect(fit.l2).toBe(l2);
      const alone = parametersOf(await logistic({ l2 }).fit(rows));
      expect(Math.max(...coefficients.map((one, j) => Math.abs(one - alone.coefficients[j]!)))).toBeLessThan(1e-6);
    }
    // Twenty columns to a telling one are better kept short.
    expect(least).toBeLessThan(4);
  });

  it.each([
    ['another one is asked for', rows, { l2: 5 }],
    ['there is a lasso', rows, { l1: 3 }],
    ['there are few columns', { ...rows, table: createTable(500, rows.table.columns.slice(0, 30)) }, {}],
  ] as const)('is the one that is given where %s', async (_, data, options) => {
    const { losses, first } = await growLogistic(data, options, { validation });
    expect(losses).toEqual([]);
    expect(canonicalJson(first(0).parameters())).toBe(canonicalJson((await logistic(options).fit(data)).parameters()));
  });
});
