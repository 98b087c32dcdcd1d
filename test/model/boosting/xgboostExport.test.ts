import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ensembleSchema } from '../../../src/model/boosting/ensemble.ts';
import { ensembleScorer } from '../../../src/model/boosting/scoring/ensembleScorer.ts';
import { toXgboostJson } from '../../../src/model/boosting/xgboostJson.ts';
import { categoryColumn, numberColumn } from '../../contract/estimatorData.ts';
import { readGolden } from '../../golden/readGolden.ts';

/** Origin: XGBoost 1.7.4, see test/golden/xgboost_export.py. */
interface Golden {
  readonly margins: readonly number[];
  readonly base: number;
  readonly contributions: readonly (readonly number[])[];
}

const ensemble = ensembleSchema.parse(readGolden('xgboost_ensemble'));
const rows = readGolden<(number | string | null)[][]>('xgboost_rows');
const golden = readGolden<Golden>('xgboost_export');
const columns = ensemble.features.map(({ type, name }, at) =>
  type === 'number'
    ? numberColumn(
        name,
        rows.map((row) => (row[at] as number | null) ?? Number.NaN),
      )
    : categoryColumn(
        name,
        rows.map((row) => row[at] as string | null),
      ),
);
const scorer = ensembleScorer(ensemble);

describe('what XGBoost makes of an exported ensemble', () => {
  it('comes from this very export', () => {
    const committed = readFileSync(new URL('../../golden/xgboost_model.txt', import.meta.url), 'utf8');
    expect(`${toXgboostJson(ensemble)}\n`).toBe(committed);
  });

  it('has the same margins', () => {
    const margins = scorer.margins(columns, rows.length);
    golden.margins.forEach((expected, row) => {
      expect(Math.abs(margins[row]! - expected)).toBeLessThan(1e-5);
    });
  });

  it('has the same contributions', () => {
    const { base, features, values } = scorer.contributions(columns, rows.length);
    expect(Math.abs(base - golden.base)).toBeLessThan(1e-4);
    golden.contributions.forEach((expected, row) => {
      expected.forEach((value, at) => {
        expect(Math.abs(values[row * features.length + at]! - value)).toBeLessThan(1e-4);
      });
    });
  });
});
