import { expect, test } from 'vitest';
import { anyConverts } from '../../../src/ranking/accounts/anyConverts.ts';
import { fc } from '../../property/fastCheck.ts';

const of = (probabilities: readonly number[], dependence: number) => {
  const descending = Float64Array.from(probabilities).sort().reverse();
  return anyConverts(descending, 0, descending.length, dependence);
};

test('each contact on its own, exact for tiny probabilities', () => {
  expect(of([0.5, 0.5], 0)).toBe(0.75);
  expect(of([0.1, 0.2, 0.3], 0)).toBeCloseTo(1 - 0.9 * 0.8 * 0.7, 15);
  expect(of(new Array(1000).fill(1e-12), 0)).toBeCloseTo(1e-9, 17);
});

test('at the ends, the best contact, and all of them added up', () => {
  expect(of([0.1, 0.2, 0.3], 1)).toBe(0.3);
  expect(of([0.1, 0.2, 0.3], -1)).toBeCloseTo(0.6, 15);
  expect(of([0.6, 0.7], -1)).toBe(1);
});

// By Simpson's rule over the gamma density of the shared effect, in place of its closed form. The shape 1 / v is a whole number.
test.each([
  [1, [0.1, 0.2, 0.3]],
  [2, [0.05, 0.3]],
  [4, [0.9, 0.02, 0.4, 0.4]],
])('a shared gamma effect of shape %i, integrated over', (shape, probabilities) => {
  const variance = 1 / shape;
  const hazards = probabilities.map((p) => ((1 - p) ** -variance - 1) / variance);
  const all = hazards.reduce((sum, hazard) => sum + hazard, 0);
  const factorial = [1, 1, 2, 6][shape - 1]!;
  const density = (z: number) => (shape ** shape * z ** (shape - 1) * Math.exp(-shape * z)) / factorial;
  const steps = 20_000;
  const width = 60 / steps;
  let none = 0;
  for (let step = 0; step <= steps; step++) {
    const weight = step === 0 || step === steps ? 1 : step % 2 === 1 ? 4 : 2;
    none += (weight * density(step * width) * Math.exp(-step * width * all) * width) / 3;
  }
  expect(of(probabilities, variance / (1 + variance))).toBeCloseTo(1 - none, 9);
});

test('never rises where the dependence rises, and stays within the bounds of every joint distribution', () => {
  const probability = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 1e-300, 1 - 1e-16));
  const dependence = fc.oneof(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(-1, 0, 1, 1 - 1e-16, 1e-300),
  );
  fc.assert(
    fc.property(fc.array(probability, { minLength: 1, maxLength: 12 }), dependence, dependence, (all, one, other) => {
      const [less, more] = [of(all, Math.min(one, other)), of(all, Math.max(one, other))];
      expect(more).toBeLessThanOrEqual(less + 1e-12);
      expect(more).toBeGreaterThanOrEqual(Math.max(...all));
      expect(less).toBeLessThanOrEqual(Math.min(1, all.reduce((sum, p) => sum + p, 0) * (1 + 1e-15)));
    }),
  );
});
