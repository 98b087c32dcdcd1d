import { describe, expect, it } from 'vitest';
import { configSchema, type Program } from '../../src/config/schema.ts';
import { estimatorNames, estimatorOf } from '../../src/model/families.ts';
import { Random } from '../../src/numeric/random.ts';
import { createTable } from '../../src/table/table.ts';
import { microsecondsOf } from '../../src/time/instant.ts';
import { fitFamily } from '../../src/training/fit.ts';
import { bytes } from '../contract/estimatorAssertions.ts';
import { categoryColumn, numberColumn } from '../contract/estimatorData.ts';

function programWith(features: { highCardinality?: 'target-statistics' | 'leave-out' | 'levels' }): Program {
  const asked = { horizonDays: 30, cutoffs: { every: 'month' }, features } as const;
  return configSchema.parse({ programs: { main: asked } }).programs.main!;
}

/** Owners of 40 rows each, campaigns of 8, over ten months. */
const rows = 4000;
const random = new Random(9);
const data = {
  table: createTable(rows, [
    numberColumn(
      'opens',
      Array.from({ length: rows }, () => random.poisson(2)),
    ),
    categoryColumn(
      'owner',
      Array.from({ length: rows }, (_, row) => `owner ${row % 100}`),
    ),
    categoryColumn(
      'campaign',
      Array.from({ length: rows }, (_, row) => `campaign ${row % 500}`),
    ),
  ]),
  label: Uint8Array.from({ length: rows }, (_, row) => (random.next() < (row % 100 < 20 ? 0.5 : 0.1) ? 1 : 0)),
  asOf: Float64Array.from({ length: rows }, (_, row) => microsecondsOf(Math.floor(row / 400) * 30)),
};

const encodedIn = (parameters: unknown) =>
  ((parameters as { targetStatistics?: { name: string }[] }).targetStatistics ?? []).map(({ name }) => name);

describe('by default, target statistics take the place of categories of very many levels', () => {
  it.each([
    ['base-rate', []],
    ['points', ['owner', 'campaign']],
    ['logistic', ['owner', 'campaign']],
    ['boosting', ['campaign']],
  ] as const)('in %s: of %j', async (family, names) => {
    const model = await fitFamily(family, data, programWith({}), {});
    expect(encodedIn(model.parameters())).toEqual(names);
    expect(model.features).toEqual(['opens', 'owner', 'campaign']);
  });
});

it.each(estimatorNames)('level by level, %s is fitted as it is anywhere', async (family) => {
  const model = await fitFamily(family, data, programWith({ highCardinality: 'levels' }), {});
  expect(encodedIn(model.parameters())).toEqual([]);
  if (family !== 'boosting') expect(bytes(model)).toBe(bytes(await estimatorOf(family).fit(data)));
});
