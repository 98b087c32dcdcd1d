import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandraiseError } from '../../src/errors.ts';
import type { Dataset, Estimator, FittedModel } from '../../src/model/estimator.ts';
import { canonicalJson } from '../../src/numeric/canonicalJson.ts';
import { Random } from '../../src/numeric/random.ts';
import { sigmoid } from '../../src/numeric/special.ts';
import { createTable, type Table } from '../../src/table/table.ts';
import { categoryColumn, crmDataset, crmTable, numberColumn, takeDataset } from './estimatorData.ts';

/** What every estimator promises, whatever its family. */
export function estimatorContract(make: () => Estimator, { oneClass }: { oneClass: 'accepted' | 'refused' }): void {
  const refusal = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(HandraiseError);
      const { code, message } = error as HandraiseError;
      expect(message).not.toMatch(/\n/);
      return code;
    }
    return 'none';
  };
  const bytes = (model: FittedModel) => canonicalJson(model.parameters());

  describe('refuses to learn from', () => {
    const { table, label, weight } = crmDataset(40, 1);
    const codeOf = (change: Partial<Dataset>) => refusal(() => make().fit({ table, label, weight, ...change }));

    it('labels other than 0 and 1', () => {
      for (const wrong of [2, 255]) expect(codeOf({ label: label.with(3, wrong) })).toBe('data');
    });
    it('nothing at all', () => {
      const none = crmTable(0, 1);
      expect(codeOf({ table: none, label: new Uint8Array(0), weight: new Float64Array(0) })).toBe('data');
    });
    it('lengths that differ', () => {
      expect(codeOf({ label: label.subarray(1) })).toBe('data');
      expect(codeOf({ weight: weight.subarray(1) })).toBe('data');
      expect(codeOf({ table: { rows: 40, columns: [numberColumn('short', [1, 2])] } })).toBe('data');
    });
    it('weights that are negative, not finite, or all zero', () => {
      for (const wrong of [-1, Number.NaN, Infinity]) expect(codeOf({ weight: weight.with(3, wrong) })).toBe('data');
      expect(codeOf({ weight: new Float64Array(40) })).toBe('data');
    });
    it('infinite values, naming the column', () => {
      for (const wrong of [Infinity, -Infinity]) {
        const columns = [
          numberColumn(
            'spend',
            Array.from(label, (_, i) => (i === 5 ? wrong : i)),
          ),
        ];
        expect(() => make().fit({ table: createTable(40, columns), label })).toThrow(/spend/);
        expect(codeOf({ table: createTable(40, columns) })).toBe('data');
      }
    });
    it('codes outside the levels', () => {
      const codes = new Int32Array(40).fill(2);
      const column = { kind: 'category', name: 'stage', levels: ['a', 'b'], codes } as const;
      expect(codeOf({ table: createTable(40, [column]) })).toBe('data');
    });
  });

  it(`a single class is ${oneClass}`, () => {
    const { table, weight } = crmDataset(40, 1);
    for (const only of [0, 1]) {
      const data = { table, label: new Uint8Array(40).fill(only), weight };
      const weightless = { table, label: data.label.with(0, 1 - only), weight: weight.with(0, 0) };
      if (oneClass === 'refused') {
        expect(refusal(() => make().fit(data))).toBe('data');
        expect(refusal(() => make().fit(weightless))).toBe('data');
      } else {
        const margins = make().fit(data).margins(table);
        expect(margins.every(Number.isFinite)).toBe(true);
        expect(Math.sign(margins[0]!)).toBe(only === 1 ? 1 : -1);
      }
    }
  });

  describe('scores', () => {
    const data = crmDataset(300, 2);
    const model = make().fit(data);

    it('refuses tables without its columns, or with another type, infinity or length', () => {
      const { columns } = data.table;
      const without = createTable(300, columns.slice(1));
      const retyped = createTable(300, [
        categoryColumn(
          'opens',
          Array.from(data.label, () => 'many'),
        ),
        ...columns.slice(1),
      ]);
      const infinite = createTable(300, [
        numberColumn(
          'opens',
          Array.from(data.label, () => Infinity),
        ),
        ...columns.slice(1),
      ]);
      const short = { rows: 300, columns: [numberColumn('opens', [1]), ...columns.slice(1)] };
      for (const table of [without, retyped, infinite, short]) {
        expect(refusal(() => model.margins(table))).toBe('data');
        expect(refusal(() => model.contributions(table))).toBe('data');
      }
    });
    it('finds columns by name, whatever their order and company', () => {
      const { columns } = data.table;
      const other = createTable(300, [numberColumn('other', data.weight), ...columns.toReversed()]);
      expect(model.margins(other)).toEqual(model.margins(data.table));
    });
    it('reads levels by name, not by code', () => {
      const columns = data.table.columns.map((column) => {
        if (column.kind === 'number') return column;
        const levels = ['unused', ...column.levels.toReversed()];
        const codes = column.codes.map((code) => (code < 0 ? -1 : levels.indexOf(column.levels[code]!)));
        return { ...column, levels, codes };
      });
      const recoded = createTable(300, columns);
      expect(model.margins(recoded)).toEqual(model.margins(data.table));
      expect(bytes(make().fit({ ...data, table: recoded }))).toBe(bytes(model));
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

  describe('accepts', () => {
    it('one row of each class', () => {
      const data = takeDataset(crmDataset(40, 3), [0, 1]);
      expectAdditive(make().fit(data), data.table);
    });
    it('one feature, or none', () => {
      const { table, label } = crmDataset(60, 4);
      for (const columns of [table.columns.slice(0, 1), table.columns.slice(6), []]) {
        const narrow = createTable(60, columns);
        expectAdditive(make().fit({ table: narrow, label }), narrow);
      }
    });
    it('perfect separation and one positive in 10,000', () => {
      const separated = createTable(200, [
        numberColumn(
          'x',
          Array.from({ length: 200 }, (_, i) => i - 100),
        ),
      ]);
      const label = Uint8Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1));
      expectAdditive(make().fit({ table: separated, label }), separated);
      const random = new Random(5);
      const rare = createTable(10_000, [
        numberColumn(
          'x',
          Array.from({ length: 10_000 }, () => random.normal()),
        ),
      ]);
      expectAdditive(make().fit({ table: rare, label: new Uint8Array(10_000).with(7, 1) }), rare);
    });
    it.each([2_000, 10_000])('%i columns', (width) => {
      const random = new Random(6);
      const columns = Array.from({ length: width }, (_, j) =>
        numberColumn(
          `x${j}`,
          Array.from({ length: 60 }, () => random.normal()),
        ),
      );
      const table = createTable(60, columns);
      expectAdditive(make().fit({ table, label: Uint8Array.from({ length: 60 }, (_, i) => i % 2) }), table);
    });
    it('numbers up to the limits of float64', () => {
      const columns = [
        numberColumn('huge', [1e308, -1e308, 1.7e308, 5, Number.NaN, 0]),
        numberColumn('tiny', [5e-324, 0, -5e-324, 1e-300, 0, 0]),
        numberColumn('close', [1e15, 1e15 + 1, 1e15, 1e15, 1e15, 1e15]),
      ];
      const table = createTable(6, columns);
      expectAdditive(make().fit({ table, label: Uint8Array.of(0, 1, 1, 0, 1, 0) }), table);
    });
  });

  describe('gives', () => {
    it('the same bytes for any order of the rows', () => {
      const data = crmDataset(150, 7);
      const weight = data.weight.map((value, i) => value / 7 + i * 1e-3);
      const expected = bytes(make().fit({ ...data, weight }));
      fc.assert(
        fc.property(fc.shuffledSubarray([...data.label.keys()], { minLength: 150 }), (order) => {
          expect(bytes(make().fit(takeDataset({ ...data, weight }, order)))).toBe(expected);
        }),
        { numRuns: 20 },
      );
    });
    it('the same for weight k as for k copies', () => {
      const data = crmDataset(200, 8);
      const copies = [...data.weight].flatMap((k, i) => new Array<number>(k).fill(i));
      const { table, label } = takeDataset(data, copies);
      const weighted = make().fit(data);
      const copied = make().fit({ table, label });
      expectClose(copied.margins(data.table), weighted.margins(data.table), 1e-9);
      expectClose(
        copied.importance().map((entry) => entry.strength),
        weighted.importance().map((entry) => entry.strength),
        1e-9,
      );
    });
    it('the same with rows of weight zero as without', () => {
      const data = crmDataset(200, 9);
      const extra = crmDataset(50, 10);
      const joined = joinDatasets(data, { ...extra, weight: new Float64Array(50) });
      expect(bytes(make().fit(joined))).toBe(bytes(make().fit(data)));
    });
    it('the same when fitted twice, and leaves its input as it was', () => {
      const data = crmDataset(120, 11);
      const before = structuredClone(data);
      const estimator = make();
      const first = estimator.fit(data);
      first.margins(data.table);
      first.contributions(data.table);
      expect(bytes(estimator.fit(data))).toBe(bytes(first));
      expect(data).toEqual(before);
    });
    it('an equal model from its parameters as JSON', () => {
      const data = crmDataset(250, 12);
      const model = make().fit(data);
      const loaded = make().load(JSON.parse(canonicalJson(model.parameters())));
      expect(loaded.family).toBe(model.family);
      expect(loaded.features).toEqual(model.features);
      expect(loaded.margins(data.table)).toEqual(model.margins(data.table));
      expect(loaded.contributions(data.table)).toEqual(model.contributions(data.table));
      expect(loaded.importance()).toEqual(model.importance());
      expect(bytes(loaded)).toBe(bytes(model));
    });
  });

  it('refuses to load parameters of another shape', () => {
    const parameters = make().fit(crmDataset(80, 13)).parameters() as Record<string, unknown>;
    const wrong: unknown[] = [null, undefined, [], 'text', {}, { ...parameters, surplus: 1 }];
    for (const key of Object.keys(parameters)) {
      const { [key]: _, ...without } = parameters;
      wrong.push(without, { ...parameters, [key]: null }, { ...parameters, [key]: Number.NaN });
    }
    for (const value of wrong) expect(refusal(() => make().load(value))).toBe('artefact');
  });
}

/** Margins and contributions are finite, and base plus contributions is the margin. */
export function expectAdditive(model: FittedModel, table: Table): void {
  const margins = model.margins(table);
  const { base, features, values } = model.contributions(table);
  expect(margins).toHaveLength(table.rows);
  expect(features).toEqual(model.features);
  expect(values).toHaveLength(table.rows * features.length);
  const sums = Float64Array.from(margins, (_, row) =>
    values.subarray(row * features.length, (row + 1) * features.length).reduce((sum, value) => sum + value, base),
  );
  expectClose(sums, margins, 1e-9);
  for (const margin of margins)
    expect(Number.isFinite(margin) && sigmoid(margin) >= 0 && sigmoid(margin) <= 1).toBe(true);
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[i]!)));
}

function joinDatasets(a: Required<Dataset>, b: Required<Dataset>): Required<Dataset> {
  const columns = a.table.columns.map((column, at) => {
    const other = b.table.columns[at]!;
    if (column.kind === 'number' && other.kind === 'number')
      return numberColumn(column.name, [...column.values, ...other.values]);
    if (column.kind !== 'category' || other.kind !== 'category') throw new TypeError('columns of two kinds');
    const names = [column, other].flatMap(({ codes, levels }) =>
      Array.from(codes, (code) => (code < 0 ? null : levels[code]!)),
    );
    return categoryColumn(column.name, names);
  });
  return {
    table: createTable(a.table.rows + b.table.rows, columns),
    label: Uint8Array.from([...a.label, ...b.label]),
    weight: Float64Array.from([...a.weight, ...b.weight]),
  };
}
