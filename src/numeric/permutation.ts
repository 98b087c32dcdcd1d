import type { Random } from './random.ts';

/**
 * The numbers 0 … n − 1 in random order, every order equally likely (Fisher and Yates); the first k of them are a sample of k without
 * replacement.
 *
 * @example permutation(3, new Random(1)) // such as Int32Array [2, 0, 1]
 */
export function permutation(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const moved = order[last]!;
    order[last] = order[other]!;
    order[other] = moved;
  }
  return order;
}
