import { describe, expect, test } from 'vitest';
import { beta } from '../../src/calibration/beta.ts';
import { isotonic } from '../../src/calibration/isotonic.ts';
import { platt } from '../../src/calibration/platt.ts';
import { temperature } from '../../src/calibration/temperature.ts';
import { log1pExp } from '../../src/numeric/special.ts';
import { fc } from '../property/fastCheck.ts';

interface Row {
  readonly margin: number;
  readonly label: number;
  readonly weight: number;
}

/** Least weighted squared error of any non-decreasing step function, over all ways to cut the margins into runs. */
function leastError(rows: readonly Row[]): number {
  const margins = [...new Set(rows.map((row) => row.margin))].sort((a, b) => a - b);
  let least = Infinity;
  for (let cuts = 0; cuts < 2 ** (margins.length - 1); cuts++) {
    const runOf = new Map<number, number>();
    let run = 0;
    margins.forEach((margin, i) => {
      if (i > 0 && (cuts >> (i - 1)) & 1) run++;
      runOf.set(margin, run);
    });
    const runs = Array.from({ length: run + 1 }, (_, r) => rows.filter((row) => runOf.get(row.margin) === r));
    const means = runs.map(
      (members) => total(members.map((row) => row.weight * row.label)) / total(members.map((row) => row.weight)),
    );
    if (means.some((mean, r) => r > 0 && mean < means[r - 1]!)) continue;
    least = Math.min(least, total(runs.map((members, r) => squaredError(members, () => means[r]!))));
  }
  return least;
}

