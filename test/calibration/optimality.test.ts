import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isotonic } from '../../src/calibration/isotonic.ts';
import { platt } from '../../src/calibration/platt.ts';

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

describe('platt', () => {
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
