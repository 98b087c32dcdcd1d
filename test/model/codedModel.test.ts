import { describe, expect, it, test } from 'vitest';
import { ensembleOf, gradientBoosting } from '../../src/model/boosting/gradientBoosting.ts';
import { codedRows } from '../../src/model/encoding/codedModel.ts';
import { fitLevelCodes, withLevelCodes } from '../../src/model/encoding/levelCodes.ts';
import { compareNaturally } from '../../src/model/encoding/naturalOrder.ts';
import type { Dataset, Estimator, FitRun } from '../../src/model/estimator.ts';
import { estimatorOf } from '../../src/model/families.ts';
import { createTable } from '../../src/table/table.ts';
import { estimatorContract } from '../contract/estimator.contract.ts';
import { bytes, refusal } from '../contract/estimatorAssertions.ts';
import { categoryColumn, crmDataset, numberColumn } from '../contract/estimatorData.ts';
import { fc } from '../property/fastCheck.ts';

const trees = gradientBoosting({ trees: 40 });

async function fitCoded(data: Dataset, run?: FitRun) {
  const names = data.table.columns.flatMap(({ kind, name }) => (kind === 'category' ? [name] : []));
  if (names.length === 0) return trees.fit(data, run);
  const { data: coded, encode, model } = codedRows(data, names);
  const validation = run?.validation && { ...run.validation, table: encode(run.validation.table) };
  return model(await trees.fit(coded, { ...run, validation }));
}

describe('with codes of levels', () => {
  const coded: Estimator = { family: 'boosting', fit: fitCoded, load: estimatorOf('boosting').load };
  estimatorContract(() => coded, { oneClass: 'refused', meanWithin: 0.02 });

  it('says of a category what its codes contribute, and has no other features than the table', async () => {
    const data = crmDataset(300, 2);
    const model = await fitCoded(data);
    expect(model.features).toEqual(data.table.columns.map(({ name }) => name));
    const { levelCodes } = model.parameters() as { levelCodes: { name: string }[] };
    expect(levelCodes.map(({ name }) => name)).toEqual(['country', 'city', 'nobody']);
    expect(model.importance().map(({ feature }) => feature)).toEqual(model.features);
  });

  it('does not give its trees away as if they were the model', async () => {
    const model = await fitCoded(crmDataset(300, 2));
    expect(() => ensembleOf(model)).toThrow(
      expect.objectContaining({ code: 'artefact', hint: expect.stringContaining("'levels'") }),
    );
  });

  it('is refused where its codes are of no feature, out of order or given twice', async () => {
    const parameters = JSON.parse(bytes(await fitCoded(crmDataset(300, 2))));
    const { load } = estimatorOf('boosting');
    const [country] = parameters.levelCodes;
    for (const levelCodes of [
      [],
      [country, country],
      [{ ...country, name: 'stranger' }],
      [{ ...country, position: 'stranger' }],
      [{ ...country, levels: country.levels.toReversed() }],
    ])
      expect(await refusal(() => load({ ...parameters, levelCodes }))).toBe('artefact');
    expect(await refusal(() => load(parameters))).toBe('none');
  });
});

test('codes are how often a level occurs and where its name stands; a new one stands between its neighbours and occurs never', () => {
  const table = createTable(5, [
    categoryColumn('campaign', ['no 10', 'no 9', 'no 10', 'no 11', null]),
    numberColumn('campaign: position', [0, 0, 0, 0, 0]),
  ]);
  const codes = fitLevelCodes({ table, label: Uint8Array.of(0, 1, 0, 1, 0), weight: Float64Array.of(1, 1, 2, 0, 1) }, [
    'campaign',
  ]);
  const asked = createTable(5, [categoryColumn('campaign', ['no 9', 'no 10', 'no 11', 'no 1', null])]);
  expect(withLevelCodes(codes, asked).columns.slice(1)).toEqual([
    numberColumn('campaign: frequency', [Math.log(2), Math.log(4), 0, 0, Number.NaN]),
    // The table has a column of the usual name.
    numberColumn('campaign: position ', [0, 1, 1.5, -0.5, Number.NaN]),
  ]);
});

describe('names in their natural order', () => {
  it('have numbers by their size', () => {
    const names = ['Berlin', 'no 9', 'no 10', 'no 10 b', 'no 10a', 'no 100000000000000000000', 'no x', 'ä'];
    expect(names.toReversed().sort(compareNaturally)).toEqual(names);
    expect(['no 7', 'no 07', 'no 6'].sort(compareNaturally)).toEqual(['no 6', 'no 07', 'no 7']);
  });

  it('are in an order, and only equal ones are alike', () => {
    const name = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', '!', '~'), maxLength: 5 });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) + 0);
        expect(compareNaturally(a, b) === 0).toBe(a === b);
        if (compareNaturally(a, b) < 0 && compareNaturally(b, c) < 0) expect(compareNaturally(a, c)).toBeLessThan(0);
      }),
    );
  });
});
