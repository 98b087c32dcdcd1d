import { describe, expect, it } from 'vitest';
import type { KernelExports } from '../../src/kernel/kernelExports.ts';
import { allocate, MemoryPlan } from '../../src/kernel/kernelMemory.ts';
import { instantiate } from '../../src/kernel/kernelModule.ts';
import { Random } from '../../src/numeric/random.ts';

/** What a function of the kernel makes of the numbers, of which there is an even count. */
function applied(name: 'exponentials' | 'logarithmsOfOnePlus', numbers: readonly number[]): Float64Array {
  const plan = new MemoryPlan();
  const from = plan.place(8 * numbers.length);
  const to = plan.place(8 * numbers.length);
  const memory = allocate('single', plan.bytes);
  const kernel: KernelExports = instantiate('single', memory);
  new Float64Array(memory.buffer, from, numbers.length).set(numbers);
  kernel[name](from, to, numbers.length);
  return new Float64Array(memory.buffer, to, numbers.length).slice();
}

/** The distance in units in the last place of the expected number. */
function unitsBetween(actual: number, expected: number): number {
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(expected))) - 52);
  return Math.abs(actual - expected) / unit;
}

function expectWithin(units: number, actual: Float64Array, expected: readonly number[]): void {
  const worst = expected.reduce((most, value, i) => Math.max(most, unitsBetween(actual[i]!, value)), 0);
  expect(worst).toBeLessThanOrEqual(units);
}

const random = new Random(21);
const drawn = (make: () => number) => Array.from({ length: 20_000 }, make);

describe('e^x', () => {
  it.each([
    { what: 'near 0', make: () => random.normal() / 1000 },
    { what: 'of common margins', make: () => 4 * random.normal() },
    { what: 'as far as ±700', make: () => 1400 * (random.next() - 0.5) },
  ])('$what is within 2 units in the last place of Math.exp', ({ make }) => {
    const numbers = drawn(make);
    expectWithin(2, applied('exponentials', numbers), numbers.map(Math.exp));
  });
  it('is 1 at 0, stays finite beyond 700, and keeps NaN', () => {
    const [zero, minusZero, far, farther, minusFar, minusFarther, none, beside] = applied('exponentials', [
      0,
      -0,
      700,
      Infinity,
      -700,
      -1e300,
      Number.NaN,
      1,
    ]);
    expect([zero, minusZero]).toEqual([1, 1]);
    expect(farther).toBe(far);
    expect(minusFarther).toBe(minusFar);
    expect(minusFar).toBeGreaterThan(0);
    expect(none).toBeNaN();
    expect(unitsBetween(beside!, Math.E)).toBeLessThanOrEqual(1);
  });
});

describe('log(1 + x)', () => {
  it.each([
    { what: 'of shares', make: () => random.next() },
    { what: 'near 0', make: () => 10 ** (-20 * random.next()) },
    { what: 'of counts', make: () => 1 + random.integer(10_000) },
    { what: 'up to 1e308', make: () => 10 ** (308 * random.next()) },
  ])('$what is within 3 units in the last place of Math.log1p', ({ make }) => {
    const numbers = drawn(make);
    expectWithin(3, applied('logarithmsOfOnePlus', numbers), numbers.map(Math.log1p));
  });
  it('is exactly 0 at 0, and keeps NaN', () => {
    expect([...applied('logarithmsOfOnePlus', [0, Number.NaN])]).toEqual([0, Number.NaN]);
  });
});
