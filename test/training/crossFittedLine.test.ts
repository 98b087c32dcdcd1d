import { expect, test } from 'vitest';
import { crossFitted } from '../../src/training/crossFittedLine.ts';
import { fc } from '../property/fastCheck.ts';

/** Units of two rows, one of each class. */
function arbitraryRows() {
  return fc
    .array(fc.tuple(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true })), {
      minLength: 10,
      maxLength: 40,
    })
    .map((pairs) => ({
      logOdds: Float64Array.from(pairs.flat()),
      label: Uint8Array.from(pairs.flatMap(() => [0, 1])),
      unit: Int32Array.from(pairs.flatMap((_, unit) => [unit, unit])),
    }));
}

test.each([true, false])('no row is moved by what its own unit did (shift only: %s)', (shiftOnly) => {
  const options = { line: { intercept: 0.5, slope: 1 }, shiftOnly, seed: 1 };
  fc.assert(
    fc.property(arbitraryRows(), fc.nat(9), (rows, turned) => {
      const label = rows.label.map((value, row) => (rows.unit[row] === turned ? 1 - value : value));
      const own = (found: Float64Array) => found.subarray(2 * turned, 2 * turned + 2);
      expect(own(crossFitted({ ...rows, label }, options))).toEqual(own(crossFitted(rows, options)));
    }),
  );
});

test('a shift fits the share of the other folds', () => {
  // Twenty units of one row, all at log-odds 0, every second a positive: folds have two of each, so that 8 of 16 others are.
  const rows = {
    logOdds: new Float64Array(20),
    label: Uint8Array.from({ length: 20 }, (_, row) => row % 2),
    unit: Int32Array.from({ length: 20 }, (_, row) => row),
  };
  const found = crossFitted(rows, { line: { intercept: 3, slope: 1 }, shiftOnly: true, seed: 1 });
  for (const p of found) expect(p).toBeCloseTo(0.5, 12);
});

test('where the others allow no line, that of all rows stands in', () => {
  const rows = {
    logOdds: Float64Array.of(1, 1, 1, 1),
    label: Uint8Array.of(0, 1, 0, 1),
    unit: Int32Array.of(1, 2, 3, 4),
  };
  const found = crossFitted(rows, { line: { intercept: 1, slope: 2 }, shiftOnly: false, seed: 1 });
  for (const p of found) expect(p).toBeCloseTo(1 / (1 + Math.exp(-3)), 12);
});
