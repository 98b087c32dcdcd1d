import { describe, expect, test } from 'vitest';
import { argsort } from '../../src/numeric/order.ts';
import { fc } from '../property/fastCheck.ts';

const anyNumber = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, -1, Number.NaN, Infinity, -Infinity, 5e-324));

describe('argsort', () => {
  test.each(['ascending', 'descending'] as const)('is the stable order of the comparator, %s', (direction) => {
    const sign = direction === 'ascending' ? 1 : -1;
    fc.assert(
      fc.property(fc.array(anyNumber, { maxLength: 60 }), (values) => {
        const expected = values
          .map((_, i) => i)
          .sort((i, j) => {
            const a = values[i]!;
            const b = values[j]!;
            if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
            return a === b ? 0 : a < b ? -sign : sign;
          });
        const input = Float64Array.from(values);
        expect([...argsort(input, direction)]).toEqual(expected);
        expect(input).toEqual(Float64Array.from(values));
      }),
    );
  });

  test('ascends unless told otherwise; nothing sorts to nothing', () => {
    expect([...argsort(Float64Array.of(3, 1, 2))]).toEqual([1, 2, 0]);
    expect(argsort(new Float64Array(0))).toHaveLength(0);
  });
});
