import { expect, test } from 'vitest';
import { boostingFamily } from '../../../src/model/boosting/boostingFamily.ts';
import type { Dataset } from '../../../src/model/estimator.ts';
import { Random } from '../../../src/numeric/random.ts';
import { createTable } from '../../../src/table/table.ts';

function rowsOf(rows: number, rarer: number): Dataset & { readonly asOf: Float64Array } {
  const random = new Random(1);
  const values = Float64Array.from({ length: rows }, () => random.next());
  return {
    table: createTable(rows, [{ kind: 'number', name: 'x', values }]),
    label: Uint8Array.from({ length: rows }, (_, row) => Number(row < rarer)),
    asOf: Float64Array.from({ length: rows }, (_, row) => row),
  };
}

async function optionsOf(data: ReturnType<typeof rowsOf>, settings = {}) {
  const grown = await boostingFamily.grow!(data, settings, 1, { validation: data });
  return (grown.first(1).parameters() as { options: { maxLeaves: number; columnSample: number } }).options;
}

test('trees are larger and see more columns the more rows there are of the rarer class', async () => {
  const found = [];
  for (const [rows, rarer] of [
    [500, 60],
    [2000, 160],
    [8000, 1000],
    [8000, 4000],
    [40_000, 16_000],
  ] as const) {
    const { maxLeaves, columnSample } = await optionsOf(rowsOf(rows, rarer), { learningRate: 1 });
    found.push([maxLeaves, Number(columnSample.toFixed(2))]);
  }
  expect(found).toEqual([
    [4, 0.5],
    [4, 0.5],
    [9, 0.5],
    [17, 0.65],
    [31, 0.95],
  ]);
});

test('a row of weight three is three rows, also of the rarer class', async () => {
  const data = rowsOf(4000, 1000);
  const weighted = { ...data, weight: new Float64Array(4000).fill(3) };
  expect((await optionsOf(weighted)).maxLeaves).toBe((await optionsOf(rowsOf(12_000, 3000))).maxLeaves);
  expect((await optionsOf(weighted)).maxLeaves).toBeGreaterThan((await optionsOf(data)).maxLeaves);
});
