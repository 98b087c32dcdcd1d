import { describe, expect, test } from 'vitest';
import { populationStability } from '../../src/features/audit/stability.ts';
import { categoryColumn, numberColumn } from '../../src/features/columns.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);

/** The index by its definition, from the bin each row falls into by a name. */
function direct(before: readonly string[], after: readonly string[]): number {
  const bins = [...new Set([...before, ...after])];
  const share = (rows: readonly string[], bin: string) =>
    (rows.filter((name) => name === bin).length + 0.5) / (rows.length + bins.length / 2);
  return bins.reduce((sum, bin) => {
    const [p, q] = [share(before, bin), share(after, bin)];
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}

describe('PSI of numbers', () => {
  /** Names the bin of a value: the first of the training tenths it does not exceed. */
  function binsOf(train: readonly number[]): (value: number) => string {
    const known = train.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
    const ends: number[] = [];
    // A tenth is the least value that at least so many of the rows do not exceed.
    for (let tenth = 1; tenth <= 9; tenth++)
      ends.push(known.find((_, i) => 10 * (i + 1) >= tenth * known.length) ?? Number.NaN);
    return (value) => (Number.isNaN(value) ? 'missing' : `up to ${ends.find((end) => value <= end) ?? 'any'}`);
  }

  test('is that of a direct computation, ties and missing values included', () => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
      { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0) },
    );
    const side = fc.array(value, { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(side, side, (train, now) => {
        const all = [...train, ...now];
        const column = numberColumn('x', all.length, (row) => all[row]!);
        const bin = binsOf(train);
        const { psi } = populationStability(column, range(0, train.length), range(train.length, all.length));
        expect(psi).toBeCloseTo(direct(train.map(bin), now.map(bin)), 10);
      }),
    );
  });

  // By hand: 10 rows, each in a bin of its own, against 5 of them in the lowest and 5 in the highest; 10 bins, ½ added to each.
  test('has the value that a calculation by hand gives', () => {
    const column = numberColumn('x', 20, (row) => (row < 10 ? row : row < 15 ? 0 : 9));
    const p = 1.5 / 15;
    const [ends, between] = [5.5 / 15, 0.5 / 15];
    const expected = 2 * (ends - p) * Math.log(ends / p) + 8 * (between - p) * Math.log(between / p);
    expect(populationStability(column, range(0, 10), range(10, 20)).psi).toBeCloseTo(expected, 12);
  });
});

test('PSI of a category pools what training hardly knew, new levels too', () => {
  const levelOf = (row: number) =>
    row < 100 ? (row < 60 ? 'a' : row < 81 ? 'b' : 'rare') : row < 150 ? 'a' : row < 170 ? 'new' : null;
  const column = categoryColumn('x', 200, levelOf);
  const bin = (row: number) => {
    const level = levelOf(row);
    return level === null ? 'missing' : level === 'a' || level === 'b' ? level : 'pooled';
  };
  const names = Array.from({ length: 200 }, (_, row) => bin(row));
  const { psi } = populationStability(column, range(0, 100), range(100, 200));
  expect(psi).toBeCloseTo(direct(names.slice(0, 100), names.slice(100)), 12);
});

test('one side without rows has no index', () => {
  const column = numberColumn('x', 3, (row) => row);
  expect(populationStability(column, range(0, 3), range(0, 0)).psi).toBeNaN();
  expect(populationStability(column, range(0, 0), range(0, 3)).psi).toBeNaN();
});

test('rows of the same values seldom exceed what chance gives them', () => {
  const random = new Random(5);
  let beyond = 0;
  for (let round = 0; round < 200; round++) {
    const column = numberColumn('x', 900, () => random.normal());
    const { psi, byChance } = populationStability(column, range(0, 800), range(800, 900));
    if (psi > byChance) beyond++;
  }
  expect(beyond).toBeLessThanOrEqual(6);
});
