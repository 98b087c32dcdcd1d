import { expect, it } from 'vitest';
import { strongestFirst } from '../../src/training/strongestFirst.ts';
import type { FeatureStrength } from '../../src/training/trainingResult.ts';
import { sampleCalibrationReport } from '../report/sampleCalibration.ts';

it('orders by what shuffling costs, then by the own measure of the model', () => {
  const [given] = sampleCalibrationReport().strengths;
  const rise = (value: number) => ({ ...given!.permutation!, logLoss: { value, low: value, high: value } });
  const { permutation: _, ...plain } = given!;
  const of = (feature: string, strength: number, value?: number): FeatureStrength => ({
    ...plain,
    ...{ feature, strength },
    ...(value === undefined ? {} : { permutation: rise(value) }),
  });
  const ordered = strongestFirst([of('large', 9), of('low', 5, 0.1), of('small', 1), of('high', 2, 0.3)]);
  expect(ordered.map(({ feature }) => feature)).toEqual(['high', 'low', 'large', 'small']);
});
