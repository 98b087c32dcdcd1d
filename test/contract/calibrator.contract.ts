import { describe, expect, test } from 'vitest';
import type { Calibrator } from '../../src/calibration/calibrator.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { Random } from '../../src/numeric/random.ts';
import { log1pExp, logit, sigmoid } from '../../src/numeric/special.ts';
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

/** Log loss of the rows at the odds of their margins, as their labels are and with Platt's targets in their place. */
function losses(rows: readonly Row[], odds: (row: Row, i: number) => number): { raw: number; smoothed: number } {
  const positives = rows.reduce((sum, row) => sum + row.copies * row.label, 0);
  const negatives = rows.reduce((sum, row) => sum + row.copies, 0) - positives;
  const lossOf = (target: (label: number) => number) =>
    rows.reduce((sum, row, i) => {
      const t = target(row.label);
      const cost = (share: number, at: number) => (share === 0 ? 0 : row.copies * share * log1pExp(at));
      return sum + cost(t, -odds(row, i)) + cost(1 - t, odds(row, i));
    }, 0);
  return {
    raw: lossOf((label) => label),
    smoothed: lossOf((label) => (label === 1 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2))),
  };
}

/** For each thing a calibrator may put right, the truth of a model that is wrong in it alone. */
const faulty: Readonly<Record<Calibrator['corrects'][number], (margin: number) => number>> = {
  level: (margin) => sigmoid(margin + 2),
  slope: (margin) => sigmoid(margin / 3),
  ends: (margin) => sigmoid(0.2 * log1pExp(margin) - 2 * log1pExp(-margin)),
  steps: (margin) => (margin < -1 ? 0.05 : margin < 1 ? 0.5 : 0.6),
};

/** Log loss per row above that of the truth, of 20,000 rows whose margins are wrong in one thing. */
function excess(calibrator: Calibrator, truth: (margin: number) => number): number {
  const random = new Random(7);
  const margins = Float64Array.from({ length: 20_000 }, () => 2 * random.normal());
  const label = Uint8Array.from(margins, (margin) => Number(random.next() < truth(margin)));
  const lossOf = (p: number, i: number) => -Math.log(label[i] === 1 ? p : 1 - p);
  const found = calibrator.fit(margins, label).probabilities(margins);
  return found.reduce((sum, p, i) => sum + lossOf(p, i) - lossOf(truth(margins[i]!), i), 0) / margins.length;
}

/**
 * What every calibrator must do, and be known for; `broken` are parameters its `load` must refuse. `drawnIn` says what log loss one that does not
 * believe steps of few rows as they stand may lose by that.
 *
 * Of one that sets the level it is demanded that as many positives are expected as there are. Of every one it is demanded that
 * the rows it learnt from are predicted no worse than by their margins alone: of one that has a slope and no level, such as temperature
 * scaling, that is all. So `auto` may take only those that set the level, and the one that changes nothing.
 */
export function calibratorContract(
  calibrator: Calibrator,
  broken: readonly unknown[],
  drawnIn: (rows: readonly { readonly margin: number }[]) => number = () => 0,
): void {
  describe(`calibrator ${calibrator.method}`, () => {
    test('is described', () => {
      expect(calibrator.method).toMatch(/^[a-z][a-z-]*$/);
      for (const text of [calibrator.title, calibrator.formula, calibrator.parameters]) expect(text).toMatch(/\S/);
      expect(calibrator.formula).not.toContain('|');
      if (calibrator.corrects.length > 0) expect(calibrator.source).toMatch(/\S/);
      for (const count of Object.values(calibrator.auto ?? {})) expect(Number.isSafeInteger(count)).toBe(true);
    });

    test('is chosen by auto only if it sets the level or changes nothing', () => {
      const mayBe = calibrator.corrects.length === 0 || calibrator.corrects.includes('level');
      expect(calibrator.auto === null || mayBe).toBe(true);
    });

    test.each(Object.entries(faulty))('puts right what it says, and only that: the %s', (fault, truth) => {
      const corrects: readonly string[] = calibrator.corrects;
      if (corrects.includes(fault)) expect(excess(calibrator, truth)).toBeLessThan(0.001);
      else expect(excess(calibrator, truth)).toBeGreaterThan(0.003);
    });

    test('predicts the rows it learnt from no worse than their margins alone', () => {
      fc.assert(
        fc.property(bothClasses, (rows) => {
          const found = fitRows(calibrator, rows).probabilities(Float64Array.from(rows, (row) => row.margin));
          const before = losses(rows, (row) => logit(sigmoid(row.margin)));
          const after = losses(rows, (_, i) => logit(found[i]!));
          // A curve without a finite maximum is fitted to smoothed labels, and judged by these.
          expect(after.raw <= before.raw + drawnIn(rows) + 1e-6 || after.smoothed <= before.smoothed + 1e-6).toBe(true);
        }),
      );
    });

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

    const whereItSetsTheLevel = calibrator.corrects.includes('level') ? test : undefined;
    whereItSetsTheLevel?.('is right on average over the rows it learnt from, but for smoothing', () => {
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
