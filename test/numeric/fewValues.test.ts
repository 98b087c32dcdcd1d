import { expect, test } from 'vitest';
import { fewValues } from '../../src/numeric/fewValues.ts';
import { Random } from '../../src/numeric/random.ts';
import { sortedValues } from '../../src/numeric/sortedValues.ts';

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

test.each([2, 16, 17, 400])('numbers at rows ascend, whether %i of them differ', (different) => {
  const random = new Random(different);
  const numbers = Float64Array.from({ length: 900 }, () => {
    const drawn = random.integer(different + 1);
    return drawn === different ? Number.NaN : drawn - 3;
  });
  const rows = Int32Array.from({ length: 600 }, (_, at) => (at * 7) % 900);
  const expected = Array.from(rows, (row) => numbers[row]!).filter((value) => !Number.isNaN(value));
  expect(sortedValues(numbers, rows)).toEqual(Float64Array.from(expected.sort((a, b) => a - b)));
});
