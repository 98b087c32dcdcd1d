import { describe, expect, test } from 'vitest';
import { calibrationMethods } from '../../src/calibration/calibrators.ts';
import { type CalibrationKind, chooseCalibrator } from '../../src/calibration/chooseCalibrator.ts';
import { unitFolds } from '../../src/calibration/unitFolds.ts';
import { logLoss } from '../../src/evaluation/metrics/logLoss.ts';
import { Random } from '../../src/numeric/random.ts';
import { log1pExp, sigmoid } from '../../src/numeric/special.ts';
import { shuffled } from '../evaluation/rows.ts';

interface Row {
  readonly margin: number;
  readonly label: number;
  readonly unit: number;
}

function simulate(seed: number, rows: number, truth: (margin: number) => number): Row[] {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => {
    const margin = 2 * random.normal();
    return { margin, label: Number(random.next() < truth(margin)), unit: random.integer(rows / 2) };
  });
}

function choose(kind: CalibrationKind, rows: readonly Row[], seed = 1) {
  return chooseCalibrator(
    kind,
    Float64Array.from(rows, (row) => row.margin),
    Uint8Array.from(rows, (row) => row.label),
    Int32Array.from(rows, (row) => row.unit),
    seed,
  );
}

const bent = (margin: number): number => sigmoid(0.2 * log1pExp(margin) - 2 * log1pExp(-margin));
const stepped = (margin: number): number => (margin < -1 ? 0.05 : margin < 1 ? 0.5 : 0.6);

