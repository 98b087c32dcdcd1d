import { describe, expect, test } from 'vitest';
import { calibrationOverTime } from '../../src/evaluation/calibrationOverTime.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

/** Rows of the given groups of dates; as many of them convert as the factor of the group says. */
function invented(groups: readonly number[], factor: (group: number) => number) {
  const random = new Random(3);
  const probabilities = Float64Array.from(groups, () => 0.05 + 0.3 * random.next());
  return {
    probabilities,
    label: Uint8Array.from(probabilities, (p, row) => Number(random.next() < p * factor(groups[row]!))),
    unit: Int32Array.from(groups, (_, row) => Math.floor(row / 2)),
  };
}

describe('calibrationOverTime', () => {
  test('keeps groups whole and in order, in eight periods at most, which hold every row once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 120 }), (groups) => {
        const group = Float64Array.from(groups);
        const input = invented(groups, () => 1);
        const periods = calibrationOverTime(input, { date: group, group }, 1);
        const distinct = new Set(groups).size;
        expect(periods.length).toBeLessThanOrEqual(Math.min(8, distinct));
        if (distinct <= 8) expect(periods).toHaveLength(distinct);
        for (const [i, { from, to, rows, positives, expected, ratio, reliability }] of periods.entries()) {
          if (i > 0) expect(from).toBeGreaterThan(periods[i - 1]!.to);
          const own = groups.flatMap((value, row) => (value >= from && value <= to ? [row] : []));
          expect(rows).toBe(own.length);
          expect(positives).toBe(own.filter((row) => input.label[row] === 1).length);
          expect(expected).toBeCloseTo(
            own.reduce((sum, row) => sum + input.probabilities[row]!, 0),
            9,
          );
          expect(ratio.value).toBeCloseTo(positives / expected, 12);
          expect(reliability.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows);
          expect(reliability).toHaveLength(Math.min(6, rows));
        }
        expect(periods.reduce((sum, { rows }) => sum + rows, 0)).toBe(groups.length);
      }),
      { numRuns: 40 },
    );
  });

  test('puts many groups together into periods of about equally many rows', () => {
    const groups = Array.from({ length: 2000 }, (_, row) => row % 40);
    const group = Float64Array.from(groups);
    const periods = calibrationOverTime(
      invented(groups, () => 1),
      { date: group, group },
      1,
    );
    expect(periods.map(({ rows }) => rows)).toEqual(new Array(8).fill(250));
  });

  test('names the dates of the rows, not those of the group', () => {
    const date = Float64Array.of(12, 18, 25, 21);
    const periods = calibrationOverTime(
      invented([10, 10, 20, 20], () => 1),
      { date, group: Float64Array.of(10, 10, 20, 20) },
      1,
    );
    expect(periods.map(({ from, to }) => [from, to])).toEqual([
      [12, 18],
      [21, 25],
    ]);
  });

  test('shows from which date on fewer convert than is said', () => {
    const groups = Array.from({ length: 4000 }, (_, row) => Math.floor(row / 1000));
    const group = Float64Array.from(groups);
    const input = invented(groups, (one) => (one === 3 ? 0.5 : 1));
    const off = calibrationOverTime(input, { date: group, group }, 1).map(({ ratio }) => ratio.high < 0.8);
    expect(off).toEqual([false, false, false, true]);
  });
});
