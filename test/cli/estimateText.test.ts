import { expect, it } from 'vitest';
import { estimateText } from '../../src/cli/estimateText.ts';

it('writes a figure with its interval, and one that is undefined as a dash alone', () => {
  expect(estimateText({ value: 0.7341, low: 0.712, high: 0.7558 })).toBe('0.734 (0.712 to 0.756)');
  expect(estimateText({ value: Number.NaN, low: Number.NaN, high: Number.NaN }, 2)).toBe('–');
  expect(estimateText({ value: 1.25, low: Number.NaN, high: Number.NaN }, 2)).toBe('1.25');
});
