import { describe, expect, test } from 'vitest';
import { isotonic } from '../../src/calibration/isotonic.ts';
import { platt } from '../../src/calibration/platt.ts';
import { quadratic } from '../../src/calibration/quadratic.ts';
import { temperature } from '../../src/calibration/temperature.ts';
import { vennAbers } from '../../src/calibration/vennAbersCalibrator.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { readGolden } from '../golden/readGolden.ts';

interface GoldenFit {
  readonly platt: { readonly intercept: number; readonly slope: number };
  readonly isotonic: { readonly margins: number[]; readonly probabilities: number[]; readonly predictions: number[] };
}
// scikit-learn 1.2.1 for isotonic, mpmath 1.2.1 for the optimum of Platt's likelihood, from which scikit-learn's own
// _sigmoid_calibration is 6.5e-9 to 1.6e-7 away; see golden/calibration_fits.py.
const { cases } = readGolden<{
  cases: {
    name: string;
    margins: number[];
    label: number[];
    weight: number[];
    at: number[];
    plain: GoldenFit;
    weighted: GoldenFit;
  }[];
}>('calibration_fits');

// mpmath 1.3.0, see golden/temperature.py.
const { slopes } = readGolden<{ slopes: Record<string, { readonly plain: number; readonly weighted: number }> }>(
  'temperature',
);

interface SteadyFit {
  readonly vennAbers: { readonly shift: number; readonly predictions: number[] };
  readonly quadratic: Record<'a' | 'b' | 'low' | 'high', number> & { readonly predictions: number[] };
}
// scikit-learn 1.2.1 and mpmath 1.2.1, see golden/steady_calibrators.py.
const steady = readGolden<{ cases: Record<string, Record<'plain' | 'weighted', SteadyFit>> }>('steady_calibrators');

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) expect(Math.abs(found[i]! - expected[i]!)).toBeLessThan(1e-9);
}

describe.each(cases)('$name', (golden) => {
  const margins = Float64Array.from(golden.margins);
  const label = Uint8Array.from(golden.label);
  const at = Float64Array.from(golden.at);

  describe.each(['plain', 'weighted'] as const)('%s', (kind) => {
    const weight = kind === 'weighted' ? Float64Array.from(golden.weight) : undefined;
    const expected = golden[kind];

    test('Platt is at the optimum', () => {
      const fitted = platt.fit(margins, label, weight);
      const { intercept, slope } = expected.platt;
      expect(fitted.parameters()).toEqual({ intercept: expect.any(Number), slope: expect.any(Number) });
      const found = fitted.parameters() as { intercept: number; slope: number };
      expectNear([found.intercept, found.slope], [intercept, slope]);
      expectNear(
        fitted.probabilities(at),
        at.map((margin) => sigmoid(intercept + slope * margin)),
      );
    });

    test('temperature scaling is at the optimum', () => {
      const fitted = temperature.fit(margins, label, weight);
      const { slope } = fitted.parameters() as { slope: number };
      expectNear([slope], [slopes[golden.name]![kind]]);
      expectNear(
        fitted.probabilities(at),
        at.map((margin) => sigmoid(slope * margin)),
      );
    });

    test('the quadratic is at the optimum', () => {
      const fitted = quadratic.fit(margins, label, weight);
      const { a, b, low, high, predictions } = steady.cases[golden.name]![kind].quadratic;
      const found = fitted.parameters() as Record<'a' | 'b' | 'low' | 'high', number>;
      expect([found.low, found.high]).toEqual([low, high]);
      expectNear([found.a, found.b], [a, b]);
      expectNear(fitted.probabilities(at), predictions);
    });

    test('Venn–Abers calibration is what isotonic regression with one more row says, at the level of the rows', () => {
      const fitted = vennAbers.fit(margins, label, weight);
      const { shift, predictions } = steady.cases[golden.name]![kind].vennAbers;
      expectNear([(fitted.parameters() as { shift: number }).shift], [shift]);
      expectNear(fitted.probabilities(at), predictions);
    });

    test('isotonic has the thresholds and predictions of scikit-learn', () => {
      const fitted = isotonic.fit(margins, label, weight);
      const found = fitted.parameters() as { margins: number[]; probabilities: number[] };
      expect(found.margins).toEqual(expected.isotonic.margins);
      expectNear(found.probabilities, expected.isotonic.probabilities);
      expectNear(fitted.probabilities(at), expected.isotonic.predictions);
    });
  });
});
