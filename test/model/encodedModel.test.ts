import { describe, expect, it } from 'vitest';
import { explainer } from '../../src/explain/explainer.ts';
import type { Feature } from '../../src/features/feature.ts';
import { ensembleOf, gradientBoosting } from '../../src/model/boosting/gradientBoosting.ts';
import { fewRowsPerLevelFeatures, highCardinalityFeatures } from '../../src/model/encoding/highCardinality.ts';
import type { Dataset, Estimator } from '../../src/model/estimator.ts';
import { estimatorNames, estimatorOf } from '../../src/model/families.ts';
import { logistic } from '../../src/model/logistic/logistic.ts';
import { describePoints } from '../../src/model/points/description.ts';
import { points } from '../../src/model/points/points.ts';
import { Random } from '../../src/numeric/random.ts';
import { createTable, type Table } from '../../src/table/table.ts';
import { estimatorContract } from '../contract/estimator.contract.ts';
import { bytes, refusal } from '../contract/estimatorAssertions.ts';
import { categoryColumn, crmDataset, numberColumn } from '../contract/estimatorData.ts';
import { fitEncoded } from '../contract/fitEncoded.ts';

/** Dates that follow from what the rows hold, since the contract knows none: eight of them, a horizon apart. */
function datesOf({ rows, columns }: Table): Float64Array {
  const change = columns.find(({ name }) => name === 'change');
  const date = (value: number) => (Math.abs(Math.trunc(value * 1000)) % 8) * 30;
  return Float64Array.from({ length: rows }, (_, row) => (change?.kind === 'number' ? date(change.values[row]!) : 0));
}

/** Every category: the contract's tables are small, and so is the number of their levels. */
function categories({ columns }: Table): readonly string[] {
  return columns.flatMap(({ kind, name }) => (kind === 'category' ? [name] : []));
}

function encoding(inner: Estimator): Estimator {
  return {
    family: inner.family,
    fit: (data, run) =>
      fitEncoded({ ...data, asOf: datesOf(data.table) }, categories, 30, (encoded) => inner.fit(encoded, run)),
    load: estimatorOf(inner.family).load,
  };
}

describe('with target statistics', () => {
  const families: Readonly<Record<(typeof estimatorNames)[number], () => Estimator>> = {
    'base-rate': () => estimatorOf('base-rate'),
    points,
    logistic,
    boosting: () => gradientBoosting({ trees: 40 }),
  };
  describe.each(estimatorNames)('%s', (family) => {
    estimatorContract(() => encoding(families[family]()), {
      oneClass: family === 'base-rate' ? 'accepted' : 'refused',
      // Training rows are scored with what is known of levels at the end, but were learned from with what was at their time.
      meanWithin: 0.05,
    });

    it('holds statistics, so that the contract is about them', async () => {
      const model = await encoding(families[family]()).fit(crmDataset(250, 1));
      expect(model.parameters()).toMatchObject({
        targetStatistics: [{ name: 'country' }, { name: 'nobody', levels: [] }],
      });
    });
  });
});

/** Sixty owners in turn: the first ten convert often, the others hardly ever; who has none never does. */
function ownedRows() {
  const rows = 60 * 100;
  const random = new Random(4);
  const owner = (row: number) => (row % 61 === 0 ? null : `owner ${row % 60}`);
  const table = createTable(rows, [
    numberColumn(
      'opens',
      new Float64Array(rows).map(() => random.poisson(2)),
    ),
    categoryColumn(
      'owner',
      Array.from({ length: rows }, (_, row) => owner(row)),
    ),
  ]);
  const label = Uint8Array.from({ length: rows }, (_, row) =>
    owner(row) !== null && random.next() < (row % 60 < 10 ? 0.6 : 0.03) ? 1 : 0,
  );
  return { table, label, asOf: Float64Array.from(label, (_, row) => Math.floor(row / 600) * 30) };
}

