import { describe, expect, it } from 'vitest';
import type { Dataset, Estimator } from '../../src/model/estimator.ts';
import { Random } from '../../src/numeric/random.ts';
import { type Column, createTable } from '../../src/table/table.ts';
import { expectAdditive, expectClose, refusal } from './estimatorAssertions.ts';
import { categoryColumn, crmDataset, crmTable, numberColumn, takeDataset } from './estimatorData.ts';

/** What every estimator refuses to learn from, and what it must cope with. */
export function inputContract(make: () => Estimator, oneClass: 'accepted' | 'refused'): void {
  describe('refuses to learn from', () => {
    const { table, label, weight } = crmDataset(40, 1);
    const codeOf = (change: Partial<Dataset>) => refusal(make().fit({ table, label, weight, ...change }));

    it('labels other than 0 and 1', async () => {
      for (const wrong of [2, 255]) expect(await codeOf({ label: label.with(3, wrong) })).toBe('data');
      for (const wrong of [Number.NaN, 0.5, -1]) {
        const smuggled = Float64Array.from(label).with(3, wrong) as unknown as Uint8Array;
        expect(await codeOf({ label: smuggled })).toBe('data');
      }
    });
    it('nothing at all', async () => {
      const none = crmTable(0, 1);
      expect(await codeOf({ table: none, label: new Uint8Array(0), weight: new Float64Array(0) })).toBe('data');
    });
    it('lengths that differ', async () => {
      expect(await codeOf({ label: label.subarray(1) })).toBe('data');
      expect(await codeOf({ label: new Uint8Array([...label, 1]) })).toBe('data');
      expect(await codeOf({ weight: weight.subarray(1) })).toBe('data');
      expect(await codeOf({ table: { rows: 40, columns: [numberColumn('short', [1, 2])] } })).toBe('data');
      expect(await codeOf({ table: { rows: 40, columns: [categoryColumn('short', ['a', 'b'])] } })).toBe('data');
    });
    it('weights that are negative, not finite, or all zero', async () => {
      for (const wrong of [-1, Number.NaN, Infinity])
        expect(await codeOf({ weight: weight.with(3, wrong) })).toBe('data');
      expect(await codeOf({ weight: new Float64Array(40) })).toBe('data');
    });
    it('infinite values, naming the column', async () => {
      for (const wrong of [Infinity, -Infinity]) {
        const infinite = createTable(40, [numberColumn('spend', new Float64Array(40).with(5, wrong))]);
        await expect(make().fit({ table: infinite, label })).rejects.toThrow(/spend/);
        expect(await codeOf({ table: infinite })).toBe('data');
      }
    });
    it('codes outside the levels', async () => {
      for (const code of [2, -2]) {
        const codes = new Int32Array(40).with(7, code);
        const column = { kind: 'category', name: 'stage', levels: ['a', 'b'], codes } as const;
        expect(await codeOf({ table: createTable(40, [column]) })).toBe('data');
      }
    });
  });

  it(`a single class is ${oneClass}`, async () => {
    const { table, weight } = crmDataset(40, 1);
    for (const only of [0, 1]) {
      const data = { table, label: new Uint8Array(40).fill(only), weight };
      const weightless = { table, label: data.label.with(0, 1 - only), weight: weight.with(0, 0) };
      if (oneClass === 'refused') {
        expect(await refusal(make().fit(data))).toBe('data');
        expect(await refusal(make().fit(weightless))).toBe('data');
      } else {
        const margins = (await make().fit(data)).margins(table);
        expect(margins.every(Number.isFinite)).toBe(true);
        expect(Math.sign(margins[0]!)).toBe(only === 1 ? 1 : -1);
      }
    }
  });

  describe('accepts', () => {
    it('one row of each class', async () => {
      const data = takeDataset(crmDataset(40, 3), [0, 1]);
      expectAdditive(await make().fit(data), data.table);
    });
    it('a single feature', async () => {
      const { table, label } = crmDataset(60, 4);
      for (const column of table.columns) {
        const narrow = createTable(60, [column]);
        expectAdditive(await make().fit({ table: narrow, label }), narrow);
      }
    });
    it('no feature, or none that varies: it learns the base rate', async () => {
      const { label, weight } = crmDataset(60, 5);
      const always = <T>(value: T) => Array.from(label, () => value);
      const dead: Column[] = [
        numberColumn('constant', always(-3)),
        numberColumn('huge', always(1.7e308)),
        numberColumn('never', always(Number.NaN)),
        categoryColumn('everybody', always('x')),
        categoryColumn('nobody', always(null), ['some', 'level']),
        categoryColumn('no level', always(null), []),
      ];
      const positives = label.reduce((sum, y, i) => sum + y * weight[i]!, 0);
      const total = weight.reduce((sum, w) => sum + w, 0);
      const expected = new Float64Array(60).fill(Math.log(positives / (total - positives)));
      for (const columns of [[], dead, ...dead.map((column) => [column])]) {
        const table = createTable(60, columns);
        const model = await make().fit({ table, label, weight });
        expectAdditive(model, table);
        expectClose(model.margins(table), expected, 1e-6);
      }
    });
    it('perfect separation and one positive in 10,000', async () => {
      const upTo = (rows: number) => Array.from({ length: rows }, (_, i) => i);
      const separated = createTable(200, [numberColumn('x', upTo(200))]);
      const label = Uint8Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1));
      expectAdditive(await make().fit({ table: separated, label }), separated);
      const rare = createTable(10_000, [numberColumn('x', upTo(10_000))]);
      expectAdditive(await make().fit({ table: rare, label: new Uint8Array(10_000).with(7, 1) }), rare);
    });
    it.each([2_000, 10_000])('%i columns', async (width) => {
      const random = new Random(6);
      const normals = () => Array.from({ length: 60 }, () => random.normal());
      const table = createTable(
        60,
        Array.from({ length: width }, (_, j) => numberColumn(`x${j}`, normals())),
      );
      expectAdditive(await make().fit({ table, label: Uint8Array.from({ length: 60 }, (_, i) => i % 2) }), table);
    });
    it('numbers up to the limits of float64', async () => {
      const columns = [
        numberColumn('huge', [1e308, -1e308, 1.7e308, 5, Number.NaN, 0]),
        numberColumn('tiny', [5e-324, 0, -5e-324, 1e-300, 0, 0]),
        numberColumn('close', [1e15, 1e15 + 1, 1e15, 1e15, 1e15, 1e15]),
      ];
      // Once as they are, and once often enough for a learner that asks for rows before it splits.
      for (const times of [1, 40]) {
        const { table, label, weight } = takeDataset(
          {
            table: createTable(6, columns),
            label: Uint8Array.of(0, 1, 1, 0, 1, 0),
            weight: new Float64Array(6).fill(1),
          },
          Array.from({ length: 6 * times }, (_, i) => i % 6),
        );
        expectAdditive(await make().fit({ table, label, weight }), table);
      }
    });
  });
}
