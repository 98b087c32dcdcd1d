import { describe, expect, test } from 'vitest';
import { bootstrapIntervals } from '../../src/evaluation/bootstrap.ts';
import { clusteredMean } from '../../src/evaluation/clusteredMean.ts';
import { confusionAt } from '../../src/evaluation/confusion.ts';
import { precisionAtK } from '../../src/evaluation/precisionAtK.ts';
import { Random } from '../../src/numeric/random.ts';
import { fc } from '../property/fastCheck.ts';

const options = { seed: 5, resamples: 40 };

function invented(rows: number, perUnit: number) {
  const random = new Random(rows);
  const probabilities = Float64Array.from({ length: rows }, () => random.next() ** 3);
  return {
    probabilities,
    label: Uint8Array.from(probabilities, (p) => Number(random.next() < p)),
    unit: Int32Array.from(probabilities, (_, row) => Math.floor(row / perUnit)),
    tieOrder: Int32Array.from(probabilities, (_, row) => row),
  };
}

/** Rows as objects, those of the drawn units as often as they were drawn. */
function resample({ probabilities, label, unit }: ReturnType<typeof invented>, copies: Float64Array) {
  return [...probabilities].flatMap((p, row) =>
    Array.from({ length: copies[unit[row]!]! }, () => ({ p, y: label[row]! })),
  );
}

const share = (rows: readonly { readonly y: number }[]) => rows.reduce((sum, { y }) => sum + y, 0) / rows.length;

describe('precisionAtK', () => {
  test('is the share of positives of the first k of the sorted rows, ties by their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(1)), { minLength: 1, maxLength: 40 }), (rows) => {
        const input = {
          probabilities: Float64Array.from(rows, ([tenth]) => tenth / 10),
          label: Uint8Array.from(rows, ([, y]) => y),
          unit: Int32Array.from(rows, (_, row) => row),
          tieOrder: Int32Array.from(rows, (_, row) => row),
        };
        const sorted = rows.toSorted(([a], [b]) => b - a);
        const counts = rows.map((_, i) => i + 1);
        for (const { k, precision } of precisionAtK(input, counts, { seed: 1, resamples: 1 }))
          expect(precision.value * k).toBeCloseTo(
            sorted.slice(0, k).reduce((sum, [, y]) => sum + y, 0),
            9,
          );
      }),
    );
  });

  test('has the interval of resamples that are written out, ranked anew and cut', () => {
    const input = invented(120, 3);
    const counts = [5, 30, 100];
    const naive = bootstrapIntervals(
      40,
      (copies) => {
        const rows = resample(input, copies).sort((a, b) => b.p - a.p);
        return counts.map((k) => share(rows.slice(0, k)));
      },
      options,
    );
    precisionAtK(input, counts, options).forEach(({ precision: { low, high } }, i) => {
      expect(low).toBeCloseTo(naive[i]!.low, 12);
      expect(high).toBeCloseTo(naive[i]!.high, 12);
    });
  });

  test('of all rows, each a unit, is the mean of the labels', () => {
    const input = invented(90, 1);
    const [all] = precisionAtK(input, [90], options);
    const mean = clusteredMean(Float64Array.from(input.label), input.unit, options);
    for (const end of ['value', 'low', 'high'] as const) expect(all!.precision[end]).toBeCloseTo(mean[end], 12);
  });

  test.each([[[0]], [[3, 3]], [[1.5]], [[121]]])('refuses the counts %j', (counts) => {
    expect(() => precisionAtK(invented(120, 3), counts, options)).toThrow('is not a number of the 120 rows');
  });
});

describe('confusionAt', () => {
  test('counts every row once, where its label and its probability say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(10), fc.nat(1)), { minLength: 1, maxLength: 40 }),
        fc.nat(11),
        (rows, tenths) => {
          const threshold = tenths / 10;
          const input = {
            probabilities: Float64Array.from(rows, ([p]) => p / 10),
            label: Uint8Array.from(rows, ([, y]) => y),
            unit: Int32Array.from(rows, (_, row) => row),
          };
          const count = (taken: boolean, y: number) =>
            rows.filter(([p, label]) => p / 10 >= threshold === taken && label === y).length;
          const confusion = confusionAt(input, threshold, { seed: 1, resamples: 1 });
          expect(confusion).toMatchObject({
            truePositives: count(true, 1),
            falsePositives: count(true, 0),
            falseNegatives: count(false, 1),
            trueNegatives: count(false, 0),
          });
          expect(confusion.expected).toBeCloseTo(
            rows.reduce((sum, [p]) => sum + (p / 10 >= threshold ? p / 10 : 0), 0),
            9,
          );
          expect(confusion.precision.value).toBe(count(true, 1) / (count(true, 1) + count(true, 0)));
          expect(confusion.recall.value).toBe(count(true, 1) / (count(true, 1) + count(false, 1)));
        },
      ),
    );
  });

  test('has the intervals of resamples that are written out', () => {
    const input = invented(120, 3);
    const [precision, recall] = bootstrapIntervals(
      40,
      (copies) => {
        const rows = resample(input, copies);
        const taken = rows.filter(({ p }) => p >= 0.4);
        return [share(taken), (share(taken) * taken.length) / rows.filter(({ y }) => y === 1).length];
      },
      options,
    );
    const confusion = confusionAt(input, 0.4, options);
    expect(confusion.precision.low).toBeCloseTo(precision!.low, 12);
    expect(confusion.precision.high).toBeCloseTo(precision!.high, 12);
    expect(confusion.recall.low).toBeCloseTo(recall!.low, 12);
    expect(confusion.recall.high).toBeCloseTo(recall!.high, 12);
  });
});
