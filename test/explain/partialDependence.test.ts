import { describe, expect, test } from 'vitest';
import { meanContributions } from '../../src/explain/meanContributions.ts';
import { partialDependence } from '../../src/explain/partialDependence.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { type Column, createTable, type Table } from '../../src/table/table.ts';

const numbers = (name: string, values: Iterable<number>): Column => ({
  kind: 'number',
  name,
  values: Float64Array.from(values),
});

async function fitted() {
  const random = new Random(8);
  const rows = 500;
  const x = Array.from({ length: rows }, () => Math.round(10 * random.normal()) / 10);
  const z = Array.from({ length: rows }, (_, row) => 0.5 * x[row]! + random.normal());
  const label = Uint8Array.from(x, (value, row) => Number(random.next() < sigmoid(value - 0.7 * z[row]! - 0.5)));
  const table = createTable(rows, [numbers('x', x), numbers('z', z)]);
  const model = await logistic().fit({ table, label });
  const { intercept, coefficients } = model.parameters() as { intercept: number; coefficients: number[] };
  const moments = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows) };
  };
  // Standardised columns, none missing: β (value − mean) / deviation is the share of a feature.
  const termOf = (values: readonly number[], at: number) => {
    const { mean, deviation } = moments(values);
    return (value: number) => (coefficients[at]! * (value - mean)) / deviation;
  };
  return { table, model, x, z, intercept, ofX: termOf(x, 0), ofZ: termOf(z, 1) };
}

test('mean |SHAP| of a logistic regression is the mean of its absolute terms', async () => {
  const { table, model, x, z, ofX, ofZ } = await fitted();
  const means = meanContributions(model, table);
  const meanOf = (values: readonly number[], term: (value: number) => number) =>
    values.reduce((sum, value) => sum + Math.abs(term(value)), 0) / values.length;
  expect([...means.keys()]).toEqual(['x', 'z']);
  expect(means.get('x')).toBeCloseTo(meanOf(x, ofX), 10);
  expect(means.get('z')).toBeCloseTo(meanOf(z, ofZ), 10);
});

describe('partial dependence', () => {
  test('of a logistic regression is the mean of the sigmoid along its line', async () => {
    const { table, model, x, z, intercept, ofX, ofZ } = await fitted();
    const predict = (rows: Table) => model.margins(rows).map(sigmoid);
    const { points, missing, others } = partialDependence(predict, table, table, 'x');
    expect(points).toHaveLength(20);
    expect(points[0]!.value).toBe(Math.min(...x));
    expect(points.at(-1)!.value).toBe(Math.max(...x));
    for (const { value, probability } of points) {
      const mean = z.reduce((sum, one) => sum + sigmoid(intercept + ofX(value as number) + ofZ(one)), 0) / z.length;
      expect(probability).toBeCloseTo(mean, 10);
    }
    expect([missing, others]).toEqual([undefined, undefined]);
  });

  test('says which share of the rows is nearest to each value', async () => {
    const { table, x } = await fitted();
    const { points } = partialDependence((rows) => new Float64Array(rows.rows), table, table, 'x');
    const grid = points.map(({ value }) => value as number);
    const nearest = (one: number) =>
      grid.reduce((best, value, at) => (Math.abs(value - one) < Math.abs(grid[best]! - one) ? at : best), 0);
    const counts = grid.map(() => 0);
    for (const one of x) counts[nearest(one)]! += 1;
    expect(points.map(({ share }) => share * x.length)).toEqual(counts.map((count) => expect.closeTo(count, 9)));
    expect(grid).toEqual([...new Set(grid)].sort((a, b) => a - b));
    // Values in steps of a tenth of a deviation are dense in the middle: the grid follows the rows.
    expect(Math.max(...counts) / x.length).toBeLessThan(0.15);
  });

  test('shows of a count that is mostly 0 its higher values, and what is missing on its own', () => {
    const values = [
      ...Array(900).fill(0),
      ...Array.from({ length: 90 }, (_, i) => i + 1),
      ...Array(10).fill(Number.NaN),
    ];
    const table = createTable(1000, [numbers('count', values)]);
    const predict = ({ columns: [column] }: Table) =>
      (column as { values: Float64Array }).values.map((value) => (Number.isNaN(value) ? 0.5 : value / 1000));
    const { points, missing } = partialDependence(predict, table, table, 'count', { values: 10 });
    expect(points).toHaveLength(10);
    expect(points[0]).toEqual({ value: 0, probability: 0, share: expect.closeTo(0.9, 1) });
    expect(points.at(-1)!.value).toBe(90);
    for (const { value, probability } of points) expect(probability).toBeCloseTo((value as number) / 1000, 12);
    expect(points.reduce((sum, { share }) => sum + share, missing!.share)).toBeCloseTo(1, 12);
    expect(missing).toEqual({ probability: 0.5, share: 0.01 });
  });

  test('takes few values as they are', () => {
    const table = createTable(4, [numbers('flag', [1, 0, 0, 1])]);
    const predict = ({ rows }: Table) => new Float64Array(rows).fill(0.25);
    expect(partialDependence(predict, table, table, 'flag').points).toEqual([
      { value: 0, probability: 0.25, share: 0.5 },
      { value: 1, probability: 0.25, share: 0.5 },
    ]);
  });

  test('of a category goes by its most frequent levels, the others together in their shares', () => {
    const levels = ['never', 'c', 'b', 'a', 'd', 'e'];
    const probabilities = [0.9, 0.3, 0.2, 0.1, 0.4, 0.8];
    const codes = Int32Array.from([3, 3, 3, 3, 2, 2, 2, 1, 1, 4, 4, 5, -1, 3, 2, 1].concat(Array(4).fill(3)));
    const table = createTable(codes.length, [{ kind: 'category', name: 'letter', codes, levels }]);
    const predict = ({ columns: [column] }: Table) =>
      Float64Array.from((column as { codes: Int32Array }).codes, (code) => (code < 0 ? 0.7 : probabilities[code]!));
    const { points, others, missing } = partialDependence(predict, table, table, 'letter', { levels: 2 });
    expect(points).toEqual([
      { value: 'a', probability: expect.closeTo(0.1, 12), share: 9 / 20 },
      { value: 'b', probability: expect.closeTo(0.2, 12), share: 4 / 20 },
    ]);
    // c three times, d twice, e once; over 20 rows in turn, three whole turns and the first two once more.
    const turn = [0.3, 0.3, 0.4, 0.4, 0.8, 0.3];
    const mean = Array.from({ length: 20 }, (_, row) => turn[row % 6]!).reduce((sum, p) => sum + p / 20, 0);
    expect(others).toEqual({ levels: 3, probability: expect.closeTo(mean, 12), share: 6 / 20 });
    expect(missing).toEqual({ probability: expect.closeTo(0.7, 12), share: 1 / 20 });
  });

  test('leaves the rows as they were', async () => {
    const { table, model, x } = await fitted();
    partialDependence((rows) => model.margins(rows), table, table, 'x');
    expect(table.columns[0]).toEqual(numbers('x', x));
  });
});
