import { expect, test } from 'vitest';
import { momentumOf } from '../../../src/qualification/activity/momentum.ts';

// By scipy 1.17.1: binom.sf(now - 1, now + before, 0.25) and binom.cdf(now, now + before, 0.25).
test.each([
  [0, 0, null],
  [3, 0, 'new'],

  [3, 1, 'steady'], // P(X ≥ 3) of 4 = 0.0508
  [4, 1, 'heating'], // P(X ≥ 4) of 5 = 0.0156
  [8, 10, 'steady'], // P(X ≥ 8) of 18 = 0.0569
  [9, 10, 'heating'], // P(X ≥ 9) of 19 = 0.0287
  [0, 10, 'steady'], // P(X ≤ 0) of 10 = 0.0563
  [0, 11, 'cooling'], // P(X ≤ 0) of 11 = 0.0422
  [2, 20, 'steady'], // P(X ≤ 2) of 22 = 0.0606
  [2, 21, 'cooling'], // P(X ≤ 2) of 23 = 0.0492
  [10, 30, 'steady'],
  [1000, 3000, 'steady'],
  [1100, 3000, 'heating'],
] as const)('%i this week against %i in the three before: %s', (now, before, momentum) => {
  expect(momentumOf(now, before)).toBe(momentum);
});
