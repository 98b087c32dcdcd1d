import { describe, expect, test } from 'vitest';
import { meanGap } from '../../../src/calibration/heldOutLosses.ts';
import { fitStack, stackedMargins } from '../../../src/model/blend/stack.ts';
import { fitLogisticLine } from '../../../src/numeric/logisticLine.ts';
import { permutation } from '../../../src/numeric/permutation.ts';
import { Random } from '../../../src/numeric/random.ts';
import { log1pExp, sigmoid } from '../../../src/numeric/special.ts';
import { take } from '../../../src/numeric/take.ts';
import { fc } from '../../property/fastCheck.ts';

interface Member {
  readonly slope: number;
  readonly noise: number;
}

/** Margins that are the truth at a slope, with noise of their own. */
function world(rows: number, members: readonly Member[], random: Random) {
  const truth = Float64Array.from({ length: rows }, () => -1.5 + 1.5 * random.normal());
  const label = Uint8Array.from(truth, (margin) => Number(random.next() < sigmoid(margin)));
  const margins = members.map(({ slope, noise }) =>
    truth.map((m) => -1.5 + slope * (m + 1.5 + noise * random.normal())),
  );
  return { margins, label };
}

const good = { slope: 1, noise: 0.6 };
const lossesOf = (margins: Float64Array, label: Uint8Array) =>
  margins.map((margin, row) => log1pExp(label[row] === 1 ? -margin : margin));
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
function deviationOf(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/**
 * The optimum under bounds is known by its conditions (Karush, Kuhn, Tucker): the penalised loss of the documented prior rises in every
 * direction that is allowed.
 */
function expectMostLikely({ margins, label }: ReturnType<typeof world>): void {
  if (!label.includes(1) || !label.includes(0)) return;
  const alone = margins.map((own) => lineOf(own, label));
  const best = alone.reduce((least, { loss }, at) => (loss < alone[least]!.loss ? at : least), 0);
  const { weights, intercept } = fitStack(margins, label);
  const residual = stackedMargins({ weights, intercept }, margins).map((m, row) => sigmoid(m) - label[row]!);
  expect(Math.abs(mean(residual))).toBeLessThan(1e-6);
  weights.forEach((weight, at) => {
    const own = margins[at]!;
    const deviation = deviationOf(own);
    const prior = at === best ? alone[best]!.slope * deviation : 0;
    const pull = (weight * deviation - prior) / 0.5 ** 2;
    const slope = residual.reduce((sum, r, row) => sum + (r * own[row]!) / deviation, pull) / label.length;
    expect(weight).toBeGreaterThanOrEqual(0);
    if (weight > 0) expect(Math.abs(slope)).toBeLessThan(1e-6);
    else expect(slope).toBeGreaterThan(-1e-6);
  });
}

describe('a stack', () => {
  test('is the most likely one with weights of at least 0, where weights lie about those of the best member alone', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 4 }), (seed, count) => {
        const random = new Random(seed);
        const members = Array.from({ length: count }, () => ({
          slope: 2 * random.next() - 0.5,
          noise: 2 * random.next(),
        }));
        expectMostLikely(world(80, members, random));
      }),
    );
  });

  test('is so of very many rows, too', () => {
    const members = [good, { slope: 2, noise: 1 }, { slope: -1, noise: 0.6 }];
    expectMostLikely(world(40_000, members, new Random(6)));
  });

  test('of one member is its line', () => {
    const {
      margins: [one],
      label,
    } = world(3000, [{ slope: 3, noise: 0.5 }], new Random(2));
    const { intercept, slope } = lineOf(one!, label);
    const stack = fitStack([one!], label);
    expect(stack.intercept).toBeCloseTo(intercept, 5);
    expect(stack.weights[0]).toBeCloseTo(slope, 5);
  });

  test('of equal members says what each of them says', () => {
    const {
      margins: [one],
      label,
    } = world(3000, [good], new Random(3));
    const { weights, intercept } = fitStack([one!, one!.slice(), one!.slice()], label);
    const alone = fitStack([one!], label);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    expect(intercept).toBeCloseTo(alone.intercept, 4);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(alone.weights[0]!, 4);
  });

  test('leaves noise and a member that is the wrong way round without any weight to speak of', () => {
    const members = [good, { slope: 0, noise: 0 }, { slope: -1, noise: 0.6 }];
    const { margins, label } = world(4000, members, new Random(4));
    margins[1] = margins[1]!.map((_, row) => Math.sin(row * 12.9898));
    const { weights } = fitStack(margins, label);
    expect(weights[0]).toBeGreaterThan(0.6);
    expect(weights[1]).toBeLessThan(0.05);
    expect(weights[2]).toBe(0);
  });

  test('leaves a member that says the same of everybody without a weight', () => {
    const { margins, label } = world(500, [good], new Random(5));
    const constant = new Float64Array(500).fill(-2);
    expect(fitStack([constant, margins[0]!], label).weights[0]).toBe(0);
    const { weights, intercept } = fitStack([constant, constant], label);
    expect(weights).toEqual([0, 0]);
    expect(sigmoid(intercept)).toBeCloseTo(mean(Float64Array.from(label)), 6);
  });

  test('joins members that err apart, and is better than each by far', () => {
    const halves = [
      { slope: 0.7, noise: 0.8 },
      { slope: 0.7, noise: 0.8 },
    ];
    const { margins, label } = world(6000, halves, new Random(6));
    const stack = fitStack(margins, label);
    const fresh = world(6000, halves, new Random(60));
    const joined = lossesOf(stackedMargins(stack, fresh.margins), fresh.label);
    for (const member of fresh.margins) {
      const { gap, error } = meanGap(lossesOf(member, fresh.label), joined, Int32Array.from(fresh.label.keys()));
      expect(gap).toBeGreaterThan(3 * error);
    }
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
      const stack = fitStack(margins, label);
      const fresh = world(rows, members, random);
      const best = fresh.margins
        .map((member) => lossesOf(member, fresh.label))
        .reduce((a, b) => (mean(b) < mean(a) ? b : a));
      const own = lossesOf(stackedMargins(stack, fresh.margins), fresh.label);
      const { gap, error } = meanGap(own, best, Int32Array.from(fresh.label.keys()));
      if (gap > error) worse++;
    }
    expect(worse).toBeLessThanOrEqual(2);
  });

  test('says the same in every unit of the margins, and of rows in any order to the last digit', () => {
    const { margins, label } = world(1500, [good, { slope: 0.7, noise: 0.8 }], new Random(7));
    const stack = fitStack(margins, label);
    const halved = fitStack(
      margins.map((own) => own.map((margin) => margin / 4)),
      label,
    );
    halved.weights.forEach((weight, at) => {
      expect(weight / 4).toBeCloseTo(stack.weights[at]!, 6);
    });
    const order = permutation(label.length, new Random(8));
    const turned = fitStack(
      margins.map((own) => take(own, order)),
      take(label, order),
    );
    expect(turned).toEqual(stack);
  });

  test('stays finite where a member separates the classes', () => {
    const label = Uint8Array.from({ length: 40 }, (_, row) => row % 2);
    const { weights, intercept } = fitStack([Float64Array.from(label, (y) => 4 * y - 2)], label);
    expect([...weights, intercept].every(Number.isFinite)).toBe(true);
    expect(weights[0]).toBeGreaterThan(1);
  });

  test.each([
    ['no members', () => fitStack([], Uint8Array.of(0, 1))],
    ['one class', () => fitStack([Float64Array.of(0, 1)], Uint8Array.of(1, 1))],
  ])('is refused of %s', (_, refused) => {
    expect(refused).toThrow(expect.objectContaining({ code: 'data' }));
  });
});

/** The most likely line of a member alone that does not turn its order around, and its loss. */
function lineOf(margins: Float64Array, label: Uint8Array) {
  const line = fitLogisticLine(margins, new Float64Array(label.length).fill(1), Float64Array.from(label));
  const rate = mean(Float64Array.from(label));
  const { intercept, slope } = line.slope > 0 ? line : { intercept: Math.log(rate / (1 - rate)), slope: 0 };
  return {
    intercept,
    slope,
    loss: mean(
      lossesOf(
        margins.map((margin) => intercept + slope * margin),
        label,
      ),
    ),
  };
}
