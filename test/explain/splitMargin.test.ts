import { describe, expect, test } from 'vitest';
import { splitMargin } from '../../src/explain/splitMargin.ts';
import type { Feature, FeatureTable } from '../../src/features/feature.ts';
import type { FittedModel } from '../../src/model/estimator.ts';
import { createTable, type NumberColumn } from '../../src/table/table.ts';
import { fc } from '../property/fastCheck.ts';

const phrases = { missing: '', negative: '', zero: '', one: '', many: '' };
const feature = (name: string, family: string, availability: Feature['availability']): Feature => ({
  ...{
    name,
    family,
    availability,
    type: 'number',
    unit: 'number',
    group: name,
    sentence: name,
    phrases,
    hash: '0'.repeat(16),
  },
});
const features = [
  feature('opens', 'eventCount', 'event-time'),
  feature('employees', 'attributes', 'history'),
  // Counts active people by their titles, which are known by history: what happened all the same.
  feature('departments', 'accountEngagement', 'history'),
];
const tableOf = (rows: readonly (readonly number[])[]): FeatureTable => ({
  features,
  table: createTable(
    rows.length,
    features.map(
      ({ name }, at): NumberColumn => ({ kind: 'number', name, values: Float64Array.from(rows, (row) => row[at]!) }),
    ),
  ),
});
/** 2 × opens + 3 × employees + 5 × departments, and 7 × opens × employees so that parts depend on each other. */
const model: Pick<FittedModel, 'features' | 'margins'> = {
  features: features.map(({ name }) => name),
  margins: ({ columns }) => {
    const [opens, employees, departments] = (columns as NumberColumn[]).map(({ values }) => values);
    return opens!.map((x, row) => 2 * x + 3 * employees![row]! + 5 * departments![row]! + 7 * x * employees![row]!);
  },
};

describe('a change of margin', () => {
  // Opens, employees, departments: before, as time alone would leave them, now.
  const stages = (published: number, otherModel: boolean) => ({
    ...{ before: tableOf([[4, 1, 2]]), aged: tableOf([[3, 1, 1]]), now: tableOf([[6, 2, 3]]) },
    ...{ published: Float64Array.of(published), otherModel },
  });
  const of = (published: number, otherModel: boolean) => {
    const { activity, ageing, profile, model: ofModel } = splitMargin(model, stages(published, otherModel));
    return { activity: activity[0], ageing: ageing[0], profile: profile[0], model: ofModel[0] };
  };

  test('is of what time, what happened and what the CRM says; what became known late has happened', () => {
    // m(4, 1, 2) = 8 + 3 + 10 + 28 = 49; m(3, 1, 1) = 6 + 3 + 5 + 21 = 35; m(6, 1, 3) = 12 + 3 + 15 + 42 = 72; m(6, 2, 3) = 12 + 6 + 15 + 84 = 117.
    expect(of(49, false)).toEqual({ activity: 37, ageing: -14, profile: 45, model: 0 });
    expect(of(47, false)).toEqual({ activity: 39, ageing: -14, profile: 45, model: 0 });
  });

  test('is of the model where another one published', () => {
    expect(of(40, true)).toEqual({ activity: 37, ageing: -14, profile: 45, model: 9 });
  });

  test('is the sum of its parts', () => {
    const cells = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(cells, cells, cells, fc.double({ min: -9, max: 9, noNaN: true }), fc.boolean(), (...drawn) => {
        const [before, aged, now, published, otherModel] = drawn;
        const tables = { before: tableOf([before]), aged: tableOf([aged]), now: tableOf([now]) };
        const parts = splitMargin(model, { ...tables, published: Float64Array.of(published), otherModel });
        const sum = Object.values(parts).reduce((total, part: Float64Array) => total + part[0]!, 0);
        const change = model.margins(tables.now.table)[0]! - published;
        expect(Math.abs(sum - change)).toBeLessThanOrEqual(1e-9);
      }),
    );
  });
});
