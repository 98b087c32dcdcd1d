import { describe, expect, test } from 'vitest';
import { foldsOf } from '../../src/training/folds.ts';
import { fc } from '../property/fastCheck.ts';

/** Rows of units of one row each, the first `positives` of them with the outcome. */
function single(rows: number, positives: number) {
  return {
    rows,
    label: Uint8Array.from({ length: rows }, (_, row) => Number(row < positives)),
    unit: Int32Array.from({ length: rows }, (_, row) => row),
  };
}

const arbitraryRows = fc.array(fc.tuple(fc.nat(1), fc.nat(30)), { minLength: 1, maxLength: 120 }).map((pairs) => ({
  rows: pairs.length,
  label: Uint8Array.from(pairs, ([label]) => label),
  unit: Int32Array.from(pairs, ([, unit]) => 7 * unit),
}));

/** How often each row is held out. */
function heldOf(rows: number, folds: ReturnType<typeof foldsOf>): Uint8Array {
  const times = new Uint8Array(rows);
  for (const { held } of folds) for (const row of held) times[row]! += 1;
  return times;
}

describe('the folds of rows', () => {
  test('part whole units, hold no row that they learn from, and learn from both classes', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.nat(5), (rows, seed) => {
        for (const { learned, held } of foldsOf(rows, seed)) {
          expect([...learned, ...held].sort((a, b) => a - b)).toEqual([...rows.label.keys()]);
          expect(learned).toEqual(learned.toSorted());
          expect(held).toEqual(held.toSorted());
          expect(held.length).toBeGreaterThan(0);
          const units = new Set(Array.from(learned, (row) => rows.unit[row]));
          expect(held.some((row) => units.has(rows.unit[row]))).toBe(false);
          expect(new Set(Array.from(learned, (row) => rows.label[row])).size).toBe(2);
        }
      }),
    );
  });

  test.each([
    [50, 5, 3],
    [999, 5, 3],
    [1000, 5, 1],
    [19_999, 5, 1],
    [20_000, 4, 1],
    [59_999, 4, 1],
    [60_000, 3, 1],
    [99_999, 3, 1],
    [100_000, 2, 1],
  ])('of %i rows are %i, drawn %i times, each of which holds out every row once', (rows, folds, times) => {
    const found = foldsOf(single(rows, Math.round(rows / 10)), 1);
    expect(found).toHaveLength(folds * times);
    for (let repeat = 0; repeat < times; repeat++)
      expect(heldOf(rows, found.slice(repeat * folds, (repeat + 1) * folds)).every((count) => count === 1)).toBe(true);
    for (const { held } of found) expect(Math.abs(held.length - rows / folds)).toBeLessThanOrEqual(1);
  });

  test('of few rows are other ones in each repeat', () => {
    const parts = foldsOf(single(100, 30), 1).map(({ held }) => held.join());
    expect(new Set(parts).size).toBe(15);
  });

  test('spread the units of the outcome evenly', () => {
    for (const { held } of foldsOf(single(1000, 50), 3)) expect(held.filter((row) => row < 50)).toHaveLength(10);
  });

  test('do not depend on the order of rows', () => {
    fc.assert(
      fc.property(arbitraryRows, (rows) => {
        const turned = { rows: rows.rows, label: rows.label.toReversed(), unit: rows.unit.toReversed() };
        const back = foldsOf(turned, 1).map(({ held }) => held.map((row) => rows.rows - 1 - row).toSorted());
        expect(back).toEqual(foldsOf(rows, 1).map(({ held }) => held));
      }),
    );
  });

  test('leave out those whose other rows are of one class', () => {
    // Of each repeat, the fold that holds the only row with the outcome has none to learn from.
    const found = foldsOf(single(25, 1), 1);
    expect(found).toHaveLength(12);
    expect(heldOf(25, found)[0]).toBe(0);
  });

  test.each([
    ['no rows', single(0, 0)],
    ['one row', single(1, 1)],
    ['one row of each class', single(2, 1)],
    ['one class', single(40, 0)],
    ['one unit', { ...single(40, 20), unit: new Int32Array(40) }],
  ])('are none of %s', (_, rows) => {
    expect(foldsOf(rows, 1)).toEqual([]);
  });

  test('are there where any set of units leaves both classes', () => {
    // Two units of both classes: each learns what the other is asked.
    const found = foldsOf({ rows: 4, label: Uint8Array.of(0, 1, 0, 1), unit: Int32Array.of(5, 5, 9, 9) }, 1);
    expect(new Set(found.map(({ held }) => held.join()))).toEqual(new Set(['0,1', '2,3']));
    expect(found).toHaveLength(6);
  });
});
