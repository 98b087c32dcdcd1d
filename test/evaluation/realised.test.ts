import { expect, test } from 'vitest';
import { realised } from '../../src/evaluation/realised.ts';

test('what was expected is the sum of probabilities, with the counts that chance makes no surprise', () => {
  // Of 10 with 0.5 each the binomial has at most 2.5% at either end outside 2 to 8 (1.07% up to 1, 5.47% up to 2).
  expect(realised(new Float64Array(10).fill(0.5), 9)).toEqual({
    ...{ entries: 10, expected: 5, low: 2, high: 8, converted: 9, within: false },
  });
  expect(realised(new Float64Array(0), 0)).toEqual({
    ...{ entries: 0, expected: 0, low: 0, high: 0, converted: 0, within: true },
  });
});

test('of very many the interval is that of the normal distribution, rounded outwards', () => {
  // 5,000 with 0.1: mean 500, variance 450, 1.959964 standard deviations are 41.58.
  const many = realised(new Float64Array(5000).fill(0.1), 541);
  expect(many).toMatchObject({ entries: 5000, low: 458, high: 542, converted: 541, within: true });
  expect(many.expected).toBeCloseTo(500, 9);
});
