import type { GradientBoostingOptions } from '../src/model/boosting/options.ts';

/**
 * What every learner of trees is given. Two things are said in each one's own way:
 *
 * - The least leaf: 20 rows for ours and HistGradientBoosting. XGBoost has no such option, but a least hessian; it gets
 *   the hessian that 20 rows have before the first tree.
 * - Bins: 255 for values and one for missing ones, which XGBoost calls 256.
 */
export function growing(trees: number) {
  return {
    trees,
    learningRate: 0.1,
    maxLeaves: 31,
    maxBins: 255,
    l2: 1,
    minRows: 20,
  } as const satisfies GradientBoostingOptions;
}
