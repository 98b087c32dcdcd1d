import { describe, expect, it, test } from 'vitest';
import { compareColumn } from '../../src/features/audit/compareColumn.ts';
import { categoryColumn, numberColumn } from '../../src/features/columns.ts';
import { Random } from '../../src/numeric/random.ts';

const trained = 2000;
const scored = 500;
const random = new Random(9);
const train = Int32Array.from({ length: trained }, (_, row) => row);
const later = (rows: number) => Int32Array.from({ length: rows }, (_, at) => trained + at);
const numbers = (before: () => number, after: () => number) =>
  numberColumn('x', trained + scored, (row) => (row < trained ? before() : after()));
const levels = (before: () => string | null, after: () => string | null) =>
  categoryColumn('x', trained + scored, (row) => (row < trained ? before() : after()));
const letter = () => 'ABC'[random.integer(3)]!;

describe('what is lost', () => {
  it('is all where the column is empty', () => {
    const found = compareColumn(
      numbers(random.next.bind(random), () => Number.NaN),
      train,
      later(scored),
      10,
    );
    expect(found).toMatchObject({ missing: { before: 0, after: 1 }, lost: 1 });
  });

  it('is what was there before where it is empty more often', () => {
    const half = () => (random.next() < 0.5 ? null : 'A');
    const found = compareColumn(
      levels(half, () => null),
      train,
      later(scored),
      10,
    );
    expect(found.lost).toBeCloseTo(0.5, 1);
  });

  it('is the share of levels never seen, the most frequent named', () => {
    const found = compareColumn(
      levels(letter, () => (random.next() < 0.6 ? (random.next() < 0.8 ? 'x' : 'y') : 'A')),
      train,
      later(scored),
      10,
    );
    expect(found.unseen.levels).toEqual(['x', 'y']);
    expect(found.unseen.share).toBeCloseTo(0.6, 1);
    expect(found.lost).toBe(found.unseen.share);
  });

  it('is the share outside of the range of training', () => {
    const found = compareColumn(
      numbers(
        () => random.next(),
        () => 2 * random.next(),
      ),
      train,
      later(scored),
      10,
    );
    expect(found.outside.share).toBeCloseTo(0.5, 1);
    expect(found.lost).toBeCloseTo(0.5, 1);
  });

  test.each([
    [
      'numbers of another unit, within the range',
      numbers(
        () => 100 * random.next(),
        () => random.next(),
      ),
    ],
    [
      'one value only',
      numbers(
        () => random.integer(10),
        () => 4,
      ),
    ],
    ['one level only', levels(letter, () => 'B')],
  ])('is most of it where there are %s', (_, column) => {
    const found = compareColumn(column, train, later(scored), 10);
    expect(found.lost).toBeGreaterThan(0.6);
    expect(found.lost).toBe(found.moved);
  });

  it('is nothing where values only shift', () => {
    const found = compareColumn(
      numbers(
        () => random.normal(),
        () => 0.5 + 0.5 * random.normal(),
      ),
      train,
      later(scored),
      10,
    );
    expect(found.moved).toBeGreaterThan(0.2);
    expect(found.lost).toBe(0);
  });
});

describe('chance', () => {
  it.each([1, 2, 5, 20, 500])('raises no alarm among 50 columns of %i rows that are as in training', (rows) => {
    const names = Array.from({ length: 400 }, (_, at) => `name ${at}`);
    for (let at = 0; at < 50; at++) {
      const missing = at / 60;
      const value = () => (random.next() < missing ? Number.NaN : random.normal() ** 3);
      // Of many rare levels, some are always new.
      const level = () => (random.next() < missing ? null : names[Math.floor(400 * random.next() ** 4)]!);
      for (const column of [numbers(value, value), levels(level, level)])
        expect(compareColumn(column, train, later(rows), 100)).toMatchObject({ lost: 0, moved: 0 });
    }
  });

  it('is none where even a few rows cannot be like this', () => {
    const found = compareColumn(
      numbers(
        () => random.next(),
        () => Number.NaN,
      ),
      train,
      later(3),
      10,
    );
    expect(found.lost).toBe(1);
  });
});
