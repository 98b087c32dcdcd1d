import { expect, test } from 'vitest';
import { permutation } from '../../src/numeric/permutation.ts';
import { Random } from '../../src/numeric/random.ts';

test('a permutation holds every number once', () => {
  for (const n of [0, 1, 2, 57]) {
    const order = permutation(n, new Random(n));
    expect(order.toSorted()).toEqual(Int32Array.from({ length: n }, (_, i) => i));
  }
});

test('every order is equally likely', () => {
  const random = new Random(12);
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = permutation(4, random).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  // 99.9% quantile with 23 degrees of freedom.
  expect(chiSquare).toBeLessThan(49.7);
});
