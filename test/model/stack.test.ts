import { describe, expect, test } from 'vitest';
import { meanGap } from '../../src/calibration/heldOutLosses.ts';
import { fitStack, type Stack, stackMargins } from '../../src/model/stack.ts';
import { leastRising } from '../../src/model/stacking/leastRising.ts';
import { permutation } from '../../src/numeric/permutation.ts';
import { Random } from '../../src/numeric/random.ts';
import { log1pExp, sigmoid } from '../../src/numeric/special.ts';
import { take } from '../../src/numeric/take.ts';
import { fc } from '../property/fastCheck.ts';

interface World {
  readonly margins: Float64Array[];
  readonly label: Uint8Array;
}

/** Margins that are the truth at a `slope` and with `noise`, each of their own. */
function world(rows: number, members: readonly { slope: number; noise: number }[], random: Random): World {
  const truth = Float64Array.from({ length: rows }, () => -1.5 + 1.5 * random.normal());
  const label = Uint8Array.from(truth, (margin) => Number(random.next() < sigmoid(margin)));
  const margins = members.map(({ slope, noise }) =>
    truth.map((m) => -1.5 + slope * (m + 1.5 + noise * random.normal())),
  );
  return { margins, label };
}

function losses(margins: Float64Array, label: Uint8Array): Float64Array {
  return margins.map((margin, row) => log1pExp(label[row] === 1 ? -margin : margin));
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const halves = [
  { slope: 0.7, noise: 0.8 },
  { slope: 0.7, noise: 0.8 },
];

describe('leastRising', () => {
  // The optimum under bounds is known by its conditions (Karush, Kuhn, Tucker), which are checked on their own.
  test('is at the optimum within the bounds', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom(0.1, 10, 1000), fc.integer({ min: 1, max: 4 }), (seed, rows, count) => {
        const random = new Random(seed);
        const members = Array.from({ length: count }, () => ({
          slope: 2 * random.next() - 0.5,
          noise: 2 * random.next(),
        }));
        const { margins, label } = world(60, members, random);
        if (!label.includes(1) || !label.includes(0)) return;
        const towards = random.integer(count);
        const { weights, intercept } = leastRising({ margins, label }, { towards, rows });
        const of = (values: Float64Array) => ({
          mean: mean(values),
          deviation: Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2))),
        });
        const rate = mean(Float64Array.from(label));
        const strength = rows * rate * (1 - rate);
        const residual = stackMargins({ weights, intercept }, margins).map((m, row) => sigmoid(m) - label[row]!);
        const shift = intercept + weights.reduce((sum, weight, k) => sum + weight * of(margins[k]!).mean, 0);
        const level = 60 * mean(residual) + strength * (shift - of(margins[towards]!).mean);
        expect(Math.abs(level)).toBeLessThan(1e-6);
        weights.forEach((weight, k) => {
          const { mean: centre, deviation } = of(margins[k]!);
          const pull = strength * (weight - Number(k === towards)) * deviation;
          const slope =
            residual.reduce((sum, r, row) => sum + (r * (margins[k]![row]! - centre)) / deviation, 0) + pull;
          expect(weight).toBeGreaterThanOrEqual(0);
          if (weight > 0) expect(Math.abs(slope)).toBeLessThan(1e-6);
          else expect(slope).toBeGreaterThan(-1e-6);
        });
      }),
    );
  });
});

