import { describe, expect, test } from 'vitest';
import { fitVennAbers, loadVennAbers, probabilityInterval } from '../../src/calibration/vennAbers.ts';
import { Random } from '../../src/numeric/random.ts';
import { shuffled } from '../evaluation/rows.ts';
import { fc } from '../property/fastCheck.ts';

interface Row {
  readonly margin: number;
  readonly label: number;
}

/** The isotonic value at the margin of one more row, by the max-min formula over all runs of margins. */
function refitted(rows: readonly Row[], added: Row): number {
  const all = [...rows, added];
  const margins = [...new Set(all.map((row) => row.margin))].sort((a, b) => a - b);
  const mean = (from: number, to: number) => {
    const members = all.filter((row) => row.margin >= from && row.margin <= to);
    return members.reduce((sum, row) => sum + row.label, 0) / members.length;
  };
  return Math.max(
    ...margins
      .filter((from) => from <= added.margin)
      .map((from) => Math.min(...margins.filter((to) => to >= added.margin).map((to) => mean(from, to)))),
  );
}

function learnt(rows: readonly Row[]) {
  return fitVennAbers(
    Float64Array.from(rows, (row) => row.margin),
    Uint8Array.from(rows, (row) => row.label),
  );
}

const bothClasses = fc
  .array(fc.record({ margin: fc.integer({ min: -6, max: 6 }), label: fc.nat(1) }), { minLength: 2, maxLength: 30 })
  .filter((rows) => rows.some((row) => row.label === 0) && rows.some((row) => row.label === 1));

describe('Venn–Abers', () => {
  test('gives what isotonic regression refitted with the row as 0 and as 1 gives it', () => {
    fc.assert(
      fc.property(bothClasses, (rows) => {
        const asked = Array.from({ length: 29 }, (_, i) => i / 2 - 7);
        const { low, high } = probabilityInterval(learnt(rows), Float64Array.from(asked));
        asked.forEach((margin, i) => {
          expect(low[i]).toBeCloseTo(refitted(rows, { margin, label: 0 }), 12);
          expect(high[i]).toBeCloseTo(refitted(rows, { margin, label: 1 }), 12);
        });
      }),
      { numRuns: 400 },
    );
  });

  test('rises with the margin, low at most high, whatever the order of the rows', () => {
    fc.assert(
      fc.property(bothClasses, fc.integer(), (rows, seed) => {
        const fitted = learnt(rows);
        expect(learnt(shuffled(rows, seed))).toEqual(fitted);
        const { low, high } = probabilityInterval(
          fitted,
          Float64Array.from({ length: 57 }, (_, i) => i / 4 - 7),
        );
        for (let i = 0; i < low.length; i++) {
          expect(low[i]).toBeLessThanOrEqual(high[i]!);
          if (i > 0) expect(low[i]).toBeGreaterThanOrEqual(low[i - 1]!);
          if (i > 0) expect(high[i]).toBeGreaterThanOrEqual(high[i - 1]!);
        }
      }),
    );
  });

  test('is read back from JSON with the same intervals', () => {
    fc.assert(
      fc.property(bothClasses, (rows) => {
        const fitted = learnt(rows);
        expect(loadVennAbers(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
      }),
    );
  });

  test('is small beside the rows it came from, and narrow where they are many', () => {
    const random = new Random(1);
    const rows = Array.from({ length: 20_000 }, () => {
      const margin = random.normal();
      return { margin, label: Number(random.next() < 1 / (1 + Math.exp(-margin))) };
    });
    const fitted = learnt(rows);
    expect(fitted.lower.margins.length + fitted.upper.margins.length).toBeLessThan(4_000);
    const { low, high } = probabilityInterval(fitted, Float64Array.of(0, 5));
    expect(high[0]! - low[0]!).toBeLessThan(0.02);
    expect(Math.abs((low[0]! + high[0]!) / 2 - 0.5)).toBeLessThan(0.05);
    expect(high[1]).toBe(1);
  });

  test('one of two ends is calibrated: labels of new rows average between the mean ends', () => {
    const random = new Random(2);
    const draw = () => {
      const margin = 2 * random.normal();
      return { margin, label: Number(random.next() < 0.1 + 0.5 / (1 + Math.exp(-3 * margin))) };
    };
    const sums = { low: 0, high: 0, label: 0 };
    for (let repeat = 0; repeat < 2000; repeat++) {
      const rows = Array.from({ length: 60 }, draw);
      if (!rows.some((row) => row.label === 1)) continue;
      const next = draw();
      const { low, high } = probabilityInterval(learnt(rows), Float64Array.of(next.margin));
      sums.low += low[0]!;
      sums.high += high[0]!;
      sums.label += next.label;
    }
    expect(sums.low).toBeLessThan(sums.label);
    expect(sums.high).toBeGreaterThan(sums.label);
  });

  test.each([
    ['no rows', () => learnt([])],
    ['one class', () => learnt([{ margin: 1, label: 1 }])],
    [
      'NaN',
      () =>
        probabilityInterval(
          learnt([
            { margin: 0, label: 0 },
            { margin: 1, label: 1 },
          ]),
          Float64Array.of(NaN),
        ),
    ],
  ])('refuses %s', (_, refused) => {
    expect(refused).toThrow(expect.objectContaining({ code: 'data' }));
  });

  const step = { margins: [0, 1], probabilities: [0.2, 0.4] };
  test.each([
    [null],
    [{}],
    [{ lower: step }],
    [{ lower: step, upper: { margins: [1, 0], probabilities: [0.2, 0.4] } }],
    [{ lower: step, upper: { margins: [0, 1], probabilities: [0.4, 0.2] } }],
    [{ lower: step, upper: { margins: [0], probabilities: [0.2, 0.4] } }],
    [{ lower: { margins: [0], probabilities: [1.5] }, upper: step }],
    [{ lower: step, upper: step, extra: 1 }],
  ])('refuses to load %j', (parameters) => {
    expect(() => loadVennAbers(parameters)).toThrow(expect.objectContaining({ code: 'artefact' }));
  });
});