describe('a model with target statistics', () => {
  const data = ownedRows();
  const learners = { points: points(), logistic: logistic(), boosting: gradientBoosting({ trees: 40, maxLeaves: 4 }) };
  const fitWith = (family: keyof typeof learners) =>
    fitEncoded(data, highCardinalityFeatures, 30, (encoded) => learners[family].fit(encoded));
  const asked = createTable(4, [
    numberColumn('opens', [2, 2, 2, 2]),
    categoryColumn('owner', ['owner 3', 'owner 30', 'newcomer', null]),
  ]);

  it.each(['points', 'logistic', 'boosting'] as const)(
    '%s tells levels apart, and puts a new one between',
    async (family) => {
      const [often, rarely, newcomer] = (await fitWith(family)).margins(asked);
      expect(often! - rarely!).toBeGreaterThan(1.5);
      expect(newcomer).toBeLessThan(often!);
      expect(newcomer).toBeGreaterThanOrEqual(rarely!);
    },
  );

  it('is explained in terms of the level itself', async () => {
    const model = await fitWith('logistic');
    const described = (name: string, type: Feature['type'], many: string): Feature => ({
      ...{ name, type, many, family: 'attribute', unit: '', availability: 'history', group: name, sentence: name },
      ...{ hash: '0123456789abcdef', phrases: { missing: 'Nobody', negative: '', zero: '', one: '', many } },
    });
    const features = [
      described('opens', 'number', '{value} opens'),
      described('owner', 'category', 'Owned by {value}'),
    ];
    const explanations = explainer(model, { features, table: asked }, null)(Int32Array.of(0, 3));
    const ofOwner = explanations.map(({ reasons }) => reasons.find(({ group }) => group === 'owner')!);
    expect(ofOwner.map(({ sentence }) => sentence)).toEqual(['Owned by owner 3', 'Nobody']);
    expect(ofOwner[0]!.contribution).toBeGreaterThan(0.5);
    expect(ofOwner[1]!.contribution).toBeLessThan(0);
    const margins = model.margins(asked);
    explanations.forEach(({ base, reasons }, at) => {
      const sum = reasons.reduce((total, { contribution }) => total + contribution, base);
      expect(sum).toBeCloseTo(margins[at === 0 ? 0 : 3]!, 12);
    });
  });

  it('of points has rules about how a level compares with the usual', async () => {
    const rules = describePoints(await fitWith('points')).filter(({ feature }) => feature === 'owner');
    expect(rules[0]!.condition).toMatch(/^has ≤ \d.* times the usual odds$/);
    expect(rules.at(-1)!.condition).toBe('missing');
    expect(rules[0]!.points).toBeLessThan(rules.at(-2)!.points);
  });

  it('of boosting does not give its trees away as if they were the model', async () => {
    const model = await fitWith('boosting');
    expect(() => ensembleOf(model)).toThrow(
      expect.objectContaining({ code: 'artefact', hint: expect.stringContaining("'levels'") }),
    );
  });

  it('is refused when its statistics are of no feature, out of order or given twice', async () => {
    const parameters = JSON.parse(bytes(await fitWith('logistic')));
    const { load } = estimatorOf('logistic');
    const [owner] = parameters.targetStatistics;
    for (const targetStatistics of [
      [],
      [owner, owner],
      [{ ...owner, name: 'stranger' }],
      [{ ...owner, levels: owner.levels.toReversed() }],
      [{ ...owner, levels: [owner.levels[0], owner.levels[0]] }],
    ])
      expect(await refusal(() => load({ ...parameters, targetStatistics }))).toBe('artefact');
    expect(await refusal(() => load({ ...parameters, parameters }))).toBe('artefact');
    expect(await refusal(() => load(parameters))).toBe('none');
  });

  it('is plain where no category has many levels', async () => {
    const table = createTable(data.table.rows, data.table.columns.slice(0, 1));
    const plain = await fitEncoded({ ...data, table }, highCardinalityFeatures, 30, (encoded) =>
      logistic().fit(encoded),
    );
    expect(bytes(plain)).toBe(bytes(await logistic().fit({ table, label: data.label })));
  });
});

it('leaves a category as it is where half of its rows meet no label of their level that was known then', async () => {
  const level = (row: number) => `owner ${row % 60}`;
  const namesWith = async (latest: number) => {
    // The earliest rows of each level, of 100, are those whose labels are known later.
    const asOf = Float64Array.from({ length: 6000 }, (_, row) => (row < 6000 - 60 * latest ? 0 : 30));
    const table = createTable(6000, [
      categoryColumn(
        'owner',
        Array.from(asOf, (_, row) => level(row)),
      ),
    ]);
    const label = Uint8Array.from(asOf, (_, row) => (row % 7 === 0 ? 1 : 0));
    const learn = (encoded: Dataset) => estimatorOf('logistic').fit(encoded);
    const model = await fitEncoded({ table, label, asOf }, highCardinalityFeatures, 30, learn);
    return Object.keys(model.parameters() as object);
  };
  expect(await namesWith(50)).toContain('targetStatistics');
  expect(await namesWith(49)).not.toContain('targetStatistics');
});

describe('a category', () => {
  const all = { rows: undefined, weight: undefined };
  /** So many levels of so many rows each. */
  const column = (name: string, ...groups: readonly (readonly [levels: number, rows: number])[]) => {
    const values = groups.flatMap(([levels, rows], group) =>
      Array.from({ length: levels * rows }, (_, row) => `${group}/${row % levels}`),
    );
    return createTable(values.length, [categoryColumn(name, values)]);
  };

  it('is of high cardinality where the 50 largest levels hold less than 90% of the rows', () => {
    expect(highCardinalityFeatures(column('fifty', [50, 4]), all)).toEqual([]);
    expect(highCardinalityFeatures(column('nine tenths', [50, 9], [50, 1]), all)).toEqual([]);
    expect(highCardinalityFeatures(column('less', [50, 9], [51, 1]), all)).toEqual(['less']);
    expect(highCardinalityFeatures(column('ids', [200, 1]), all)).toEqual(['ids']);
    expect(highCardinalityFeatures(column('rare', [3, 1000], [200, 1]), all)).toEqual([]);
  });
  it('has few rows per level where those of at least 20 rows hold less than half', () => {
    expect(fewRowsPerLevelFeatures(column('small', [100, 19]), all)).toEqual(['small']);
    expect(fewRowsPerLevelFeatures(column('large', [100, 20]), all)).toEqual([]);
    expect(fewRowsPerLevelFeatures(column('half', [60, 20], [1200, 1]), all)).toEqual([]);
    expect(fewRowsPerLevelFeatures(column('below half', [60, 20], [1201, 1]), all)).toEqual(['below half']);
    expect(fewRowsPerLevelFeatures(column('few levels', [5, 3]), all)).toEqual([]);
  });
  it('is counted by weight, on the rows given', () => {
    const ids = column('ids', [200, 1]);
    const weight = new Float64Array(200).fill(0.001).fill(1, 0, 10);
    expect(highCardinalityFeatures(ids, { rows: undefined, weight })).toEqual([]);
    const rows = Int32Array.from({ length: 50 }, (_, row) => row);
    expect(highCardinalityFeatures(ids, { rows, weight: undefined })).toEqual([]);
  });
});
