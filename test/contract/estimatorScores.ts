import { describe, expect, it } from 'vitest';
import type { Estimator } from '../../src/model/estimator.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { createTable } from '../../src/table/table.ts';
import { bytes, expectAdditive, expectClose, expectVarying, refusal } from './estimatorAssertions.ts';
import { categoryColumn, crmDataset, crmTable, numberColumn, takeDataset } from './estimatorData.ts';

/** What every fitted model promises of its margins, contributions and strengths. */
export function scoresContract(make: () => Estimator, meanWithin: number): void {
  describe('scores', async () => {
    const data = crmDataset(300, 2);
    const model = await make().fit(data);

    it('refuses tables without its columns, or with another type, infinity or length', async () => {
      const rest = data.table.columns.slice(1);
      const always = <T>(value: T) => Array.from(data.label, () => value);
      const without = createTable(300, rest);
      const retyped = createTable(300, [categoryColumn('opens', always('many')), ...rest]);
      const infinite = createTable(300, [numberColumn('opens', always(Infinity)), ...rest]);
      const short = { rows: 300, columns: [numberColumn('opens', [1]), ...rest] };
      for (const table of [without, retyped, infinite, short]) {
        expect(await refusal(() => model.margins(table))).toBe('data');
        expect(await refusal(() => model.contributions(table))).toBe('data');
        expect(await refusal(() => model.varying(table))).toBe('data');
      }
    });
    it('are the same where one column after the other is replaced, which is checked as any', async () => {
      expectVarying(model, data.table);
      const margins = model.varying(data.table);
      const always = <T>(value: T) => Array.from(data.label, () => value);
      for (const column of [
        categoryColumn('opens', always('many')),
        numberColumn('opens', always(Infinity)),
        numberColumn('opens', [1]),
      ])
        expect(await refusal(() => margins(column))).toBe('data');
    });
    it('finds columns by name, whatever their order and company', () => {
      const { columns } = data.table;
      const other = createTable(300, [numberColumn('other', data.weight), ...columns.toReversed()]);
      expect(model.margins(other)).toEqual(model.margins(data.table));
    });
    it('reads levels by name, not by code', async () => {
      const columns = data.table.columns.map((column) => {
        if (column.kind === 'number') return column;
        const levels = ['unused', ...column.levels.toReversed()];
        const codes = column.codes.map((code) => (code < 0 ? -1 : levels.indexOf(column.levels[code]!)));
        return { ...column, levels, codes };
      });
      const recoded = createTable(300, columns);
      expect(model.margins(recoded)).toEqual(model.margins(data.table));
      expect(bytes(await make().fit({ ...data, table: recoded }))).toBe(bytes(model));
    });
    it('is finite and adds up, on rows never seen and values far out', () => {
      const unseen = crmTable(200, 99);
      const far = createTable(4, [
        numberColumn('opens', [1e308, -1e308, 0, 5e-324]),
        numberColumn('visits', [-1e308, 1e308, Number.NaN, -0]),
        numberColumn('daysSince', [1e300, Number.NaN, -1, 0]),
        numberColumn('change', [1e308, -1e308, Number.NaN, 0]),
        categoryColumn('country', ['__proto__', null, 'constructor', 'NL']),
        categoryColumn('city', ['unseen', null, '', 'city 1']),
        numberColumn('constant', [8, Number.NaN, 7, -1e308]),
        numberColumn('never', [1, Number.NaN, 2, 3]),
        categoryColumn('nobody', ['now', null, 'some', 'level']),
      ]);
      for (const table of [data.table, unseen, far]) expectAdditive(model, table);
    });
    it('is in log-odds: 1 / (1 + e^−margin) is right on average, and no worse than the base rate', () => {
      const margins = model.margins(data.table);
      const probabilities = margins.map((margin) => 1 / (1 + Math.exp(-margin)));
      expectClose(margins.map(sigmoid), probabilities, 1e-15);
      const mean = (of: (row: number) => number) =>
        data.weight.reduce((sum, weight, row) => sum + weight * of(row), 0) / data.weight.reduce((sum, w) => sum + w);
      const rate = mean((row) => data.label[row]!);
      expect(Math.abs(mean((row) => probabilities[row]!) - rate)).toBeLessThan(meanWithin);
      const logLoss = (of: (row: number) => number) =>
        mean((row) => -Math.log(data.label[row] === 1 ? of(row) : 1 - of(row)));
      expect(logLoss((row) => probabilities[row]!)).toBeLessThanOrEqual(logLoss(() => rate) + 1e-12);
    });
    it('scores a row the same alone as among others', () => {
      const margins = model.margins(data.table);
      for (const row of [0, 17, 299]) expect(model.margins(takeDataset(data, [row]).table)[0]).toBe(margins[row]);
    });
    it('scores no rows', () => {
      expect(model.margins(crmTable(0, 1))).toHaveLength(0);
      expect(model.contributions(crmTable(0, 1)).values).toHaveLength(0);
    });
    it('has a strength ≥ 0 for each feature, in the order of its features', () => {
      expect(model.features).toEqual(data.table.columns.map((column) => column.name));
      expect(model.importance().map((entry) => entry.feature)).toEqual(model.features);
      for (const { strength } of model.importance()) expect(strength).toBeGreaterThanOrEqual(0);
      const dead = model.importance().filter(({ feature }) => ['constant', 'never', 'nobody'].includes(feature));
      expect(dead.map((entry) => entry.strength)).toEqual([0, 0, 0]);
    });
  });
}
