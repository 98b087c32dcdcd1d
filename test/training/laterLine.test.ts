import { describe, expect, test } from 'vitest';
import { permutation } from '../../src/numeric/permutation.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { take } from '../../src/numeric/take.ts';
import { laterLine } from '../../src/training/laterLine.ts';
import { fc } from '../property/fastCheck.ts';

interface Rows {
  readonly logOdds: Float64Array;
  readonly label: Uint8Array;
  readonly unit: Int32Array;
}

const ownUnits = (label: Uint8Array) => Int32Array.from(label.keys());

/** The line as a shift and a slope; none changes nothing. */
const lineOf = (rows: Rows) => laterLine(rows) ?? { intercept: 0, slope: 1 };

/** Log-odds on both sides of 0 alike, so that a slope turns about 0; outcomes come as the line says. */
function world(rows: number, line: { intercept: number; slope: number }, seed: number): Rows {
  const random = new Random(seed);
  const half = Float64Array.from({ length: rows / 2 }, () => 1.2 * random.normal());
  const logOdds = Float64Array.from([...half, ...half.map((odds) => -odds)]);
  const label = Uint8Array.from(logOdds, (odds) => Number(random.next() < sigmoid(line.intercept + line.slope * odds)));
  return { logOdds, label, unit: ownUnits(label) };
}

/** Rows of few values, so that chance makes any line of them. */
const arbitraryRows = fc
  .array(fc.tuple(fc.integer({ min: -8, max: 8 }), fc.nat(1), fc.nat(25)), { minLength: 2, maxLength: 80 })
  .map((of) => ({
    logOdds: Float64Array.from(of, ([odds]) => odds / 3),
    label: Uint8Array.from(of, ([, label]) => label),
    unit: Int32Array.from(of, ([, , unit]) => unit),
  }));

describe('a level alone', () => {
  /** Rows of one log-odds, of units of `size` rows that share their outcome. */
  const flat = (units: number, positive: number, size: number): Rows => ({
    logOdds: new Float64Array(units * size).fill(-1),
    label: Uint8Array.from({ length: units * size }, (_, row) => Number(Math.floor(row / size) < positive)),
    unit: Int32Array.from({ length: units * size }, (_, row) => Math.floor(row / size)),
  });

  // Of a share p of n units the log-odds have the variance 1 / (n · p · (1 − p)), times n / (n − 1) for the sample.
  test.each([1, 4])('is the estimate e less s² / e, units of %i rows counting as one', (size) => {
    const e = Math.log(40 / 60) + 1;
    const variance = 1 / (100 * 0.4 * 0.6) / (99 / 100);
    const { intercept, slope } = laterLine(flat(100, 40, size))!;
    expect(slope).toBe(1);
    expect(intercept).toBeCloseTo(e - variance / e, 9);
  });

  test('is left out where it lies within its own error', () => {
    // 30 of 100 are 0.153 above log-odds of −1, with an error of 0.219; 35 are 0.381 above, with one of 0.211.
    expect(laterLine(flat(100, 30, 1))).toBeUndefined();
    expect(laterLine(flat(100, 35, 1))).toBeDefined();
    // 8 of 24 are 0.307 above: with an error of 0.442 as 24 units of four rows, of 0.218 as 96 units of one.
    expect(laterLine(flat(24, 8, 4))).toBeUndefined();
    expect(laterLine(flat(96, 32, 1))).toBeDefined();
  });
});

test('a slope alone is the estimate e less s² / e', () => {
  // At log-odds of 2 and −2, 70 and 30 of 100: the slope is log(7 / 3) / 2, with the variance 1 / (n · p · (1 − p) · 2²).
  const logOdds = Float64Array.from({ length: 200 }, (_, row) => (row < 100 ? 2 : -2));
  const label = Uint8Array.from({ length: 200 }, (_, row) => Number(row % 100 < (row < 100 ? 70 : 30)));
  const e = Math.log(7 / 3) / 2 - 1;
  const variance = 1 / (200 * 0.7 * 0.3 * 4) / (199 / 200);
  const { intercept, slope } = laterLine({ logOdds, label, unit: ownUnits(label) })!;
  expect(slope).toBeCloseTo(1 + e - variance / e, 9);
  expect(intercept).toBeCloseTo(0, 9);
});

test('of rows that are as expected, chance moves each of level and slope in a third of the cases, and little', () => {
  const worlds = 400;
  const found = Array.from({ length: worlds }, (_, seed) => lineOf(world(400, { intercept: 0, slope: 1 }, seed)));
  const share = (moved: (line: { intercept: number; slope: number }) => boolean) => found.filter(moved).length / worlds;
  // An estimate is beyond its error with a probability of 0.317; four standard errors of a share of 400 are 0.093.
  expect(Math.abs(share(({ slope }) => slope !== 1) - 0.317)).toBeLessThan(0.093);
  expect(Math.abs(share(({ intercept, slope }) => slope === 1 && intercept !== 0) - 0.317 * 0.683)).toBeLessThan(0.083);
  // Of a standard normal z, the mean of (z − 1 / z)² beyond ±1 is 0.333: a third of the variance of taking every estimate.
  const information = 400 * 0.19;
  const square = found.reduce((sum, { intercept }) => sum + intercept ** 2, 0) / worlds;
  expect(square * information).toBeGreaterThan(0.2);
  expect(square * information).toBeLessThan(0.5);
});

