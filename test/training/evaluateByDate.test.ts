import { expect, test } from 'vitest';
import { evaluateByDate } from '../../src/training/evaluateByDate.ts';

const march = Date.UTC(2026, 2, 1) * 1000;
const april = Date.UTC(2026, 3, 1) * 1000;

test('rows without a time are of no date, and change nothing at the dates of the others', () => {
  const dated = {
    probabilities: Float64Array.of(0.2, 0.6, 0.4),
    label: Uint8Array.of(0, 1, 0),
    dates: Float64Array.of(march, march, april),
  };
  const beside = {
    probabilities: Float64Array.of(0.9, 0.2, 0.6, 0.9, 0.4),
    label: Uint8Array.of(1, 0, 1, 0, 0),
    dates: Float64Array.of(Number.NaN, march, march, Number.NaN, april),
  };
  const calendar = { cutoffs: { every: 'month' } } as const;
  const byDate = evaluateByDate(beside, calendar);
  expect(byDate).toEqual(evaluateByDate(dated, calendar));
  expect(byDate.map(({ asOf, rows, positives }) => [asOf, rows, positives])).toEqual([
    [march, 2, 1],
    [april, 1, 0],
  ]);
});