function squaredError(rows: readonly Row[], predict: (row: Row) => number): number {
  return total(rows.map((row) => row.weight * (row.label - predict(row)) ** 2));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function inputs(rows: readonly Row[]): [Float64Array, Uint8Array, Float64Array] {
  return [
    Float64Array.from(rows, (row) => row.margin),
    Uint8Array.from(rows, (row) => row.label),
    Float64Array.from(rows, (row) => row.weight),
  ];
}

/** Margins of which some lie next to one another and some at the ends of all numbers. */
const farApart = fc
  .array(
    fc.record({
      margin: fc.oneof(
        fc.integer({ min: -4, max: 4 }),
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(0, 1e-300, 700, -700, 1e6, -1e6, 1e308, -1e308),
      ),
      label: fc.nat(1),
      weight: fc.constantFrom(1, 2, 3),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .filter((rows) => rows.some((row) => row.label === 0) && rows.some((row) => row.label === 1));

/** Each row as a positive and a negative, weighted by Platt's targets. */
function smoothed(rows: readonly Row[]): Row[] {
  const positives = total(rows.map((row) => row.weight * row.label));
  const negatives = total(rows.map((row) => row.weight)) - positives;
  return rows.flatMap((row) => {
    const target = row.label === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2);
    return [
      { ...row, label: 1, weight: row.weight * target },
      { ...row, label: 0, weight: row.weight * (1 - target) },
    ];
  });
}

function logLoss(rows: readonly Row[], odds: (margin: number) => number): number {
  return total(rows.map((row) => row.weight * log1pExp(row.label === 1 ? -odds(row.margin) : odds(row.margin))));
}

const stepSizes = [-306, -150, -50, ...Array.from({ length: 20 }, (_, i) => i - 15), 20].map(
  (exponent) => 10 ** exponent,
);

/** How much a step in one parameter gains at most, be it large or small: nothing at a maximum. */
function mostGained<P extends Record<string, number>>(
  found: P,
  lossOf: (at: P) => number,
  allowed: (at: P) => boolean,
): number {
  const stands = lossOf(found);
  const gains = Object.keys(found).flatMap((name) =>
    stepSizes
      .flatMap((size) => [size, -size, size * found[name]!, -size * found[name]!])
      .map((step) => ({ ...found, [name]: found[name]! + step }))
      .filter(allowed)
      .map((at) => stands - lossOf(at))
      // Of a slope beyond all numbers at a margin of 0.
      .filter((gain) => !Number.isNaN(gain)),
  );
  expect(stands).not.toBeNaN();
  return Math.max(0, ...gains);
}

describe('isotonic', () => {
  const few = fc
    .array(
      fc.record({
        margin: fc.integer({ min: 0, max: 7 }),
        label: fc.nat(1),
        weight: fc.constantFrom(0.5, 1, 2, 3),
      }),
      { minLength: 2, maxLength: 12 },
    )
    .filter((rows) => rows.some((row) => row.label === 0) && rows.some((row) => row.label === 1));

  test('has the least squared error of all monotone step functions', () => {
    fc.assert(
      fc.property(few, (rows) => {
        const fitted = isotonic.fit(...inputs(rows));
        const error = squaredError(rows, (row) => fitted.probabilities(Float64Array.of(row.margin))[0]!);
        expect(error).toBeCloseTo(leastError(rows), 12);
      }),
    );
  });

  test('draws straight lines between thresholds and clips outside', () => {
    const fitted = isotonic.load({ margins: [0, 1, 3], probabilities: [0.25, 0.25, 0.75] });
    expect([...fitted.probabilities(Float64Array.of(-9, 0.5, 1, 2, 3, 9))]).toEqual([
      0.25, 0.25, 0.25, 0.5, 0.75, 0.75,
    ]);
  });

  test('stays finite between margins as far apart, or as close, as numbers can be', () => {
    const far = isotonic.load({ margins: [-1e308, 1.7e308], probabilities: [0, 1] });
    expect(far.probabilities(Float64Array.of(0))[0]).toBe(0);
    const close = isotonic.load({ margins: [-1, 0, 5e-324, 1], probabilities: [0, 0.2, 0.7, 1] });
    expect([...close.probabilities(Float64Array.of(0, 5e-324))]).toEqual([0.2, 0.7]);
  });
});

describe('beta', () => {
  const margin = fc.integer({ min: -60, max: 60 }).map((tenths) => tenths / 10);
  const rowsOf = fc
    .array(fc.record({ margin, label: fc.nat(1), weight: fc.constantFrom(0.5, 1, 2, 3) }), {
      minLength: 6,
      maxLength: 40,
    })
    .filter((rows) => {
      const of = (label: number) => rows.filter((row) => row.label === label).map((row) => row.margin);
      return of(0).length > 0 && of(1).length > 0 && Math.min(...of(1)) < Math.max(...of(0));
    });

  test('meets the conditions of the maximum within a, b ≥ 0, which are sufficient where the likelihood is concave', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const { a, b, c } = beta.fit(...inputs(rows)).parameters() as { a: number; b: number; c: number };
        const odds = (row: Row) => {
          const s = 1 / (1 + Math.exp(-row.margin));
          return { one: Math.log(s), two: -Math.log(1 - s) };
        };
        const gradient = (of: (row: Row) => number) =>
          total(
            rows.map((row) => {
              const { one, two } = odds(row);
              return row.weight * (row.label - 1 / (1 + Math.exp(-a * one - b * two - c))) * of(row);
            }),
          );
        const ofA = gradient((row) => odds(row).one);
        const ofB = gradient((row) => odds(row).two);
        expect(Math.abs(gradient(() => 1))).toBeLessThan(1e-6);
        if (a > 0) expect(Math.abs(ofA)).toBeLessThan(1e-6);
        else expect(ofA).toBeLessThan(1e-6);
        if (b > 0) expect(Math.abs(ofB)).toBeLessThan(1e-6);
        else expect(ofB).toBeLessThan(1e-6);
      }),
      { numRuns: 1000 },
    );
  });

  const odds =
    ({ a, b, c }: { a: number; b: number; c: number }) =>
    (given: number) => {
      const margin = Math.min(Math.max(given, -700), 700);
      return (
        Math.min(a, b) * margin - Math.max(a - b, 0) * log1pExp(-margin) + Math.max(b - a, 0) * log1pExp(margin) + c
      );
    };
  const swallowed = [
    [2e-219, 1, 3],
    [0, 1, 2],
    [0.000361, 0, 1],
    [1e308, 1, 2],
    [1, 0, 2],
    [-3, 0, 2],
  ].map(([margin, label, weight]) => ({ margin: margin!, label: label!, weight: weight! }));

  test('leaves nothing to gain by a step in a, b or c, however far apart margins lie', () => {
    fc.assert(
      fc.property(farApart, (rows) => {
        const found = beta.fit(...inputs(rows)).parameters() as { a: number; b: number; c: number };
        const gained = (of: readonly Row[]) =>
          mostGained(
            found,
            (at) => logLoss(of, odds(at)),
            ({ a, b }) => a >= 0 && b >= 0,
          );
        // Of the labels as they are or, where these have no maximum, of the smoothed ones.
        expect(Math.min(gained(rows), gained(smoothed(rows)))).toBeLessThan(1e-6);
      }),
      { numRuns: 300, examples: [[swallowed]] },
    );
  });

  test('expects as many positives as there are where one margin is far from all others', () => {
    const fitted = beta.fit(...inputs(swallowed));
    const expected = total(swallowed.map((row) => row.weight * fitted.probabilities(Float64Array.of(row.margin))[0]!));
    expect(expected).toBeCloseTo(7, 6);
    expect(fitted.probabilities(Float64Array.of(1e308))[0]).toBeGreaterThan(0.9);
  });

  test('smooths no labels of classes that overlap', () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const found = beta.fit(...inputs(rows)).parameters() as { a: number; b: number; c: number };
        const expected = total(rows.map((row) => row.weight / (1 + Math.exp(-odds(found)(row.margin)))));
        expect(expected).toBeCloseTo(total(rows.map((row) => row.weight * row.label)), 6);
      }),
    );
  });

  test('finds each kind of curve', () => {
    const found = (label: number[], margins = label.map((_, i) => i - 4)) =>
      beta.fit(Float64Array.from(margins), Uint8Array.from(label)).parameters();
    const positive = expect.toSatisfy((value: number) => value > 0);
    expect(found([0, 0, 1, 0, 1, 0, 1, 0, 1, 1])).toEqual({ a: positive, b: positive, c: expect.any(Number) });
    expect(found([1, 1, 0, 0])).toEqual({ a: 0, b: 0, c: 0 });
    const line = found([0, 0, 1, 0, 1, 1], [-1, -1, -1, 1, 1, 1]) as { a: number; b: number; c: number };
    // A third and two thirds at two margins: log-odds of −log 2 and log 2.
    expect(line.a).toBeCloseTo(Math.log(2), 9);
    expect(line.b).toBe(line.a);
    expect(line.c).toBeCloseTo(0, 9);
  });

  test('stays finite where margins separate the classes', () => {
    const fitted = beta.fit(Float64Array.of(-1, 1), Uint8Array.of(0, 1));
    // Platt's targets 1/3 and 2/3 are met exactly.
    expect(fitted.probabilities(Float64Array.of(-1, 1))[0]).toBeCloseTo(1 / 3, 9);
    expect(fitted.probabilities(Float64Array.of(-1, 1))[1]).toBeCloseTo(2 / 3, 9);
  });

  test('changes nothing with a = b = 1 and c = 0', () => {
    const margins = Float64Array.of(-700, -40, -3, 0, 0.1, 40);
    const plain = Array.from(margins, (margin) => 1 / (1 + Math.exp(-margin)));
    expect([...beta.load({ a: 1, b: 1, c: 0 }).probabilities(margins)]).toEqual(
      plain.map((p) => expect.closeTo(p, 15)),
    );
  });
});

