import type { TreeEnsemble } from './ensemble.ts';

/** What a feature does in an ensemble. */
export interface FeatureImportance {
  readonly feature: string;
  /** Sum of the gains of its splits. */
  readonly gain: number;
  /** Sum of the covers of its splits. */
  readonly cover: number;
  readonly splits: number;
}

/**
 * Gain, cover and number of splits per feature, in the order of the features: `total_gain`, `total_cover` and `weight` of XGBoost.
 *
 * @param ensemble such as `ensembleOf(model)`
 * @example
 * const table = createTable(6, [{ kind: 'number', name: 'visits', values: Float64Array.of(0, 1, 2, 3, 4, 5) }]);
 * const data = { table, label: Uint8Array.of(0, 0, 0, 1, 1, 1) };
 * const model = await gradientBoosting({ trees: 3, minRows: 1 }).fit(data);
 * const [strongest] = featureImportance(ensembleOf(model));
 * strongest?.feature // 'visits'
 */
export function featureImportance({ features, trees }: TreeEnsemble): readonly FeatureImportance[] {
  const sums = features.map(({ name }) => ({ feature: name, gain: 0, cover: 0, splits: 0 }));
  for (const tree of trees)
    tree.feature.forEach((feature, split) => {
      const sum = sums[feature]!;
      sum.gain += tree.gain[split]!;
      sum.cover += tree.cover[split]!;
      sum.splits += 1;
    });
  return sums;
}
