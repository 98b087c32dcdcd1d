import { describe, expect, test } from 'vitest';
import { Random } from '../../src/numeric/random.ts';
import { readGolden } from '../golden/readGolden.ts';
import { fc } from '../property/fastCheck.ts';

const golden = readGolden<{ words: { seed: number; words: number[] }[] }>('metrics_numeric');

function moments(n: number, draw: () => number): { mean: number; variance: number } {
  const values = Array.from({ length: n }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n };
}

describe('Random', () => {
  test.each(golden.words)('gives the words of xoshiro128** for seed $seed', ({ seed, words }) => {
    const random = new Random(seed);
    expect(words.map(() => random.uint32())).toEqual(words);
  });

  test('makes its doubles of 53 bits from two words', () => {
    const [first, second] = golden.words[1]!.words;
    const expected = Number((BigInt(first! >>> 5) << 26n) | BigInt(second! >>> 6)) / 2 ** 53;
    expect(new Random(1).next()).toBe(expected);
  });

  test.each([1.5, Number.NaN, Infinity, 2 ** 53])('refuses the seed %s', (seed) => {
    expect(() => new Random(seed)).toThrow(RangeError);
  });

  test('draws whole numbers evenly within their range', () => {
    const random = new Random(3);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) {
      const draw = random.integer(7);
      counts[draw] = counts[draw]! + 1;
    }
    // 5 standard deviations of a binomial count.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(10_000 * (6 / 7)));
  });

  test('draws many whole numbers as it draws them one by one', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: 2 ** 31 }), fc.nat(50), (seed, n, count) => {
        const [many, single] = [new Random(seed), new Random(seed)];
        const drawn = new Int32Array(count);
        many.integers(n, drawn);
        expect([...drawn]).toEqual(Array.from(drawn, () => single.integer(n)));
        expect(many.uint32()).toBe(single.uint32());
      }),
    );
    for (const n of [0, 1.5, 2 ** 31 + 1])
      expect(() => new Random(1).integers(n, new Int32Array(1))).toThrow(RangeError);
  });

  test('draws whole numbers from any range up to 2^53 − 1, and no other', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (seed, n) => {
        const draw = new Random(seed).integer(n);
        expect(Number.isSafeInteger(draw) && draw >= 0 && draw < n).toBe(true);
      }),
    );
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 53]) expect(() => new Random(1).integer(n)).toThrow(RangeError);
  });

  test.each([
    { name: 'normal', mean: 0, variance: 1, draw: (random: Random) => random.normal() },
    { name: 'exponential', mean: 1, variance: 1, draw: (random: Random) => random.exponential() },
    { name: 'uniform', mean: 0.5, variance: 1 / 12, draw: (random: Random) => random.next() },
    { name: 'Poisson 0.3', mean: 0.3, variance: 0.3, draw: (random: Random) => random.poisson(0.3) },
    { name: 'Poisson 9.9', mean: 9.9, variance: 9.9, draw: (random: Random) => random.poisson(9.9) },
    { name: 'Poisson 10', mean: 10, variance: 10, draw: (random: Random) => random.poisson(10) },
    { name: 'Poisson 250', mean: 250, variance: 250, draw: (random: Random) => random.poisson(250) },
  ])('$name has its mean and variance', ({ mean, variance, draw }) => {
    const random = new Random(11);
    const n = 40_000;
    const found = moments(n, () => draw(random));
    expect(Math.abs(found.mean - mean)).toBeLessThan(5 * Math.sqrt(variance / n));
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.06);
  });

  test.each([4, 30])('Poisson %d has its probabilities', (mean) => {
    const random = new Random(5);
    const n = 50_000;
    const counts = new Map<number, number>();
    for (let i = 0; i < n; i++) {
      const draw = random.poisson(mean);
      counts.set(draw, (counts.get(draw) ?? 0) + 1);
    }
    let probability = Math.exp(-mean);
    for (let k = 0; k < mean * 2; k++) {
      const spread = Math.sqrt(n * probability * (1 - probability)) + 1;
      expect(Math.abs((counts.get(k) ?? 0) - n * probability)).toBeLessThan(5 * spread);
      probability *= mean / (k + 1);
    }
  });

  test.each([-1, Number.NaN, Infinity])('refuses the Poisson mean %s', (mean) => {
    expect(() => new Random(1).poisson(mean)).toThrow(RangeError);
  });

  test('forks by seed and label, whatever was drawn before', () => {
    const random = new Random(9);
    const before = random.fork('a').uint32();
    random.next();
    expect(random.fork('a').uint32()).toBe(before);
    expect(random.fork('b').uint32()).not.toBe(before);
    expect(random.fork('a').fork('a').uint32()).not.toBe(before);
    expect(new Random(10).fork('a').uint32()).not.toBe(before);
  });
});