test('what has clearly changed is taken nearly whole', () => {
  for (const line of [
    { intercept: -0.7, slope: 1 },
    { intercept: 0, slope: 0.6 },
    { intercept: 0.4, slope: 1.5 },
  ]) {
    const found = lineOf(world(20_000, line, 5));
    expect(Math.abs(found.intercept - line.intercept)).toBeLessThan(0.08);
    expect(Math.abs(found.slope - line.slope)).toBeLessThan(0.08);
  }
});

test('it never goes beyond what is most likely', () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const line = laterLine(rows);
      if (!line) return;
      const { logOdds, label } = rows;
      const weight = logOdds.map((odds) => sigmoid(odds) * sigmoid(-odds));
      const centre = sum(logOdds.map((odds, i) => weight[i]! * odds)) / sum(weight);
      const level = line.intercept - centre * (1 - line.slope);
      const residuals = (intercept: number) =>
        logOdds.map((odds, i) => label[i]! - sigmoid(intercept + line.slope * odds));
      // The likelihood still rises, or is at its greatest, in the direction in which the line was moved.
      if (Math.abs(level) > 1e-9) expect(Math.sign(level) * sum(residuals(line.intercept))).toBeGreaterThan(-1e-6);
      if (line.slope === 1) return;
      const best = root((intercept) => sum(residuals(intercept)));
      const rising = sum(residuals(best).map((residual, i) => residual * logOdds[i]!));
      expect(Math.sign(line.slope - 1) * rising).toBeGreaterThan(-1e-6);
      expect(line.slope).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

test('rows that are repeated within their units say nothing new', () => {
  fc.assert(
    fc.property(arbitraryRows, ({ logOdds, label, unit }) => {
      const thrice = <T extends ArrayLike<number>>(of: T) =>
        Array.from({ length: 3 * of.length }, (_, i) => of[i % of.length]!);
      const repeated = {
        logOdds: Float64Array.from(thrice(logOdds)),
        label: Uint8Array.from(thrice(label)),
        unit: Int32Array.from(thrice(unit)),
      };
      const [once, again] = [lineOf({ logOdds, label, unit }), lineOf(repeated)];
      expect(again.intercept).toBeCloseTo(once.intercept, 6);
      expect(again.slope).toBeCloseTo(once.slope, 6);
    }),
  );
});

test('the order of rows does not change a digit', () => {
  const { logOdds, label } = world(500, { intercept: 0.5, slope: 0.7 }, 3);
  const unit = Int32Array.from(label, (_, row) => row % 90);
  const order = permutation(500, new Random(1));
  expect(laterLine({ logOdds: take(logOdds, order), label: take(label, order), unit: take(unit, order) })).toEqual(
    laterLine({ logOdds, label, unit }),
  );
});

test.each([
  ['no rows', [], [], []],
  ['one class', [0, 1, 2], [1, 1, 1], [1, 2, 3]],
  ['one unit', [0, 1, 2, 3], [0, 0, 1, 1], [5, 5, 5, 5]],
  ['log-odds of which none is in doubt', [800, 800, -800, -800], [1, 1, 0, 0], [1, 2, 3, 4]],
])('there is none of %s', (_, logOdds, label, unit) => {
  const rows = { logOdds: Float64Array.from(logOdds), label: Uint8Array.from(label), unit: Int32Array.from(unit) };
  expect(laterLine(rows)).toBeUndefined();
});

test('where log-odds separate the classes, or clearly tell the wrong way, the slope stays', () => {
  const label = Uint8Array.from({ length: 40 }, (_, row) => Number(row < 20));
  for (const sign of [1, -1]) {
    const logOdds = Float64Array.from(label, (y) => sign * (y === 1 ? 1 : -1));
    expect(lineOf({ logOdds, label, unit: ownUnits(label) }).slope).toBe(1);
  }
  expect(lineOf(world(4000, { intercept: 0, slope: -1 }, 1)).slope).toBe(1);
});

test('where they tell nothing they are brought together, as far as there is evidence', () => {
  const { slope } = lineOf(world(4000, { intercept: 0, slope: 0.02 }, 1));
  expect(slope).toBeGreaterThan(0);
  expect(slope).toBeLessThan(0.1);
  // Of four rows at each of 1 and −1, two: a slope of 0, which is off by 1, with the variance 1 / (8 · ¼) · 8 / 7.
  const logOdds = Float64Array.from({ length: 8 }, (_, row) => (row < 4 ? 1 : -1));
  const label = Uint8Array.from({ length: 8 }, (_, row) => row % 2);
  expect(lineOf({ logOdds, label, unit: ownUnits(label) }).slope).toBeCloseTo(4 / 7, 9);
});

const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);

/** Where a falling function crosses 0. */
function root(falling: (x: number) => number): number {
  let [low, high] = [-50, 50];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (falling(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}