describe('chooseCalibrator', () => {
  test('of very many rows looks at some units, and gives the losses of all rows', () => {
    const rows = simulate(8, 52_000, (margin) => sigmoid(1.3 * margin + 0.4));
    const chosen = choose('auto', rows);
    expect(chosen.calibrator.method).toBe('platt');
    const asked = choose('platt', rows);
    expect(chosen.losses.every((loss, row) => loss === asked.losses[row])).toBe(true);
    expect(chosen.validationLogLoss).toBe(asked.validationLogLoss);
  });

  test.each(calibrationMethods)('takes %s where it is asked for', (kind) => {
    expect(choose(kind, simulate(1, 200, sigmoid)).calibrator.method).toBe(kind);
  });

  test.each([
    ['none', 'margins are log-odds', sigmoid],
    ['platt', 'a line corrects them', (margin: number) => sigmoid(0.5 * margin - 1)],
    ['beta', 'the ends differ in their slopes', bent],
    ['venn-abers', 'no smooth curve fits', stepped],
  ] as const)('auto prefers %s where %s', (method, _, truth) => {
    for (const seed of [2, 3, 4]) {
      const rows = simulate(seed, 6000, truth);
      expect(choose('auto', rows)).toEqual(choose(method, rows));
    }
  });

  test('auto prefers the quadratic where the slope changes far from a half', () => {
    const rows = simulate(2, 6000, bent).map((row) => ({ ...row, margin: row.margin - 6 }));
    expect(choose('auto', rows)).toEqual(choose('quadratic', rows));
  });

  // Platt's smoothed targets are outcomes that did not happen, at margins where each costs most.
  test('auto leaves strong margins that are true as they are, which Platt makes worse', () => {
    let [auto, platt, none] = [0, 0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const strong = (count: number, of: number) =>
        simulate(of, count, (margin) => sigmoid(6 * margin - 6)).map((row) => ({ ...row, margin: 6 * row.margin - 6 }));
      const [rows, fresh] = [strong(400, seed), strong(4000, 100 + seed)];
      const loss = (kind: CalibrationKind) => {
        const { calibrator } = choose(kind, rows);
        const margins = (some: readonly Row[]) => Float64Array.from(some, (row) => row.margin);
        const labels = (some: readonly Row[]) => Uint8Array.from(some, (row) => row.label);
        return logLoss(calibrator.fit(margins(rows), labels(rows)).probabilities(margins(fresh)), labels(fresh));
      };
      auto += loss('auto') / 12;
      platt += loss('platt') / 12;
      none += loss('none') / 12;
    }
    expect(platt / none).toBeGreaterThan(1.01);
    expect(auto / none).toBeLessThan(1.01);
  });

  test('auto keeps to the simpler where the gain is within its noise', () => {
    const seeds = Array.from({ length: 20 }, (_, i) => i + 10);
    const rows = seeds.map((seed) => simulate(seed, 300, (margin) => sigmoid(margin / 2)));
    const chosen = rows.map((some) => choose('auto', some).calibrator.method);
    const least = rows.map((some) =>
      (['none', 'platt', 'beta'] as const).reduce((best, kind) =>
        choose(kind, some).validationLogLoss < choose(best, some).validationLogLoss ? kind : best,
      ),
    );
    // The truth is a line: where beta comes out ahead, it is by luck.
    expect(least.filter((method) => method === 'beta').length).toBeGreaterThan(2);
    expect(chosen.filter((method) => method === 'platt').length).toBeGreaterThanOrEqual(16);
  });

  test('auto never takes temperature scaling, which may leave the level off', () => {
    const rows = simulate(2, 6000, (margin) => sigmoid(margin / 3));
    expect(choose('temperature', rows).validationLogLoss).toBeLessThan(choose('none', rows).validationLogLoss);
    expect(choose('auto', rows).calibrator.method).toBe('platt');
  });

  test('auto does not look at beta below 50 rows of each class', () => {
    const kinked = simulate(2, 4000, (margin) => sigmoid(1.5 * Math.min(margin, 0)));
    const only = (cls: number, count: number) => {
      let seen = 0;
      return kinked.filter((row) => row.label !== cls || ++seen <= count);
    };
    for (const cls of [0, 1]) {
      expect(choose('beta', only(cls, 49)).calibrator.method).toBe('beta');
      expect(['none', 'platt']).toContain(choose('auto', only(cls, 49)).calibrator.method);
    }
  });

  test('auto does not look at isotonic below 1,000 rows or 100 positives', () => {
    const few = simulate(2, 998, stepped);
    expect(choose('isotonic', few).validationLogLoss).toBeLessThan(choose('platt', few).validationLogLoss);
    expect(choose('auto', few).calibrator.method).not.toBe('isotonic');
    const positives = simulate(2, 4000, stepped);
    let seen = 0;
    const rare = positives.map((row) => ({ ...row, label: row.label === 1 && ++seen <= 99 ? 1 : 0 }));
    expect(choose('auto', rare).calibrator.method).not.toBe('isotonic');
  });

  test('the log loss is near that of the truth, and above that on the rows fitted', () => {
    const rows = simulate(5, 4000, (margin) => sigmoid(margin / 2 - 1));
    const entropy =
      rows.reduce((sum, { margin, label }) => {
        const p = sigmoid(margin / 2 - 1);
        return sum - Math.log(label === 1 ? p : 1 - p);
      }, 0) / rows.length;
    expect(Math.abs(choose('platt', rows).validationLogLoss - entropy)).toBeLessThan(0.003);
  });

  test('depends on units and seed, not on the order of the rows', () => {
    const rows = simulate(6, 300, sigmoid);
    const chosen = (...asked: Parameters<typeof choose>) => {
      const { losses, ...others } = choose(...asked);
      return { ...others, losses: losses.toSorted() };
    };
    expect(chosen('auto', shuffled(rows, 9))).toEqual(chosen('auto', rows));
    for (const kind of ['platt', 'beta', 'isotonic'] as const) {
      expect(chosen(kind, shuffled(rows, 9))).toEqual(chosen(kind, rows));
      expect(choose(kind, rows, 2).validationLogLoss).not.toBe(choose(kind, rows, 1).validationLogLoss);
    }
  });

  test('holds whole units out: nothing is known of a unit that is unlike the others', () => {
    // Labels rise with margins save in unit 10, whose ten rows are taken for certain positives unless one of them is seen.
    const rows = Array.from({ length: 100 }, (_, i) => {
      const unit = 1 + (i % 10);
      return { margin: unit, label: Number(unit > 4 && unit < 10), unit };
    });
    expect(choose('isotonic', rows).validationLogLoss).toBeGreaterThan(0.1 * -Math.log(1e-15) - 0.1);
  });

  test.each([
    ['a single unit', simulate(7, 50, sigmoid).map((row) => ({ ...row, unit: 3 }))],
    ['two units, one class each', Array.from({ length: 20 }, (_, i) => ({ margin: i, label: i % 2, unit: i % 2 }))],
    ['a single positive', Array.from({ length: 20 }, (_, i) => ({ margin: i, label: Number(i === 15), unit: i }))],
    [
      'two rows',
      [
        { margin: 0, label: 0, unit: 1 },
        { margin: 1, label: 1, unit: 2 },
      ],
    ],
  ])('gives a finite log loss with %s', (_, rows) => {
    for (const kind of ['auto', 'none', 'platt', 'beta', 'isotonic'] as const)
      expect(Number.isFinite(choose(kind, rows).validationLogLoss)).toBe(true);
  });

  test.each([
    ['no rows', []],
    ['one class', [{ margin: 0, label: 1, unit: 1 }]],
    ['a margin that is NaN', [{ margin: Number.NaN, label: 1, unit: 1 }]],
  ])('refuses %s', (_, rows) => {
    expect(() => choose('auto', rows)).toThrow(expect.objectContaining({ code: 'data' }));
  });

  test('refuses units of another length', () => {
    expect(() => chooseCalibrator('auto', Float64Array.of(0, 1), Uint8Array.of(0, 1), Int32Array.of(1), 1)).toThrow(
      expect.objectContaining({ code: 'data' }),
    );
  });
});

describe('unitFolds', () => {
  test('keeps units whole and deals them out evenly, positives too', () => {
    const rows = simulate(8, 500, (margin) => sigmoid(margin - 3));
    const folds = unitFolds(
      Uint8Array.from(rows, (row) => row.label),
      Int32Array.from(rows, (row) => row.unit),
      5,
      1,
    );
    const foldOfUnit = new Map<number, number>();
    const positiveUnits = new Set<number>();
    rows.forEach((row, i) => {
      expect(foldOfUnit.get(row.unit) ?? folds[i]).toBe(folds[i]);
      foldOfUnit.set(row.unit, folds[i]!);
      if (row.label === 1) positiveUnits.add(row.unit);
    });
    for (const units of [[...foldOfUnit.keys()], [...positiveUnits]]) {
      const sizes = [0, 1, 2, 3, 4].map((fold) => units.filter((unit) => foldOfUnit.get(unit) === fold).length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }
  });
});
