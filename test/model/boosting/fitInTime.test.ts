import { expect, test } from 'vitest';
import { fitInTime } from '../../../src/model/boosting/fitInTime.ts';
import { ensembleOf } from '../../../src/model/boosting/gradientBoosting.ts';
import { Random } from '../../../src/numeric/random.ts';
import { createTable } from '../../../src/table/table.ts';

const random = new Random(1);
/** Rows of ten dates; every other row counts three times, and only those say that `x` decides. */
const drawn = Array.from({ length: 1000 }, (_, row) => {
  const x = random.next();
  const times = row % 2 === 0 ? 3 : 1;
  return { x, times, label: random.next() < (times === 3 ? x : 0.5) ? 1 : 0, asOf: Math.floor(row / 100) };
});

function dataset(rows: typeof drawn) {
  const values = Float64Array.from(rows, ({ x }) => x);
  return {
    table: createTable(rows.length, [{ kind: 'number', name: 'x', values }]),
    label: Uint8Array.from(rows, ({ label }) => label),
    asOf: Float64Array.from(rows, ({ asOf }) => asOf),
  };
}

test('a row of weight three is three rows, also while the later dates tell how many trees are enough', async () => {
  const options = { trees: 60, maxLeaves: 6, patience: 5, seed: 1 };
  const weighted = { ...dataset(drawn), weight: Float64Array.from(drawn, ({ times }) => times) };
  const repeated = dataset(drawn.flatMap((one) => Array.from({ length: one.times }, () => one)));
  const [one, other, unweighted] = await Promise.all(
    [weighted, repeated, dataset(drawn)].map((rows) => fitInTime(rows, options, {})),
  );
  const trees = [one, other, unweighted].map((model) => ensembleOf(model!).trees.length);
  expect(trees[0]).toBe(trees[1]);
  expect(trees[0]).toBeLessThan(60);
  expect(trees[0]).not.toBe(trees[2]);
  expect(one!.parameters()).toEqual(other!.parameters());
});
