import { expect, it } from 'vitest';
import { sentinelsOf } from '../../src/flatFile/sentinels.ts';
import { fc } from '../property/fastCheck.ts';

const candidates = [-1, -9, -99, -999, -9999, 99, 999, 9999, 99999, 999999];

/** The rule in words: at least 1% of the values, and the only negative one, or more than twice any other where none is negative. */
function standsForNothing(values: readonly number[], value: number): boolean {
  const known = values.filter((one) => !Number.isNaN(one));
  const others = known.filter((one) => one !== value);
  if (others.length === 0 || known.length - others.length < known.length / 100) return false;
  return others.every((one) => one >= 0 && (value < 0 || 2 * one < value));
}

it('finds the numbers that the rule in words names', () => {
  const some = fc.constantFrom(...candidates, Number.NaN, 0, -0, 1, 3, 40, 49.5, 500, 70_000, -2);
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), fc.nat(1300), (few, ones) => {
      const values = [...few, ...Array.from({ length: ones }, () => 1)];
      const found = sentinelsOf({ kind: 'number', name: 'n', values: Float64Array.from(values) });
      expect(found).toEqual(candidates.filter((value) => standsForNothing(values, value)));
    }),
  );
});
