import { describe, expect, test } from 'vitest';
import type { Calibrator } from '../../src/calibration/calibrator.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { shuffled } from '../evaluation/rows.ts';
import { fc } from '../property/fastCheck.ts';

interface Row {
  readonly margin: number;
  readonly label: number;
  readonly copies: number;
}

const anyMargin = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.double({ min: -40, max: 40, noNaN: true }),
  fc.constantFrom(0, -0, 1e-300, -1e6, 1e308, -1e308),
);

const bothClasses: fc.Arbitrary<Row[]> = fc
  .array(fc.record({ margin: anyMargin, label: fc.nat(1), copies: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((rows) => rows.some((row) => row.label === 0) && rows.some((row) => row.label === 1));

function fitRows(calibrator: Calibrator, rows: readonly Row[]) {
  return calibrator.fit(
    Float64Array.from(rows, (row) => row.margin),
    Uint8Array.from(rows, (row) => row.label),
    Float64Array.from(rows, (row) => row.copies),
  );
}

function bytes(calibrator: Calibrator, rows: readonly Row[]): string {
  return canonicalJson(fitRows(calibrator, rows).parameters());
}

/**
 * What every calibrator must do; `broken` are parameters its `load` must refuse.
 *
 * @param learns whether it takes anything from the rows, as all but the identity do.
 */
export function calibratorContract(calibrator: Calibrator, broken: readonly unknown[], learns = true): void {
  describe(`calibrator ${calibrator.method}`, () => {
    const two = Float64Array.of(-1, 1);
    const both = Uint8Array.of(0, 1);
    test.each([
      ['no rows', () => calibrator.fit(new Float64Array(0), new Uint8Array(0))],
      ['negatives only', () => calibrator.fit(two, Uint8Array.of(0, 0))],
      ['positives only', () => calibrator.fit(two, Uint8Array.of(1, 1))],
      ['a class of weight 0', () => calibrator.fit(two, both, Float64Array.of(0, 1))],
      ['a label of 2', () => calibrator.fit(two, Uint8Array.of(0, 2))],
      ['a margin that is NaN', () => calibrator.fit(Float64Array.of(Number.NaN, 1), both)],
      ['an infinite margin', () => calibrator.fit(Float64Array.of(-Infinity, 1), both)],
      ['a negative weight', () => calibrator.fit(two, both, Float64Array.of(1, -1))],
      ['a weight that is NaN', () => calibrator.fit(two, both, Float64Array.of(1, Number.NaN))],
      ['more margins than labels', () => calibrator.fit(two, Uint8Array.of(1))],
      ['more margins than weights', () => calibrator.fit(two, both, Float64Array.of(1))],
      ['to calibrate NaN', () => calibrator.fit(two, both).probabilities(Float64Array.of(Number.NaN))],
      ['to calibrate Infinity', () => calibrator.fit(two, both).probabilities(Float64Array.of(Infinity))],
    ])('refuses %s', (_, refused) => {
      expect(refused).toThrow(expect.objectContaining({ name: 'HandraiseError', code: 'data' }));
    });

    test('gives probabilities that do not fall where margins rise', () => {
      fc.assert(
        fc.property(bothClasses, fc.array(anyMargin, { minLength: 1 }), (rows, asked) => {
          const margins = Float64Array.from([...rows.map((row) => row.margin), ...asked]).sort();
          const found = fitRows(calibrator, rows).probabilities(margins);
          expect(found).toHaveLength(margins.length);
          found.forEach((p, i) => {
            expect(p >= 0 && p <= 1).toBe(true);
            // A bit or two may be lost in sigmoid and interpolation between margins that nearly touch.
            if (i > 0) expect(p).toBeGreaterThanOrEqual(found[i - 1]! * (1 - 1e-15));
          });
        }),
      );
    });

    const whereItLearns = learns ? test : undefined;
    whereItLearns?.('is right on average over the rows it learnt from, but for smoothing', () => {
      fc.assert(
        fc.property(bothClasses, (rows) => {
          const found = fitRows(calibrator, rows).probabilities(Float64Array.from(rows, (row) => row.margin));
          const predicted = rows.reduce((sum, row, i) => sum + row.copies * found[i]!, 0);
          const observed = rows.reduce((sum, row) => sum + row.copies * row.label, 0);
          expect(Math.abs(predicted - observed)).toBeLessThan(1 + 1e-6);
        }),
      );
    });

    test('takes weight k as k copies, and weight 0 as none', () => {
      fc.assert(
        fc.property(bothClasses, anyMargin, (rows, margin) => {
          const copies = rows.flatMap((row) => new Array<Row>(row.copies).fill({ ...row, copies: 1 }));
          expect(bytes(calibrator, copies)).toBe(bytes(calibrator, rows));
          expect(bytes(calibrator, [...rows, { margin, label: 1, copies: 0 }])).toBe(bytes(calibrator, rows));
          const unweighted = calibrator.fit(
            Float64Array.from(copies, (row) => row.margin),
            Uint8Array.from(copies, (row) => row.label),
          );
          expect(canonicalJson(unweighted.parameters())).toBe(bytes(calibrator, rows));
        }),
      );
    });

    test('gives the same bytes for any order of the rows, and each time', () => {
      const fractional = bothClasses.map((rows) => rows.map((row, i) => ({ ...row, copies: row.copies / (i + 3) })));
      fc.assert(
        fc.property(fractional, fc.integer(), (rows, seed) => {
          expect(bytes(calibrator, shuffled(rows, seed))).toBe(bytes(calibrator, rows));
          expect(bytes(calibrator, rows)).toBe(bytes(calibrator, rows));
        }),
      );
    });

    test('leaves its inputs alone, and gives each row the probability of its margin', () => {
      fc.assert(
        fc.property(bothClasses, (rows) => {
          const margins = Float64Array.from(rows, (row) => row.margin);
          const label = Uint8Array.from(rows, (row) => row.label);
          const weight = Float64Array.from(rows, (row) => row.copies);
          const before = [margins.slice(), label.slice(), weight.slice()];
          const fitted = calibrator.fit(margins, label, weight);
          const found = fitted.probabilities(margins);
          expect([margins, label, weight]).toEqual(before);
          const alone = margins.map((margin) => fitted.probabilities(Float64Array.of(margin))[0]!);
          expect(found).toEqual(alone);
        }),
      );
    });

    test('survives JSON: the loaded calibrator gives the same bits', () => {
      fc.assert(
        fc.property(bothClasses, fc.array(anyMargin), (rows, asked) => {
          const fitted = fitRows(calibrator, rows);
          const loaded = calibrator.load(JSON.parse(canonicalJson(fitted.parameters())));
          const margins = Float64Array.from([...rows.map((row) => row.margin), ...asked]);
          expect(loaded.method).toBe(calibrator.method);
          expect(loaded.probabilities(margins)).toEqual(fitted.probabilities(margins));
          expect(canonicalJson(loaded.parameters())).toBe(canonicalJson(fitted.parameters()));
        }),
      );
    });

    test.each([null, undefined, 1, 'x', [], ...broken].map((parameters) => [parameters]))(
      'refuses to load %j',
      (parameters) => {
        expect(() => calibrator.load(parameters)).toThrow(
          expect.objectContaining({ name: 'HandraiseError', code: 'artefact' }),
        );
      },
    );
  });
}
