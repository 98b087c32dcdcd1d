import { expect, test } from 'vitest';
import { fewValues } from '../../src/numeric/fewValues.ts';

const values = Float64Array.of(3, -0, Number.NaN, 0, 3, -2, 7);

test('the distinct numbers at rows ascend, without those that are missing', () => {
  expect(fewValues(values, Int32Array.of(0, 1, 2, 3, 4, 5))).toEqual(Float64Array.of(-2, 0, 3));
  expect(fewValues(values, Int32Array.of(2))).toEqual(new Float64Array());
});

test('more of them than a few are none', () => {
  const rows = Int32Array.of(0, 1, 5, 6);
  expect(fewValues(values, rows, 4)).toEqual(Float64Array.of(-2, 0, 3, 7));
  expect(fewValues(values, rows, 3)).toBeNull();
});
