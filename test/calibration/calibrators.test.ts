import { describe, expect, test } from 'vitest';
import { beta } from '../../src/calibration/beta.ts';
import {
  type CalibrationMethod,
  calibrationMethods,
  calibrationTitle,
  calibrators,
  loadCalibrator,
} from '../../src/calibration/calibrators.ts';
import { configSchema } from '../../src/config/schema.ts';
import { calibratorContract } from '../contract/calibrator.contract.ts';
import { exportedRecords } from '../contract/exportedRecords.ts';

const steps = { margins: [0, 1], probabilities: [0.2, 0.4] };

/** Parameters that each must refuse to load. */
const broken: Readonly<Record<CalibrationMethod, readonly unknown[]>> = {
  none: [{ slope: 1 }, JSON.parse('{"__proto__":{"x":1}}')],
  temperature: [
    {},
    { slope: -1e-9 },
    { slope: null },
    { slope: '1' },
    { slope: Infinity },
    { slope: 1, intercept: 0 },
    JSON.parse('{"slope":1,"__proto__":{"x":1}}'),
  ],
  platt: [
    {},
    { slope: 1 },
    { intercept: 0, slope: -1e-9 },
    { intercept: null, slope: 1 },
    { intercept: '0', slope: 1 },
    { intercept: 0, slope: Number.NaN },
    { intercept: Infinity, slope: 1 },
    { intercept: 0, slope: 1, extra: 1 },
    JSON.parse('{"intercept":0,"slope":1,"__proto__":{"x":1}}'),
  ],
  beta: [
    {},
    { a: 1, b: 1 },
    { a: -1e-9, b: 1, c: 0 },
    { a: 1, b: -1e-9, c: 0 },
    { a: 1, b: 1, c: null },
    { a: '1', b: 1, c: 0 },
    { a: Number.NaN, b: 1, c: 0 },
    { a: 1, b: Infinity, c: 0 },
    { a: 1, b: 1, c: 0, extra: 1 },
    JSON.parse('{"a":1,"b":1,"c":0,"__proto__":{"x":1}}'),
  ],
  quadratic: [
    {},
    { a: 1, b: 1, c: 0 },
    { a: -1e-9, b: 1, c: 0, low: -1, high: 1 },
    { a: 1, b: -1e-9, c: 0, low: -1, high: 1 },
    { a: 1, b: 1, c: null, low: -1, high: 1 },
    { a: 1, b: 1, c: 0, low: 1, high: -1 },
    { a: 1, b: 1, c: 0, low: -1e9, high: 1 },
    { a: 1, b: 1, c: 0, low: -1, high: Infinity },
    { a: 1, b: 1, c: 0, low: -1, high: 1, extra: 1 },
    JSON.parse('{"a":1,"b":1,"c":0,"low":-1,"high":1,"__proto__":{"x":1}}'),
  ],
  'venn-abers': [
    {},
    { lower: steps, upper: steps },
    { lower: steps, upper: steps, shift: null },
    { lower: steps, upper: steps, shift: Infinity },
    { lower: { margins: [0, 1], probabilities: [0.5] }, upper: steps, shift: 0 },
    { lower: steps, upper: { margins: [1, 0], probabilities: [0.1, 0.2] }, shift: 0 },
    { lower: steps, upper: { margins: [0, 1], probabilities: [0.2, 0.1] }, shift: 0 },
    { lower: steps, upper: steps, shift: 0, extra: 1 },
    JSON.parse(
      '{"lower":{"margins":[],"probabilities":[]},"upper":{"margins":[],"probabilities":[]},"shift":0,"__proto__":{}}',
    ),
  ],
  isotonic: [
    {},
    { margins: [], probabilities: [] },
    { margins: [0, 1], probabilities: [0.5] },
    { margins: [0, 0], probabilities: [0.1, 0.2] },
    { margins: [1, 0], probabilities: [0.1, 0.2] },
    { margins: [0, 1], probabilities: [0.2, 0.1] },
    { margins: [0], probabilities: [1.1] },
    { margins: [0], probabilities: [-0.1] },
    { margins: [Number.NaN], probabilities: [0.1] },
    { margins: [0, null], probabilities: [0.1, 0.2] },
    { margins: [0], probabilities: [0.1], extra: [] },
    JSON.parse('{"margins":[0],"probabilities":[0.1],"constructor":{}}'),
  ],
};

/** Laplace's (k + 1) / (n + 2) in the place of k / n costs n rows less than one nat together. */
const aNatForEachStep = (rows: readonly { readonly margin: number }[]) =>
  new Set(rows.map(({ margin }) => margin)).size;

for (const calibrator of calibrators)
  calibratorContract(
    calibrator,
    broken[calibrator.method],
    calibrator.method === 'venn-abers' ? aNatForEachStep : undefined,
  );

describe('beta calibration', () => {
  test('expects as many positives as there are, beside a margin at the end of all numbers', () => {
    const margins = Float64Array.of(1e308, 1e308, -5e-324, 5e-324, 0, 1, 1, 2, -4, -1e-323);
    const label = Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0, 0, 0);
    const weight = Float64Array.of(3, 2, 1, 3, 1, 1, 1, 2, 1, 1);
    const probabilities = beta.fit(margins, label, weight).probabilities(margins);
    const expected = probabilities.reduce((sum, probability, row) => sum + weight[row]! * probability, 0);
    expect(Math.abs(expected - 9)).toBeLessThan(1e-6);
  });
});

describe('the index of calibrators', () => {
  test('loads each by its method', () => {
    expect(new Set(calibrators.map(({ method }) => method)).size).toBe(calibrators.length);
    for (const calibrator of calibrators) {
      const fitted = calibrator.fit(Float64Array.of(-1, 0, 1, 0.5), Uint8Array.of(0, 1, 1, 0));
      const loaded = loadCalibrator(fitted.method, fitted.parameters());
      expect(loaded.probabilities(Float64Array.of(0.3))).toEqual(fitted.probabilities(Float64Array.of(0.3)));
    }
  });

  test.each(['spline', '', '__proto__', 'constructor', 'toString'])('refuses the method %j', (method) => {
    expect(() => loadCalibrator(method, {})).toThrow(expect.objectContaining({ code: 'artefact' }));
  });

  test('has every calibrator that is defined', async () => {
    const defined = await exportedRecords('calibration/*.ts', (value) => 'corrects' in value && 'load' in value);
    for (const [file, calibrator] of defined) expect(calibrators, file).toContain(calibrator);
  });

  test('is what a configuration may name', () => {
    const asked = (calibration: string) =>
      configSchema.safeParse({ programs: { main: { horizonDays: 30, cutoffs: { every: 'month' }, calibration } } });
    for (const method of ['auto', ...calibrationMethods]) expect(asked(method).success, method).toBe(true);
    expect(asked('spline').success).toBe(false);
  });

  test('calls each by its title, and a stranger by its method', () => {
    expect(calibrationTitle('platt')).toBe('Platt scaling');
    expect(calibrationTitle('spline')).toBe('spline');
  });

  test('says what is wrong with parameters', () => {
    expect(() => loadCalibrator('platt', { intercept: 0, slope: -1 })).toThrow(
      /^the parameters of the platt calibrator are wrong at slope: /,
    );
  });
});
