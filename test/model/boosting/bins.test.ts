import { describe, expect, it } from 'vitest';
import { checkedOptions, type GradientBoostingOptions } from '../../../src/model/boosting/options.ts';
import { type Column, createTable } from '../../../src/table/table.ts';
import { categoryColumn, numberColumn } from '../../contract/estimatorData.ts';
import { binned, halfway } from './oracle/bins.ts';
import { growEnsemble } from './oracle/growth.ts';
import { roundHalfEven, rowsWithWeight, scaleOf, wholeSums } from './oracle/quantise.ts';

// The slow trainer, held against what can be worked out by hand.

/** Bins of a column of one row each, and thresholds or levels. */
function binsOf(column: Column, maxBins: number, minLevelCount = 1) {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length;
  const at = Array.from({ length: rows }, (_, i) => i);
  return binned(
    column,
    at,
    at.map(() => 1),
    { maxBins, minLevelCount },
  );
}

describe('bins', () => {
  it('are the distinct values where there are no more than bins, −0 being 0', () => {
    const { bin, thresholds } = binsOf(numberColumn('x', [3, -0, Number.NaN, 0, 1, 3]), 3);
    expect(bin).toEqual([2, 0, -1, 0, 1, 2]);
    expect(thresholds).toEqual([0.5, 2]);
  });
  it('share the rows out evenly', () => {
    const values = Array.from({ length: 12 }, (_, i) => i);
    expect(binsOf(numberColumn('x', values), 4).thresholds).toEqual([2.5, 5.5, 8.5]);
  });
  it('leave a heavy value alone', () => {
    const values = [...new Array(50).fill(0), ...Array.from({ length: 20 }, (_, i) => i - 10)];
    expect(binsOf(numberColumn('x', values), 3).thresholds).toEqual([-0.5, 0.5]);
  });
  it('are all used where the first value is heavy', () => {
    const values = [...new Array(100).fill(0), 1, 2, 3, 4];
    expect(binsOf(numberColumn('x', values), 3).thresholds).toEqual([0.5, 2.5]);
  });
  it('of a category are its weighty levels by code units', () => {
    const column = categoryColumn('c', ['b', '\ufffd', '\u{1f600}', null, 'a', 'b', '\ufffd', '\u{1f600}'], undefined);
    const { levels, bin } = binsOf(column, 2, 2);
    expect(levels).toEqual(['b', '\u{1f600}', '\ufffd']);
    expect(bin).toEqual([0, 2, 1, -1, -1, 0, 2, 1]);
  });
  it('of a category are its 254 heaviest levels, ties by name', () => {
    const names = Array.from({ length: 300 }, (_, i) => `level ${String(i).padStart(3, '0')}`);
    const { levels } = binsOf(categoryColumn('c', [...names, names[299]!]), 2);
    expect(levels).toEqual([...names.slice(0, 253), names[299]]);
  });
});

it('thresholds lie halfway', () => {
  expect(halfway(1, 2)).toBe(1.5);
  expect(halfway(-1.7e308, 1.7e308)).toBe(0);
  expect(halfway(1 + Number.EPSILON, 1 + 2 * Number.EPSILON)).toBe(1 + Number.EPSILON);
  expect(halfway(0, 5e-324)).toBe(0);
});

it('numbers are rounded, halves to the even one', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.49, -2.51].map((x) => roundHalfEven(x) + 0)).toEqual([0, 2, 2, 0, -2, 2, -3]);
});

