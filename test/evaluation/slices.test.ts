import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../src/evaluation/segments.ts';
import { sliceEvaluation } from '../../src/evaluation/slices.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

/** Rows whose probabilities are true, save in the segments where so many times as many convert. */
function invented(seed: number, factors: readonly number[], each = 1500) {
  const random = new Random(seed);
  const rows = each * factors.length;
  const codes = Int32Array.from({ length: rows }, (_, row) => row % factors.length);
  const probabilities = Float64Array.from({ length: rows }, () => 0.02 + 0.3 * random.next());
  const label = Uint8Array.from(probabilities, (p, row) => (random.next() < p * factors[codes[row]!]! ? 1 : 0));
  const unit = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 3));
  return { input: { probabilities, label, unit }, segments: { codes, names: factors.map((_, i) => `s${i}`) } };
}

describe('slices', () => {
  it('hold the rows, positives and expectations of their segment, and all of them together', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -1, max: 3 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
          minLength: 1,
          maxLength: 60,
        }),
        (rows) => {
          const codes = Int32Array.from(rows, ([code]) => code);
          const probabilities = Float64Array.from(rows, ([, p]) => p);
          const label = Uint8Array.from(rows, ([, , y]) => (y ? 1 : 0));
          const unit = Int32Array.from(rows, (_, row) => row);
          const { slices } = sliceEvaluation({ probabilities, label, unit }, { codes, names: ['a', 'b', 'c', 'd'] }, 1);
          for (const slice of slices) {
            const mine = rows.filter(([code]) => (code < 0 ? 'no value' : 'abcd'[code]) === slice.name);
            expect(slice.rows).toBe(mine.length);
            expect(slice.positives).toBe(mine.filter(([, , y]) => y).length);
            expect(slice.expected).toBeCloseTo(
              mine.reduce((sum, [, p]) => sum + p, 0),
              9,
            );
          }
          expect(slices.reduce((sum, slice) => sum + slice.rows, 0)).toBe(rows.length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('warn of the segment where more convert than was said, and of no other', () => {
    const { input, segments } = invented(7, [1, 1.6, 1, 1]);
    const failing = sliceEvaluation(input, segments, 1).slices.filter((slice) => slice.failing);
    expect(failing.map(({ name }) => name)).toEqual(['s1']);
    expect(failing[0]!.ratio.low).toBeGreaterThan(1);
  });

  it('say nothing of a segment with too few conversions to tell', () => {
    const label = new Uint8Array(100);
    const unit = Int32Array.from({ length: 100 }, (_, row) => row);
    const segments = { codes: new Int32Array(100), names: ['quiet'] };
    const [slice] = sliceEvaluation(
      { probabilities: new Float64Array(100).fill(0.05), label, unit },
      segments,
      1,
    ).slices;
    expect(slice).toMatchObject({ positives: 0, failing: false, ratio: { value: 0, low: Number.NaN } });
  });

  it('warn of a model that is right in few of many evaluations', () => {
    let warned = 0;
    for (let seed = 0; seed < 16; seed++) {
      const { input, segments } = invented(seed, [1, 1, 1, 1, 1], 500);
      if (sliceEvaluation(input, segments, seed).slices.some((slice) => slice.failing)) warned++;
    }
    // 0.8 of 16 by the level; 5 or more would happen about once in 1,000 times.
    expect(warned).toBeLessThan(5);
  });
});

describe('segments', () => {
  it('of a category are its levels', () => {
    const column = { kind: 'category', name: 'x', codes: Int32Array.of(1, -1, 0, 1), levels: ['a', 'b'] } as const;
    expect(segmentsOf(column, Int32Array.of(3, 1, 0))).toEqual({ codes: Int32Array.of(1, -1, 1), names: ['a', 'b'] });
  });

  it('of numbers are quarters of the rows', () => {
    const values = Float64Array.from({ length: 8 }, (_, i) => i + 1);
    const { codes, names } = segmentsOf({ kind: 'number', name: 'x', values }, Int32Array.from(values.keys()));
    expect([...codes]).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect(names).toHaveLength(4);
  });

  it('of equal numbers are one, and of none are none', () => {
    const rows = Int32Array.of(0, 1, 2);
    const same = { kind: 'number', name: 'x', values: Float64Array.of(5, 5, Number.NaN) } as const;
    expect(segmentsOf(same, rows)).toEqual({ codes: Int32Array.of(0, 0, -1), names: ['5'] });
    const none = { kind: 'number', name: 'x', values: new Float64Array(3).fill(Number.NaN) } as const;
    expect(segmentsOf(none, rows)).toEqual({ codes: Int32Array.of(-1, -1, -1), names: [] });
  });
});