describe('fitStack', () => {
  test('is most often the best member by itself where data are few', () => {
    let alone = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { margins, label } = world(40, [...halves, { slope: 1, noise: 0 }], new Random(seed));
      const { weights, intercept } = fitStack(margins, label);
      if (intercept === 0 && weights.toSorted().join() === '0,0,1') alone++;
    }
    expect(alone).toBeGreaterThanOrEqual(14);
  });

  test('is the only member', () => {
    const { margins, label } = world(2000, [{ slope: 3, noise: 0 }], new Random(2));
    expect(fitStack(margins, label)).toEqual({ weights: [1], intercept: 0 });
  });

  test('of equal members is no other than each', () => {
    const {
      margins: [one],
      label,
    } = world(2000, [{ slope: 1, noise: 0.5 }], new Random(3));
    const { weights, intercept } = fitStack([one!, one!.slice(), one!.slice()], label);
    expect(weights.every((weight) => weight >= 0)).toBe(true);
    expect(Math.abs(intercept)).toBeLessThan(0.3);
    expect(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(0.3);
  });

  test('leaves a member that is much worse with hardly a weight', () => {
    const { margins, label } = world(
      5000,
      [
        { slope: 1, noise: 0 },
        { slope: 1, noise: 8 },
      ],
      new Random(4),
    );
    const { weights } = fitStack(margins, label);
    expect(weights[0]).toBeGreaterThan(0.9);
    expect(weights[1]).toBeLessThan(0.05);
  });

  test('never gives a weight below 0, not even to a member that is the wrong way round', () => {
    const { margins, label } = world(5000, [{ slope: 1, noise: 1 }, { slope: -1, noise: 1 }, ...halves], new Random(5));
    const { weights } = fitStack(margins, label);
    expect(weights[1]).toBe(0);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  });

  test('joins members that err apart, and is better than each by far', () => {
    const { margins, label } = world(8000, halves, new Random(6));
    const stack = fitStack(margins, label);
    const fresh = world(8000, halves, new Random(60));
    const joined = losses(stackMargins(stack, fresh.margins), fresh.label);
    for (const member of fresh.margins) {
      const { gap, error } = meanGap(losses(member, fresh.label), joined, Int32Array.from(fresh.label.keys()));
      expect(gap).toBeGreaterThan(3 * error);
    }
  });

  test('says the same of a member that is measured in another unit, and of rows in another order', () => {
    const { margins, label } = world(3000, [{ slope: 1, noise: 0.6 }, ...halves], new Random(7));
    const stack = fitStack(margins, label);
    const best = stack.weights.indexOf(Math.max(...stack.weights));
    const scale = (at: number) => (at === best ? 1 : 0.25);
    const scaled = fitStack(
      margins.map((member, at) => member.map((m) => scale(at) * m)),
      label,
    );
    for (const [at, weight] of scaled.weights.entries()) expect(weight * scale(at)).toBeCloseTo(stack.weights[at]!, 8);
    const order = permutation(label.length, new Random(8));
    const unit = Int32Array.from(order);
    const shuffled = fitStack(
      margins.map((member) => take(member, order)),
      take(label, order),
      unit,
    );
    expect(shuffled).toEqual(stack);
  });

  test('is never worse than the best member by more than its standard error in more than two of 30 worlds', () => {
    let worse = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const random = new Random(seed);
      const rows = [150, 600, 3000][seed % 3]!;
      const members = Array.from({ length: 2 + (seed % 3) }, () => ({
        slope: 0.6 + 0.6 * random.next(),
        noise: 1.5 * random.next(),
      }));
      const { margins, label } = world(rows, members, random);
      const stack: Stack = fitStack(margins, label, undefined, seed);
      const fresh = world(rows, members, random);
      const best = fresh.margins
        .map((member) => losses(member, fresh.label))
        .reduce((a, b) => (mean(b) < mean(a) ? b : a));
      const own = losses(stackMargins(stack, fresh.margins), fresh.label);
      const { gap, error } = meanGap(own, best, Int32Array.from(fresh.label.keys()));
      if (gap > error) worse++;
    }
    expect(worse).toBeLessThanOrEqual(2);
  });

  test.each([
    ['no members', () => fitStack([], Uint8Array.of(0, 1))],
    ['nine members', () => fitStack(new Array(9).fill(Float64Array.of(0, 1)), Uint8Array.of(0, 1))],
    ['members of other lengths', () => fitStack([Float64Array.of(0, 1), Float64Array.of(0)], Uint8Array.of(0, 1))],
    ['one class', () => fitStack([Float64Array.of(0, 1)], Uint8Array.of(1, 1))],
    ['a margin that is no number', () => fitStack([Float64Array.of(0, Number.NaN)], Uint8Array.of(0, 1))],
    ['too few units', () => fitStack([Float64Array.of(0, 1)], Uint8Array.of(0, 1), Int32Array.of(1))],
  ])('refuses %s', (_, refused) => {
    expect(refused).toThrow(expect.objectContaining({ code: 'data' }));
  });
});