describe('platt', () => {
  test('leaves nothing to gain by a step in its line, however far apart margins lie', () => {
    fc.assert(
      fc.property(farApart, (rows) => {
        const found = platt.fit(...inputs(rows)).parameters() as { intercept: number; slope: number };
        const gained = mostGained(
          found,
          ({ intercept, slope }) => logLoss(smoothed(rows), (margin) => intercept + slope * margin),
          ({ slope }) => slope >= 0,
        );
        expect(gained).toBeLessThan(1e-6);
      }),
      { numRuns: 300 },
    );
  });

  test('is constant at the mean smoothed target where positives have the lower margins', () => {
    const fitted = platt.fit(Float64Array.of(-2, -1, 1, 2), Uint8Array.of(1, 1, 0, 0));
    // Targets 3/4 and 1/4, twice each.
    expect(fitted.parameters()).toEqual({ intercept: 0, slope: 0 });
    expect([...fitted.probabilities(Float64Array.of(-100, 0, 100))]).toEqual([0.5, 0.5, 0.5]);
  });

  test('is constant where all margins are one', () => {
    const fitted = platt.fit(Float64Array.of(3, 3, 3), Uint8Array.of(1, 0, 0));
    // Targets 2/3, 1/4 and 1/4.
    expect(fitted.probabilities(Float64Array.of(7))[0]).toBeCloseTo(7 / 18, 14);
  });

  test('stays finite where margins separate the classes', () => {
    const fitted = platt.fit(Float64Array.of(-1, 1), Uint8Array.of(0, 1));
    // Targets 1/3 and 2/3 are met exactly.
    expect(fitted.probabilities(Float64Array.of(-1, 1))[0]).toBeCloseTo(1 / 3, 12);
    expect(fitted.probabilities(Float64Array.of(-1, 1))[1]).toBeCloseTo(2 / 3, 12);
  });
});

describe('temperature scaling', () => {
  const slopeOf = (label: number[], margins: number[]) =>
    (temperature.fit(Float64Array.from(margins), Uint8Array.from(label)).parameters() as { slope: number }).slope;

  test('has the slope of a closed form', () => {
    // Three quarters of positives at 2 and one quarter at -2: log-odds of log 3 and -log 3.
    expect(slopeOf([1, 1, 1, 0, 1, 0, 0, 0], [2, 2, 2, 2, -2, -2, -2, -2])).toBeCloseTo(Math.log(3) / 2, 14);
  });

  test('leaves nothing to gain by a step in its slope, however far apart margins lie', () => {
    fc.assert(
      fc.property(farApart, (rows) => {
        const found = temperature.fit(...inputs(rows)).parameters() as { slope: number };
        const gained = (of: readonly Row[]) =>
          mostGained(
            found,
            ({ slope }) => logLoss(of, (margin) => slope * margin),
            ({ slope }) => slope >= 0,
          );
        expect(Math.min(gained(rows), gained(smoothed(rows)))).toBeLessThan(1e-6);
      }),
      { numRuns: 300 },
    );
  });

  test('gives one half to all where margins tell the wrong way, and leaves margins of 0 as they are', () => {
    expect(slopeOf([0, 1], [1, -1])).toBe(0);
    expect(slopeOf([0, 1], [0, 0])).toBe(1);
  });

  test('stays finite where no margin is on the wrong side of 0', () => {
    // Targets 1/3 and 2/3 are met exactly.
    expect(slopeOf([0, 1], [-1, 1])).toBeCloseTo(Math.log(2), 14);
  });
});
