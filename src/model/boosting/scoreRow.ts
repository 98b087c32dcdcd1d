import { HandraiseError } from '../../errors.ts';
import type { EnsembleFeature, TreeEnsemble } from './ensemble.ts';

/** A row by feature name: a number, or the name of a level; null is missing. */
export type FeatureRow = Readonly<Record<string, number | string | null>>;

/**
 * The margin of one row, in log-odds, by nothing but the ensemble: the same bits as `model.margins`.
 *
 * NaN is missing, and so is a level that the feature does not list. What the row has beside the features is left aside.
 *
 * @param ensemble such as `ensembleOf(model)`
 * @param row its values by the names of the features
 * @throws HandraiseError `data` when the row lacks a feature, or has the other type or ±Infinity for it.
 * @example
 * const table = createTable(6, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3, 4, 5) }]);
 * const data = { table, label: Uint8Array.of(0, 0, 0, 1, 1, 1) };
 * const model = await gradientBoosting({ trees: 3, minRows: 1 }).fit(data);
 * scoreRow(ensembleOf(model), { visits: 5 }) // model.margins(table)[5]
 */
export function scoreRow({ features, base, trees }: TreeEnsemble, row: FeatureRow): number {
  const values = features.map((feature) => comparable(feature, row));
  let margin = base;
  for (const tree of trees) {
    let at = tree.feature.length > 0 ? 0 : -1;
    while (at >= 0) {
      const value = values[tree.feature[at]!]!;
      const levels = tree.leftLevels[at];
      let left = tree.missingLeft[at]!;
      if (!Number.isNaN(value)) left = levels ? levels.includes(value) : value <= tree.threshold[at]!;
      at = left ? tree.left[at]! : tree.right[at]!;
    }
    margin += tree.value[-1 - at]!;
  }
  return margin;
}

/** The number, or the position of the level; NaN where it is missing. */
function comparable(feature: EnsembleFeature, row: FeatureRow): number {
  const { name } = feature;
  const value = Object.hasOwn(row, name) ? row[name] : undefined;
  if (value === undefined)
    throw new HandraiseError('data', `the row has no ${name}`, {
      hint: 'give every feature of the model, null where it is missing',
    });
  if (value === null) return Number.NaN;
  if (typeof value !== (feature.type === 'category' ? 'string' : 'number'))
    throw new HandraiseError('data', `${name} of the row is a ${typeof value}, expected a ${feature.type}`);
  if (value === Infinity || value === -Infinity)
    throw new HandraiseError('data', `${name} of the row is ${value}`, { hint: 'make it missing, or cap it' });
  if (typeof value === 'number') return value;
  const position = feature.type === 'category' ? feature.levels.indexOf(value) : -1;
  return position < 0 ? Number.NaN : position;
}
