import { expect, test } from 'vitest';
import { fitLogisticLine } from '../../src/numeric/logisticLine.ts';

const lineOf = (x: number[], positives: number[], copies = 1) =>
  fitLogisticLine(
    Float64Array.from(x),
    new Float64Array(x.length).fill(copies),
    Float64Array.from(positives, (count) => copies * count),
  );

test('a line through two shares has their log-odds', () => {
  const { intercept, slope } = lineOf([-1, 1], [0.25, 0.9], 20);
  expect(intercept - slope).toBeCloseTo(Math.log(1 / 3), 10);
  expect(intercept + slope).toBeCloseTo(Math.log(9), 10);
});

// Of these there is no most likely line: a steeper one is always more likely.
test.each([
  ['separates the classes', [7 / 3, -2, -1], [1, 0, 0]],
  ['separates them the other way', [-3, 1, 2], [1, 0, 0]],
  ['separates them but for one value that both have', [0, 1, 1, 2], [0, 0, 1, 1]],
  ['is constant', [1, 1, 1], [1, 0, 1]],
  ['has one class', [1, 2, 3], [1, 1, 1]],
])('there is no line where x %s, however often each entry counts', (_, x, positives) => {
  for (const copies of [1, 3, 10, 1000])
    expect(lineOf(x, positives, copies)).toEqual({ intercept: Number.NaN, slope: Number.NaN });
});
