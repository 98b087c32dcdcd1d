import { describe, expect, it } from 'vitest';
import {
  encodedWidth,
  type FeatureEncoding,
  fitEncodings,
  linearTerm,
} from '../../src/model/encoding/linearEncoder.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { weightedRows } from '../../src/model/weightedRows.ts';
import { type Column, createTable } from '../../src/table/table.ts';
import { categoryColumn, crmDataset, numberColumn } from '../contract/estimatorData.ts';
import { fc } from '../property/fastCheck.ts';

/** The encoding of one column, each of its rows a distinct training row of weight 1. */
function encodingOf(column: Column) {
  const rows = column.kind === 'number' ? column.values.length : column.codes.length;
  const table = createTable(rows, [
    column,
    numberColumn(
      'id',
      Array.from({ length: rows }, (_, i) => i),
    ),
  ]);
  const label = Uint8Array.from({ length: rows }, (_, i) => i % 2);
  return fitEncodings(table, weightedRows({ table, label }))[0]!;
}

const repeated = <T>(counts: readonly (readonly [T, number])[]) =>
  counts.flatMap(([value, count]) => new Array<T>(count).fill(value));

/** The term of each row of a column. */
function termsOf(encoding: FeatureEncoding, coefficients: Float64Array, column: Column): Float64Array {
  const terms = new Float64Array(column.kind === 'number' ? column.values.length : column.codes.length);
  linearTerm(encoding, coefficients, column)(terms, 0, 1);
  return terms;
}

describe('numbers', () => {
  it.each([
    { what: 'counts above 20', values: [0, 3, 21], log: true },
    { what: 'counts up to 20', values: [0, 3, 20], log: false },
    { what: 'large numbers of both signs', values: [-1001, 5, 8], log: true },
    { what: 'numbers of both signs', values: [-1000, 5, 900], log: false },
  ])('logarithm for $what: $log', ({ values, log }) => {
    expect(encodingOf(numberColumn('x', values))).toMatchObject({ log });
  });
  it('has no column where constant, nor where always missing', () => {
    expect(encodedWidth(encodingOf(numberColumn('x', [3, 3, 3])))).toBe(0);
    expect(encodedWidth(encodingOf(numberColumn('x', [Number.NaN, Number.NaN])))).toBe(0);
    expect(encodedWidth(encodingOf(numberColumn('x', [1e15, 1e15 + 1])))).toBe(0);
  });
  it('has an indicator where some are missing', () => {
    expect(encodedWidth(encodingOf(numberColumn('x', [3, Number.NaN, 3])))).toBe(1);
    expect(encodedWidth(encodingOf(numberColumn('x', [3, Number.NaN, 4])))).toBe(2);
  });
  it('counts values beyond those seen as the nearest seen, and missing without precedent as the mean', () => {
    const encoding = encodingOf(numberColumn('x', [1, 2, 6]));
    const column = numberColumn('x', [1, -50, 6, 1e9, 3, Number.NaN]);
    const term = termsOf(encoding, Float64Array.of(1), column);
    expect(term[1]).toBe(term[0]);
    expect(term[3]).toBe(term[2]);
    expect(term[4]).toBeCloseTo(0, 12);
    expect(term[5]).toBe(0);
  });
});

describe('categories', () => {
  const values = repeated([
    ['often', 30],
    ['just enough', 10],
    ['rare', 9],
    [null, 12],
  ]);
  it('gives levels of ten rows an indicator, the rest one together, and missing one', () => {
    const encoding = encodingOf(categoryColumn('c', values));
    expect(encoding).toMatchObject({
      levels: [{ level: 'just enough' }, { level: 'often' }],
      other: 9 / 61,
      missing: 12 / 61,
    });
    expect(encodedWidth(encoding)).toBe(4);
  });
  it('asks for a thousandth of the rows where they are many', () => {
    const many = repeated([
      ['often', 19_975],
      ['ten', 10],
      ['twenty', 20],
    ] as const);
    expect(encodingOf(categoryColumn('c', many))).toMatchObject({ levels: [{ level: 'often' }] });
    expect(encodingOf(categoryColumn('c', many.slice(10)))).toMatchObject({
      levels: [{ level: 'often' }, { level: 'twenty' }],
    });
  });
  it('takes unseen levels for others, whatever they are called', () => {
    const encoding = encodingOf(categoryColumn('c', values));
    const term = termsOf(
      encoding,
      Float64Array.of(1, 2, 3, 4),
      categoryColumn('c', ['rare', 'toString', '__proto__', 'often']),
    );
    expect(term[1]).toBe(term[0]);
    expect(term[2]).toBe(term[0]);
    expect(term[3]).not.toBe(term[0]);
  });
  it('has no column where all rows are of one level', () => {
    expect(encodedWidth(encodingOf(categoryColumn('c', repeated([['only', 20]]))))).toBe(0);
    expect(encodedWidth(encodingOf(categoryColumn('c', repeated([[null, 20]]), ['a'])))).toBe(0);
  });
});

it('gives columns of weighted mean 0 and deviation 1, whatever the weights', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 200 }), fc.integer({ min: 0, max: 1e6 }), (rows, seed) => {
      const data = crmDataset(rows, seed);
      const total = data.weight.reduce((sum, weight) => sum + weight, 0);
      fitEncodings(data.table, weightedRows(data)).forEach((encoding, at) => {
        const width = encodedWidth(encoding);
        for (let j = 0; j < width; j++) {
          const values = termsOf(encoding, new Float64Array(width).with(j, 1), data.table.columns[at]!);
          const mean = values.reduce((sum, value, i) => sum + value * data.weight[i]!, 0) / total;
          const square = values.reduce((sum, value, i) => sum + value ** 2 * data.weight[i]!, 0) / total;
          expect(mean).toBeCloseTo(0, 10);
          expect(square).toBeCloseTo(1, 10);
        }
      });
    }),
    { numRuns: 30 },
  );
});

it('learns from training rows alone: scoring other rows changes nothing', async () => {
  const data = crmDataset(100, 1);
  const model = await logistic().fit(data);
  const before = JSON.stringify(model.parameters());
  model.margins(crmDataset(100, 2).table);
  expect(JSON.stringify(model.parameters())).toBe(before);
});