describe('whole numbers', () => {
  const scale = (weights: readonly number[], label: readonly number[]) => {
    const table = createTable(label.length, []);
    const data = { table, label: Uint8Array.from(label), weight: Float64Array.from(weights) };
    return scaleOf(rowsWithWeight(data));
  };
  it('get finer steps where outcomes are rare, up to 24 bits, and coarser ones where weights are great', () => {
    expect(scale([1, 1], [0, 1])).toEqual({ whole: true, e: 0, s: 17 });
    expect(scale([15, 1], [0, 1])).toEqual({ whole: true, e: 0, s: 19 });
    expect(scale(new Array(1000).fill(1), [1, ...new Array(999).fill(0)])).toEqual({ whole: true, e: 0, s: 24 });
    expect(scale([1024, 1], [0, 1])).toEqual({ whole: true, e: 0, s: 20 });
  });
  it('are of weights up to 1 where weights are not whole, or greater', () => {
    expect(scale([0.5, 0.25], [0, 1])).toMatchObject({ whole: false, e: 1 });
    expect(scale([1025, 1], [0, 1])).toMatchObject({ whole: false, e: -11 });
    expect(scale([2.5, 0.1], [0, 1])).toMatchObject({ whole: false, e: -2 });
  });
  it('are products with whole weights, and roundings of products with others', () => {
    const row = { at: 0, label: 1, weight: 3 };
    expect(wholeSums({ whole: true, e: 0, s: 1 }, row, { g: 0.7, h: 0.2 })).toEqual({ g: 3, h: 6, c: 3 });
    expect(wholeSums({ whole: false, e: -2, s: 1 }, row, { g: 0.7, h: 0.2 })).toEqual({ g: 1, h: 1, c: 768 });
    expect(wholeSums({ whole: false, e: -20, s: 1 }, row, { g: 0.7, h: 0.2 })).toEqual({ g: 0, h: 0, c: 1 });
  });
});

describe('one split', () => {
  const grown = (columns: readonly Column[], label: readonly number[], options: GradientBoostingOptions) => {
    const data = { table: createTable(label.length, columns), label: Uint8Array.from(label) };
    const { base, trees } = growEnsemble(data, checkedOptions({ trees: 1, minRows: 1, maxLeaves: 2, ...options }));
    return { base, ...trees[0]! };
  };
  // Half of the rows are positive, so every g is ±½ and every h ¼.
  it('gains T(G)² / (H + l2) of the sides less that of the node', () => {
    const column = numberColumn('x', [1, 1, 1, 1, 3, 3, 3, 3]);
    const label = [0, 0, 0, 1, 1, 1, 1, 0];
    expect(grown([column], label, {})).toEqual({
      base: 0,
      feature: [0],
      threshold: [2],
      leftLevels: [null],
      missingLeft: [true],
      left: [-1],
      right: [-2],
      gain: [1], // twice 1² / (1 + 1)
      cover: [2],
      leafCover: [1, 1],
      value: [-0.05, 0.05], // 0.1 · 1 / (1 + 1)
    });
    expect(grown([column], label, { l1: 0.5, l2: 0 })).toMatchObject({ gain: [0.5], value: [-0.05, 0.05] });
    expect(grown([column], label, { l1: 0.5, l2: 0, monotone: { x: 1 } })).toMatchObject({ gain: [0.5] });
    expect(grown([column], label, { monotone: { x: -1 } }).feature).toBeUndefined();
  });
  it('sends missing values where they belong', () => {
    const label = [0, 0, 0, 0, 1, 1, 1, 1];
    const missing = Number.NaN;
    expect(grown([numberColumn('x', [1, 1, missing, missing, 3, 3, 3, 3])], label, {})).toMatchObject({
      threshold: [2],
      missingLeft: [true],
      gain: [4], // twice 2² / (1 + 1)
    });
    expect(grown([numberColumn('x', [1, 2, 1, 2, missing, missing, missing, missing])], label, {})).toMatchObject({
      threshold: [Number.MAX_VALUE],
      missingLeft: [false],
      gain: [4],
    });
  });
  it('puts levels in order, rare ones with the missing', () => {
    const column = categoryColumn('c', ['a', 'a', 'b', 'b', 'c', 'c', 'rare', 'd', 'd', null]);
    const options = { minLevelRows: 2, categoryL2: 1 };
    expect(grown([column], [1, 1, 0, 0, 1, 1, 0, 0, 0, 1], options)).toMatchObject({
      leftLevels: [[0, 2]],
      missingLeft: [false],
      gain: [expect.closeTo(4 / 3 + 4 / 3.5, 12)], // missing values on either side gain the same
    });
  });
});
