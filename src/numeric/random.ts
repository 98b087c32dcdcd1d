import { hash32 } from './hash.ts';
import { logFactorial, normalQuantile } from './special.ts';

const mask64 = (1n << 64n) - 1n;

/**
 * Seeded random numbers: the same seed gives the same numbers on every machine.
 *
 * xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c); its four words are the first two
 * outputs of splitmix64 started at the seed, each low half first.
 *
 * @example new Random(42).fork('bootstrap').integer(10)
 */
export class Random {
  readonly #seed: number;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** @param seed any whole number exact in a double. @throws RangeError otherwise. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a whole number within ±(2^53 − 1), not ${seed}`);
    this.#seed = seed;
    const [first, second] = splitmix64(BigInt(seed) & mask64);
    this.#a = Number(first & 0xffffffffn) | 0;
    this.#b = Number(first >> 32n) | 0;
    this.#c = Number(second & 0xffffffffn) | 0;
    this.#d = Number(second >> 32n) | 0;
  }

  /** A whole number in [0, 2^32). */
  uint32(): number {
    const product = Math.imul(this.#b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** Uniform in [0, 1), a multiple of 2^−53; takes two words, the high bits from the first. */
  next(): number {
    return this.#bits53() / 2 ** 53;
  }

  /** Uniform among 0 … n − 1, without bias. @throws RangeError unless n is whole, with 1 ≤ n ≤ 2^53 − 1. */
  integer(n: number): number {
    if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`cannot draw one of ${n} numbers`);
    const narrow = n <= 2 ** 32;
    const span = narrow ? 2 ** 32 : 2 ** 53;
    const limit = span - (span % n);
    for (;;) {
      const draw = narrow ? this.uint32() : this.#bits53();
      if (draw < limit) return draw % n;
    }
  }

  /**
   * Fills `out` with what as many calls of `integer(n)` would give, in a fraction of their time.
   *
   * @throws RangeError unless n is whole, with 1 ≤ n ≤ 2^31.
   */
  integers(n: number, out: Int32Array): void {
    if (!Number.isSafeInteger(n) || n < 1 || n > 2 ** 31) throw new RangeError(`cannot draw many of ${n} numbers`);
    const limit = 2 ** 32 - (2 ** 32 % n);
    // Of a word and another, the remainder is one of whole numbers, which takes a fifth of the time of one of doubles.
    const range = n >>> 0;
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    for (let i = 0; i < out.length; ) {
      const product = Math.imul(b, 5);
      const draw = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      if (draw < limit) out[i++] = draw % range;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  /** Standard normal, by inversion. */
  normal(): number {
    let uniform = this.next();
    while (uniform === 0) uniform = this.next();
    return normalQuantile(uniform);
  }

  /** Exponential with mean 1, by inversion. */
  exponential(): number {
    return -Math.log1p(-this.next());
  }

  /**
   * Poisson. By multiplying uniforms for means below 10, else by transformed rejection:
   * Hörmann (1993), algorithm PTRS, Insurance: Mathematics and Economics 12, 39–45.
   *
   * @throws RangeError unless 0 ≤ mean ≤ 10^9.
   */
  poisson(mean: number): number {
    if (!(mean >= 0 && mean <= 1e9)) throw new RangeError(`${mean} is no mean of a Poisson distribution up to 10^9`);
    return mean < 10 ? this.#poissonByProduct(mean) : this.#poissonByRejection(mean);
  }

  /** Another generator, given by this one's seed and the label alone: numbers drawn so far do not matter. */
  fork(label: string): Random {
    const name = `${this.#seed}/${label}`;
    return new Random((hash32(name, 1) >>> 11) * 2 ** 32 + hash32(name, 2));
  }

  #bits53(): number {
    const high = this.uint32() >>> 5;
    return high * 2 ** 26 + (this.uint32() >>> 6);
  }

  #poissonByProduct(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count++;
    return count;
  }

  #poissonByRejection(mean: number): number {
    const b = 0.931 + 2.53 * Math.sqrt(mean);
    const a = -0.059 + 0.02483 * b;
    const acceptance = 1.1239 + 1.1328 / (b - 3.4);
    const inside = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
      const u = this.next() - 0.5;
      const v = this.next();
      const us = 0.5 - Math.abs(u);
      const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
      if (us >= 0.07 && v <= inside) return k;
      if (k < 0 || (us < 0.013 && v > us)) continue;
      const logDensity = k * Math.log(mean) - mean - logFactorial(k);
      if (Math.log(v) + Math.log(acceptance) - Math.log(a / (us * us) + b) <= logDensity) return k;
    }
  }
}

function splitmix64(seed: bigint): [bigint, bigint] {
  const output = (step: bigint): bigint => {
    let z = (seed + step * 0x9e3779b97f4a7c15n) & mask64;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask64;
    return z ^ (z >> 31n);
  };
  return [output(1n), output(2n)];
}
