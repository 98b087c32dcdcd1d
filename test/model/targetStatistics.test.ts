import { describe, expect, it } from 'vitest';
import {
  applyTargetStatistics,
  type DatedDataset,
  fitTargetStatistics,
  type TargetStatistics,
} from '../../src/model/encoding/targetStatistics.ts';
import { createTable, type Table } from '../../src/table/table.ts';
import { expectClose, refusal } from '../contract/estimatorAssertions.ts';
import { categoryColumn, numberColumn } from '../contract/estimatorData.ts';
import { fc } from '../property/fastCheck.ts';

interface Row {
  readonly level: string | null;
  readonly asOf: number;
  readonly label: number;
  readonly weight: number;
}

const horizon = 30;
const names = ['a', 'b', 'c', 'ä', '__proto__', ''];
const anyRow: fc.Arbitrary<Row> = fc.record({
  level: fc.constantFrom(...names, null),
  // Steps that meet the horizon exactly, and miss it by one on either side.
  asOf: fc.oneof(
    fc.integer({ min: 0, max: 6 }).map((step) => step * horizon),
    fc.nat(180),
  ),
  label: fc.nat(1),
  weight: fc.integer({ min: 0, max: 3 }),
});
const anyRows = fc
  .array(anyRow, { minLength: 1, maxLength: 50 })
  .filter((rows) => rows.some(({ weight }) => weight > 0));

function dataOf(rows: readonly Row[]): DatedDataset {
  return {
    table: createTable(rows.length, [
      categoryColumn(
        'owner',
        rows.map(({ level }) => level),
      ),
      numberColumn(
        'opens',
        rows.map((_, row) => row),
      ),
    ]),
    label: Uint8Array.from(rows, ({ label }) => label),
    weight: Float64Array.from(rows, ({ weight }) => weight),
    asOf: Float64Array.from(rows, ({ asOf }) => asOf),
  };
}

function fitted(rows: readonly Row[]) {
  const { table, statistics } = fitTargetStatistics(dataOf(rows), ['owner'], horizon);
  return { values: valuesOf(table), statistics };
}

function valuesOf({ columns }: Table): Float64Array {
  const column = columns.find(({ name }) => name === 'owner')!;
  if (column.kind !== 'number') throw new TypeError('owner is still a category');
  return column.values;
}

function scored(statistics: TargetStatistics, levels: readonly (string | null)[]): Float64Array {
  return valuesOf(applyTargetStatistics(statistics, createTable(levels.length, [categoryColumn('owner', levels)])));
}

/** What the documentation says, one row at a time, from the rows whose labels count. */
function naive(level: string | null, known: readonly Row[]): number {
  if (level === null) return Number.NaN;
  const weightOf = (holds: (row: Row) => boolean) => known.filter(holds).reduce((sum, { weight }) => sum + weight, 0);
  const positives = weightOf((row) => row.label === 1);
  const negatives = weightOf((row) => row.label === 0);
  const ofLevel = weightOf((row) => row.level === level);
  if (ofLevel === 0) return 0;
  const base = (positives + 0.5) / (positives + negatives + 1);
  const joined = 10 / Math.min(base, 1 - base);
  const rate = (weightOf((row) => row.level === level && row.label === 1) + joined * base) / (ofLevel + joined);
  return Math.log(rate / (1 - rate)) - Math.log(base / (1 - base));
}

