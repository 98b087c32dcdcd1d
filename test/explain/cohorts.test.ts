import { describe, expect, test } from 'vitest';
import { type Cohorts, cohortsOf, similarCases } from '../../src/explain/cohorts.ts';
import { createTable } from '../../src/table/table.ts';
import { fc } from '../property/fastCheck.ts';

const value = fc.oneof(
  fc.constantFrom(0, 1, Number.NaN),
  fc.integer({ min: -5, max: 400 }),
  fc.double({ min: 0, max: 50, noNaN: true }),
);

/** What the cases of a value's cell are, counted row by row from the ends of the cells alone. */
function countedAgain(values: readonly number[], label: readonly number[], ends: readonly number[], asked: number) {
  const cellOf = (x: number) => Math.min(ends.filter((end) => x > end).length, ends.length - 1);
  const rows = values.flatMap((x, row) => (!Number.isNaN(x) && cellOf(x) === cellOf(asked) ? [row] : []));
  return { cases: rows.length, converted: rows.filter((row) => label[row] === 1).length };
}

describe('cohorts', () => {
  test('of a number count every known value once, a hundred cases and more each, and tell a value of its own', () => {
    const rows = fc.array(fc.tuple(value, fc.integer({ min: 0, max: 1 })), { minLength: 150, maxLength: 900 });
    fc.assert(
      fc.property(rows, value, (pairs, asked) => {
        const values = pairs.map(([x]) => x);
        const label = pairs.map(([, y]) => y);
        const table = createTable(pairs.length, [{ kind: 'number', name: 'x', values: Float64Array.from(values) }]);
        const cohorts = cohortsOf({ table, label: Uint8Array.from(label) }, ['x']);
        const converted = label.filter((y) => y === 1).length;
        expect(cohorts).toMatchObject({ cases: pairs.length, converted });
        const { cells } = cohorts.features[0]!;
        expect(cells.every(({ cases }) => cases >= 100)).toBe(true);
        const ends = cells.flatMap(({ upTo }) => (upTo === undefined ? [] : [upTo]));
        expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b));
        const known = values.filter((x) => !Number.isNaN(x)).length;
        const inCells = cells.reduce((sum, { upTo, cases }) => sum + (upTo === undefined ? 0 : cases), 0);
        expect(inCells).toBe(ends.length > 0 ? known : 0);
        if (Number.isNaN(asked)) return;
        const said = similarCases(cohorts, 'x')(asked);
        if (ends.length === 0) return expect(said).toBeNull();
        const again = countedAgain(values, label, ends, asked);
        const overall = converted / pairs.length;
        expect(said!.cases).toBe(again.cases);
        expect(said!.rate).toBeCloseTo((again.converted + 100 * overall) / (again.cases + 100), 3);
        expect(said!.overall).toBeCloseTo(overall, 3);
      }),
    );
  });

  test('of a level and of a lacking value are of those alone, and none of fewer than a hundred', () => {
    const codes = Int32Array.from({ length: 420 }, (_, row) => (row < 200 ? 0 : row < 299 ? 1 : -1));
    const label = Uint8Array.from({ length: 420 }, (_, row) => Number(row < 50 || row >= 418));
    const table = createTable(420, [{ kind: 'category', name: 'country', codes, levels: ['DE', 'CH'] }]);
    const cohorts = cohortsOf({ table, label }, ['country', 'not there']);
    expect(cohorts.features).toEqual([
      {
        feature: 'country',
        cells: [
          { level: 'DE', cases: 200, converted: 50 },
          { cases: 121, converted: 2 },
        ],
      },
    ]);
    const similar = similarCases(cohorts, 'country');
    // (50 + 100 × 52/420) ÷ 300 and (2 + 100 × 52/420) ÷ 221, by hand.
    expect(similar('DE')).toEqual({ cases: 200, rate: 0.2079, overall: 0.1238 });
    expect(similar(null)).toEqual({ cases: 121, rate: 0.06507, overall: 0.1238 });
    expect(similar('CH')).toBeNull();
    expect(similarCases(cohorts, 'not there')('DE')).toBeNull();
  });

  test('count rows by their weight', () => {
    const table = createTable(100, [{ kind: 'number', name: 'x', values: new Float64Array(100) }]);
    const label = Uint8Array.from({ length: 100 }, (_, row) => Number(row < 10));
    const weight = Float64Array.from(label, (y) => (y === 1 ? 1 : 3));
    const counted: Cohorts = cohortsOf({ table, label, weight }, ['x']);
    expect(counted).toMatchObject({ cases: 280, converted: 10 });
    expect(counted.features[0]!.cells).toEqual([{ upTo: 0, cases: 280, converted: 10 }]);
  });
});