describe('target statistics', () => {
  it('are, for each row, those of the labels that were over at its time, and for later rows those of all', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { values, statistics } = fitted(rows);
        const known = ({ asOf }: Row) => rows.filter((row) => row.asOf + horizon <= asOf);
        const expected = rows.map((row) => naive(row.level, known(row)));
        expect(values.map((value) => (Number.isNaN(value) ? 1 : 0))).toEqual(
          Float64Array.from(rows, ({ level }) => (level === null ? 1 : 0)),
        );
        const present = (list: ArrayLike<number>) => Array.from(list, (value) => (Number.isNaN(value) ? 0 : value));
        expectClose(present(values), present(expected), 1e-12);
        expectClose(
          scored(statistics, names),
          names.map((level) => naive(level, rows)),
          1e-12,
        );
      }),
    );
  });

  it('of rows as of t or before know no label that matures after t, nor whether such a row is there', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(200), fc.array(fc.nat(1), { minLength: 50, maxLength: 50 }), (rows, t, labels) => {
        const future = ({ asOf }: Row) => asOf + horizon > t;
        const past = (of: readonly Row[]) => of.flatMap((row, at) => (row.asOf <= t ? [at] : []));
        const { values } = fitted(rows);
        const changed = fitted(rows.map((row, at) => (future(row) ? { ...row, label: labels[at]! } : row)));
        for (const row of past(rows)) expect(changed.values[row]).toBe(values[row]);
        // A row as of t meets no row after t.
        const shortened = rows.filter(({ asOf }) => asOf <= t);
        if (!shortened.some(({ weight }) => weight > 0)) return;
        expect([...fitted(shortened).values]).toEqual(past(rows).map((row) => values[row]));
      }),
    );
  });

  it('do not depend on the order of the rows, even where weights are fractions', () => {
    const shuffledRows = anyRows.chain((rows) => {
      const fractional = rows.map((row, at) => ({ ...row, weight: row.weight / 7 + at * 1e-3 + 1e-3 }));
      return fc.record({
        rows: fc.constant(fractional),
        order: fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
      });
    });
    fc.assert(
      fc.property(shuffledRows, ({ rows, order }) => {
        const { values, statistics } = fitted(rows);
        const other = fitted(order.map((row) => rows[row]!));
        expect(other.statistics).toEqual(statistics);
        expect([...other.values]).toEqual(order.map((row) => values[row]));
      }),
    );
  });

  it('take weight k as k copies, and weight 0 as no row', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const copies = rows.flatMap((row) => new Array<Row>(row.weight).fill({ ...row, weight: 1 }));
        expect(fitted(copies).statistics).toEqual(fitted(rows).statistics);
      }),
    );
  });

  it('of an unseen level are 0, those of a missing one missing; names decide, not codes', () => {
    const rows = [0, 40].flatMap((asOf) =>
      ['a', 'b'].flatMap((level) =>
        Array.from({ length: 20 }, (_, at) => ({ level, asOf, label: level === 'a' && at < 15 ? 1 : 0, weight: 1 })),
      ),
    );
    const { statistics } = fitted(rows);
    const [b, unseen, missing, a] = scored(statistics, ['b', 'new', null, 'a']);
    expect(a).toBeGreaterThan(0.5);
    expect(b).toBeLessThan(-0.5);
    expect(unseen).toBe(0);
    expect(missing).toBeNaN();
  });

  it('leave other columns, and the data, as they were', () => {
    const data = dataOf([{ level: 'a', asOf: 0, label: 1, weight: 1 }]);
    const before = structuredClone(data);
    expect(fitTargetStatistics(data, ['owner'], horizon).table.columns[1]).toBe(data.table.columns[1]);
    expect(data).toEqual(before);
  });

  it('are refused for dates that are none, too few, or without a horizon', async () => {
    const data = dataOf([{ level: 'a', asOf: 0, label: 1, weight: 1 }]);
    const codeOf = (change: Partial<DatedDataset>, days = horizon) =>
      refusal(() => fitTargetStatistics({ ...data, ...change }, ['owner'], days));
    for (const asOf of [
      new Float64Array(0),
      new Float64Array(2),
      Float64Array.of(Number.NaN),
      Float64Array.of(Infinity),
    ])
      expect(await codeOf({ asOf })).toBe('data');
    for (const days of [0, -1, Number.NaN]) expect(await codeOf({}, days)).toBe('data');
    expect(await codeOf({ asOf: Float64Array.of(0) })).toBe('none');
  });
});
